/* The guardians of a case's child: what each may see (OSL 12:3), and secrecy against a guardian. */
#include <inttypes.h>
#include <string.h>

#include "family/guardian.h"
#include "family/room.h"
#include "team/insight.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const yes_no[] = {"yes", "no"};
static const char *const done_words[] = {"saved"};

const struct input_spec case_family_inputs[6] = {
    {.name = "guardian", .kind = INPUT_ID},
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1},
    {.name = "custody", .kind = INPUT_WORD, .words = custody_code, .word_count = CUSTODY__MAX},
    {.name = "decides", .kind = INPUT_WORD, .words = yes_no, .word_count = 2},
    {.name = "why", .kind = INPUT_TEXT, .max = INSIGHT_WHY_MAX},
    {.name = "blocked", .kind = INPUT_FLAG},
};

struct family {
    struct team_case c;
    struct guardian *list;
    size_t count;
};

static const char *sees_words(const struct room_answer *x)
{
    return x->shown   ? TR("Ja")
           : x->waits ? TR("Inte bedömt ännu: nej tills någon har bedömt det")
                      : TR("Nej");
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
        row->why = insight.why != NULL
                       ? arena_printf(rq->arena, "%s (%s, %s)", insight.why,
                                      show_staff(rq, insight.assessed_by),
                                      show_date(rq, timestamp_date(insight.assessed_at)))
                       : NULL;
        row->href = arena_printf(rq->arena, "/case/%" PRId64 "/family?guardian=%" PRId64 "#change",
                                 rq->id, g->person.v);
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
    v->action = arena_printf(rq->arena, "/case/%" PRId64 "/family", rq->id);
    v->back = v->action;
    v->question = request_words(
        rq, TR("Sekretessen gäller inte mot en vårdnadshavare som bestämmer i barnets frågor, om "
               "inte barnet kan antas lida betydande men av det (offentlighets- och sekretesslagen "
               "12 kap. 3 §). Ju äldre och mognare barnet är, desto mer bestämmer det självt."));
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
    v->known = bank_config(rq->bank)->kind == BANK_SCHOOL;
    if (e == ERR_OK && v->known) {
        e = guardian_list(rq->bank, f->c.person, rq->arena, &f->list, &f->count, ctx);
    }
    return e;
}

enum err page_case_family(struct request *rq, struct err_ctx *ctx)
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
    if (e == ERR_OK) {
        v.rows = rows;
        v.rows_count = f.count;
        v.done = request_input(rq, "done")->given;
        v.nav = show_case_nav(rq, f.c.id, CASE_TAB_FAMILY);
        v.layout = request_layout(rq, request_words(rq, TR("Familjen")));
        page_case_family_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

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
