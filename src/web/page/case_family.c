/* The guardians of a case's child: what each may see (OSL 12:3), and secrecy against a guardian. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "family/guardian.h"
#include "family/room.h"
#include "team/insight.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

static const char *const yes_no[] = {"yes", "no"};
static const char *const done_words[] = {"saved", "added", "ended"};
static const char *const done_texts[] = {
    TR("Ändringen är sparad. Den gäller nu."),
    TR("Vårdnadshavaren är tillagd. Bedöm också vad hen får se: välj Ändra."),
    TR("Personen är inte vårdnadshavare här längre och kan inte logga in.")};

#define NAME_MAX_BYTES (PERSON_NAME - 1)

const struct input_spec case_family_inputs[13] = {
    {.name = "guardian", .kind = INPUT_ID},
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 3},
    {.name = "custody", .kind = INPUT_WORD, .words = custody_code, .word_count = CUSTODY__MAX},
    {.name = "decides", .kind = INPUT_WORD, .words = yes_no, .word_count = 2},
    {.name = "why", .kind = INPUT_TEXT, .max = INSIGHT_WHY_MAX},
    {.name = "blocked", .kind = INPUT_FLAG},
    /* adding one */
    {.name = "add", .kind = INPUT_FLAG},
    {.name = "civic", .kind = INPUT_LINE, .max = 20},
    {.name = "given", .kind = INPUT_LINE, .max = NAME_MAX_BYTES},
    {.name = "family", .kind = INPUT_LINE, .max = NAME_MAX_BYTES},
    {.name = "source",
     .kind = INPUT_WORD,
     .words = guardian_source_code,
     .word_count = GUARDIAN_SOURCE__MAX},
    {.name = "from", .kind = INPUT_DATE},
    {.name = "until", .kind = INPUT_DATE},
};

struct family {
    struct team_case c;
    struct guardian *list, *past;
    size_t count, past_count;
};

/* No register tells who the guardians are: they are entered here. */
static bool manual(const struct request *rq)
{
    return bank_config(rq->bank)->kind == BANK_SOCIAL;
}

/* "2026-11-22 – 2027-06-30", "från och med 2026-11-22" */
static const char *days_words(struct request *rq, const struct guardian *g)
{
    return g->until.days == DATE_OPEN.days
               ? arena_printf(rq->arena, "%s %s", request_words(rq, TR("från och med")),
                              show_date(rq, g->from))
               : arena_printf(rq->arena, "%s – %s", show_date(rq, g->from),
                              show_date(rq, g->until));
}

static const char *sees_words(const struct room_answer *x)
{
    return x->shown   ? TR("Ja")
           : x->waits ? TR("Inte bedömt ännu: nej tills någon har bedömt det")
                      : TR("Nej");
}

/* Where it was found out and by whom; nothing of the register's. */
static void fill_entered(struct request *rq, const struct guardian *g,
                         struct page_case_family_rows *row)
{
    if (g->source == GUARDIAN_FROM_REGISTER) {
        return;
    }
    row->source = request_words(rq, guardian_source_text_sv[g->source]);
    if (g->entered_by.v != 0) {
        row->source =
            arena_printf(rq->arena, "%s (%s)", row->source, show_staff(rq, g->entered_by));
    }
    row->days = days_words(rq, g);
    row->leave = arena_printf(rq->arena, "%" PRId64, g->person.v);
}

/* The reason, by whom (nobody when the command line did) and when. */
static const char *why_words(struct request *rq, const struct insight *x)
{
    if (x->why == NULL) {
        return NULL;
    }
    const char *day = show_date(rq, timestamp_date(x->assessed_at));
    return x->assessed_by.v != 0
               ? arena_printf(rq->arena, "%s (%s, %s)", x->why, show_staff(rq, x->assessed_by), day)
               : arena_printf(rq->arena, "%s (%s)", x->why, day);
}

static enum err fill_row(struct request *rq, const struct guardian *g,
                         struct page_case_family_rows *row, struct err_ctx *ctx)
{
    struct actor reader = actor_guardian(g->person);
    struct room room;
    struct insight insight;
    enum err e = request_name(rq, g->person, &row->name, ctx);
    e = e == ERR_OK ? room_open(rq->bank, rq->rules, &reader, g->child, rq->arena, &room, ctx) : e;
    e = e == ERR_OK
            ? insight_read(rq->bank, &rq->actor, g->child, g->person, rq->arena, &insight, ctx)
            : e;
    if (e == ERR_OK) {
        row->custody = request_words(rq, custody_text_sv[g->custody]);
        row->blocked = g->blocked;
        row->sees = request_words(rq, sees_words(&room.answers[ROOM_CASE]));
        row->why = why_words(rq, &insight);
        row->href = arena_printf(rq->arena, "/case/%" PRId64 "/family?guardian=%" PRId64 "#change",
                                 rq->id, g->person.v);
        fill_entered(rq, g, row);
    }
    return e;
}

static enum err fill_form(struct request *rq, const struct guardian *g, const char *name,
                          struct page_case_family *v, struct err_ctx *ctx)
{
    static const char *const texts[] = {TR("Ja"), TR("Nej")};
    struct insight insight;
    enum err e = insight_read(rq->bank, &rq->actor, g->child, g->person, rq->arena, &insight, ctx);
    struct form_words custody = {custody_code, custody_text_sv, 0, CUSTODY__MAX, (int)g->custody};
    struct form_words decides = {yes_no, texts, 0, 2,
                                 insight.decides == LAW_MET       ? 0
                                 : insight.decides == LAW_NOT_MET ? 1
                                                                  : -1};
    request_preset(rq, "why", insight.why);
    request_preset(rq, "blocked", g->blocked ? "yes" : NULL);
    v->form_name = name;
    v->guardian = g->person.v;
    v->back = arena_printf(rq->arena, "/case/%" PRId64 "/family", rq->id);
    e = e == ERR_OK ? law_guardian_rule(rq, g->child, &v->law, ctx) : e;
    v->custody = form_choice(rq, "custody", TR("Vårdnad"), NULL, &custody);
    v->decides = form_choice(rq, "decides",
                             TR("Bestämmer vårdnadshavaren i barnets frågor här, utan att barnet "
                                "kan antas lida betydande men?"),
                             NULL, &decides);
    v->reason = form_area(rq, "why", TR("Varför bedömer du så?"), NULL);
    v->blocked = form_check(rq, "blocked",
                            TR("Sekretess mot vårdnadshavaren: barnet kan antas lida betydande men "
                               "om vårdnadshavaren får veta"));
    return e;
}

static enum err load(struct request *rq, struct family *f, struct page_case_family *v,
                     struct err_ctx *ctx)
{
    enum err e = show_case(rq, (struct case_id){rq->id}, &f->c, &v->person, ctx);
    v->manual = manual(rq);
    e = e == ERR_OK ? guardian_list(rq->bank, f->c.person, rq->arena, &f->list, &f->count, ctx) : e;
    return e == ERR_OK && v->manual ? guardian_list_other(rq->bank, f->c.person, rq->arena,
                                                          &f->past, &f->past_count, ctx)
                                    : e;
}

/* ---- entering one by hand ---- */

static void fill_adding(struct request *rq, struct page_case_family *v)
{
    struct form_words source = {guardian_source_code, guardian_source_text_sv,
                                GUARDIAN_FROM_POPULATION, GUARDIAN_SOURCE__MAX, -1};
    struct form_words custody = {custody_code, custody_text_sv, 0, CUSTODY__MAX, -1};
    v->adding = true;
    v->civic = form_line(rq, "civic", TR("Vårdnadshavarens personnummer"),
                         TR("Tolv siffror. Det behövs för att kunna logga in."), NULL);
    v->given = form_line(rq, "given", TR("Förnamn"), NULL, NULL);
    v->family = form_line(rq, "family", TR("Efternamn"), NULL, NULL);
    v->source_choice = form_choice(rq, "source", TR("Hur vet ni det?"), NULL, &source);
    v->custody_new = form_choice(rq, "custody", TR("Vårdnad"), NULL, &custody);
    v->from = form_date(rq, "from", TR("Från och med"), NULL, date_today());
    v->until = form_date(rq, "until", TR("Till och med (frivilligt)"),
                         TR("Om ni vet när vårdnaden upphör."), DATE_OPEN);
}

static enum err fill_past(struct request *rq, const struct family *f, struct page_case_family *v,
                          struct err_ctx *ctx)
{
    struct page_case_family_past *rows = arena_alloc(rq->arena, (f->past_count + 1) * sizeof *rows);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < f->past_count; i++) {
        e = request_name(rq, f->past[i].person, &rows[i].name, ctx);
        rows[i].days = days_words(rq, &f->past[i]);
    }
    v->past = rows;
    v->past_count = f->past_count;
    return e;
}

static enum err page_case_family_show(struct request *rq, bool adding, struct err_ctx *ctx)
{
    struct family f = {0};
    struct page_case_family v = {.errors = form_errors(rq)};
    enum err e = load(rq, &f, &v, ctx);
    struct page_case_family_rows *rows = arena_alloc(rq->arena, (f.count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < f.count; i++) {
        e = fill_row(rq, &f.list[i], &rows[i], ctx);
        if (e == ERR_OK && request_input(rq, "guardian")->id == f.list[i].person.v) {
            e = fill_form(rq, &f.list[i], rows[i].name, &v, ctx);
        }
    }
    e = e == ERR_OK ? fill_past(rq, &f, &v, ctx) : e;
    if (e == ERR_OK) {
        int done = request_input(rq, "done")->word;
        const char *base = arena_printf(rq->arena, "/case/%" PRId64 "/family", rq->id);
        v.rows = rows;
        v.rows_count = f.count;
        v.done = done >= 0 ? request_words(rq, done_texts[done]) : NULL;
        v.action = base;
        v.enter_action = arena_printf(rq->arena, "%s/guardian", base);
        v.leave_action = arena_printf(rq->arena, "%s/end", base);
        if (v.manual && adding) {
            fill_adding(rq, &v);
        } else if (v.manual) {
            v.add_href = arena_printf(rq->arena, "%s?add=yes#add", base);
        }
        v.nav = show_case_nav(rq, f.c.id, CASE_TAB_FAMILY);
        v.layout = request_layout(rq, request_words(rq, TR("Familjen")));
        page_case_family_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_case_family(struct request *rq, struct err_ctx *ctx)
{
    return page_case_family_show(rq, request_input(rq, "add")->flag, ctx);
}

/* What must be there to be a guardian, read; faults tell what is missing. */
static struct guardian_entry read_entry(struct request *rq, struct person_id child)
{
    const struct input *civic = request_input(rq, "civic"), *source = request_input(rq, "source"),
                       *custody = request_input(rq, "custody"), *from = request_input(rq, "from"),
                       *until = request_input(rq, "until");
    struct guardian_entry g = {
        .child = child, .from = from->date, .until = until->given ? until->date : DATE_OPEN};
    g.who.has_civic = civic_parse(civic->raw, strlen(civic->raw), &g.who.civic) == CIVIC_OK;
    if (!g.who.has_civic) {
        request_fault(rq, "civic", TR("Skriv personnumret med tolv siffror, ååååmmddnnnn."));
    }
    (void)snprintf(g.who.given_name, sizeof g.who.given_name, "%s",
                   request_input(rq, "given")->raw);
    (void)snprintf(g.who.family_name, sizeof g.who.family_name, "%s",
                   request_input(rq, "family")->raw);
    if (!request_input(rq, "given")->given) {
        request_fault(rq, "given", TR("Skriv förnamnet."));
    }
    if (!request_input(rq, "family")->given) {
        request_fault(rq, "family", TR("Skriv efternamnet."));
    }
    if (source->word <= GUARDIAN_FROM_REGISTER) {
        request_fault(rq, "source", TR("Välj hur ni vet att personen är vårdnadshavare."));
    } else {
        g.source = (enum guardian_source)source->word;
    }
    if (custody->word < 0) {
        request_fault(rq, "custody", TR("Välj hur vårdnaden är."));
    } else {
        g.custody = (enum custody)custody->word;
    }
    if (!from->given) {
        request_fault(rq, "from", TR("Skriv från vilken dag."));
    } else if (until->given && until->fault == NULL && until->date.days < from->date.days) {
        request_fault(rq, "until", TR("Den sista dagen ligger före den första."));
    }
    return g;
}

/* What the register refuses, told at its field; any other error stays one. */
static enum err entry_fault(struct request *rq, enum err e, const struct err_ctx *ctx)
{
    if (e == ERR_CONFLICT) {
        request_fault(rq, "civic", TR("Personen är redan vårdnadshavare till barnet här."));
    } else if (e == ERR_DENIED) {
        request_fault(rq, "civic",
                      TR("Den här personen kan inte läggas till här. Prata med din "
                         "chef."));
    } else if (e == ERR_INVALID && strcmp(ctx->where, "civic") == 0) {
        request_fault(rq, "civic", TR("Det är barnets eget nummer."));
    } else {
        return e;
    }
    return ERR_OK;
}

enum err page_case_family_enter_send(struct request *rq, struct err_ctx *ctx)
{
    struct family f = {0};
    struct page_case_family v = {0};
    struct person_id id;
    enum err e = load(rq, &f, &v, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!v.manual) { /* the register tells; the page has no such form */
        request_go(rq, "/case/%" PRId64 "/family", rq->id);
        return ERR_OK;
    }
    struct guardian_entry g = read_entry(rq, f.c.person);
    if (rq->faults == 0) {
        e = guardian_enter(rq->bank, &rq->actor, &g, &id, ctx);
        if (e == ERR_OK) {
            request_go(rq, "/case/%" PRId64 "/family?done=added", rq->id);
            return ERR_OK;
        }
        e = entry_fault(rq, e, ctx);
    }
    return e == ERR_OK ? page_case_family_show(rq, true, ctx) : e;
}

enum err page_case_family_end_send(struct request *rq, struct err_ctx *ctx)
{
    struct family f = {0};
    struct page_case_family v = {0};
    const struct input *guardian = request_input(rq, "guardian");
    enum err e = load(rq, &f, &v, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!guardian->given) {
        request_fault(rq, "guardian", TR("Öppna sidan igen."));
    }
    if (rq->faults > 0) {
        return page_case_family_show(rq, false, ctx);
    }
    e = guardian_leave(rq->bank, &rq->actor, f.c.person, (struct person_id){guardian->id}, ctx);
    if (e == ERR_OK || e == ERR_NOT_FOUND) { /* over already: as it was wanted */
        request_go(rq, "/case/%" PRId64 "/family?done=ended", rq->id);
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* ---- what one guardian may see ---- */

/* What must be there together. */
static void check_form(struct request *rq)
{
    if (request_input(rq, "decides")->word < 0) {
        request_fault(rq, "decides", TR("Svara ja eller nej."));
    }
    if (strlen(request_input(rq, "why")->raw) < 10) {
        request_fault(rq, "why", TR("Skriv varför, med några ord."));
    }
    if (request_input(rq, "custody")->word < 0) {
        request_fault(rq, "custody", TR("Välj hur vårdnaden är."));
    }
}

enum err page_case_family_send(struct request *rq, struct err_ctx *ctx)
{
    struct family f = {0};
    struct page_case_family v = {0};
    int64_t guardian = request_input(rq, "guardian")->id;
    enum err e = load(rq, &f, &v, ctx);
    size_t i = 0;
    while (e == ERR_OK && i < f.count && f.list[i].person.v != guardian) {
        i++;
    }
    if (e == ERR_OK && i == f.count) {
        e = err_set(ctx, ERR_INVALID, "guardian", "", "not a guardian of the child");
    }
    if (e == ERR_OK) {
        check_form(rq);
    }
    if (e == ERR_OK && rq->faults > 0) {
        return page_case_family(rq, ctx);
    }
    if (e == ERR_OK) {
        struct guardian *g = &f.list[i];
        g->custody = (enum custody)request_input(rq, "custody")->word;
        g->blocked = request_input(rq, "blocked")->flag;
        e = guardian_decide(rq->bank, &rq->actor, g,
                            request_input(rq, "decides")->word == 0 ? LAW_MET : LAW_NOT_MET,
                            request_input(rq, "why")->raw, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/family?done=saved", rq->id);
    }
    return e;
}
