/* The interventions of a case: the list, beginning one, and one with its occasions. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "intervention/catalogue.h"
#include "law/intervention.h"
#include "team/given.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/grant_show.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"given", "occasion", "end", "removed"};
static const char *const done_texts[] = {TR("Insatsen är sparad."), TR("Tillfället är sparat."),
                                         TR("Insatsen är avslutad."), TR("Insatsen är borttagen.")};
enum { DONE = sizeof done_words / sizeof done_words[0] };

static const char *const do_words[] = {"occasion", "end", "remove"};
enum what { DO_OCCASION, DO_END, DO_REMOVE, DO__MAX };

const struct input_spec interventions_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = DONE}};

const struct input_spec intervention_give_inputs[6] = {
    {.name = "entry", .kind = INPUT_ID, .missing = TR("Välj en insats.")},
    {.name = "start", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag insatsen börjar.")},
    {.name = "planned", .kind = INPUT_LINE, .max = 4},
    {.name = "pace", .kind = INPUT_WORD, .words = given_pace_code, .word_count = GIVEN_PACE__MAX},
    {.name = "unit", .kind = INPUT_LINE, .max = INTERVENTION_UNIT - 1},
    {.name = "more", .kind = INPUT_TEXT, .max = INTERVENTION_TITLE - 1},
};

const struct input_spec intervention_inputs[7] = {
    {.name = "n", .kind = INPUT_ID, .missing = TR("Öppna insatsen från ärendet.")},
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = DONE},
    {.name = "do", .kind = INPUT_WORD, .words = do_words, .word_count = DO__MAX},
    {.name = "on", .kind = INPUT_DATE},
    {.name = "outcome",
     .kind = INPUT_WORD,
     .words = given_outcome_code,
     .word_count = GIVEN_OUTCOME__MAX},
    {.name = "end_on", .kind = INPUT_DATE},
    {.name = "reason", .kind = INPUT_WORD, .words = given_end_code, .word_count = GIVEN_END__MAX},
};

static const char *done_text(const struct request *rq)
{
    int done = request_input(rq, "done")->word;
    return done >= 0 ? request_words(rq, done_texts[done]) : NULL;
}

/* ---- the list ---- */

static const char *period(struct request *rq, const struct intervention *v)
{
    bool open = v->end_date.days == DATE_OPEN.days;
    return arena_printf(rq->arena, "%s–%s", show_date(rq, v->start_date),
                        open ? "" : show_date(rq, v->end_date));
}

static bool goes_on(const struct given *g)
{
    return g->v.end_date.days >= date_today().days && g->end_reason == GIVEN_GOES_ON;
}

static const char *state(struct request *rq, const struct given *g)
{
    const char *text = g->end_reason != GIVEN_GOES_ON ? given_end_text_sv[g->end_reason]
                       : goes_on(g)                   ? TR("Pågår")
                                                      : TR("Avslutad");
    return request_words(rq, text);
}

/* "3 av 8 blev av" */
static const char *plan_text(struct request *rq, const struct given *g)
{
    if (g->case_id.v == 0) {
        return request_words(rq, TR("Räknas inte här"));
    }
    return g->planned_occasions > 0
               ? arena_printf(rq->arena, "%d %s %d %s", g->count[OCCASION_HELD],
                              request_words(rq, TR("av")), g->planned_occasions,
                              request_words(rq, TR("blev av")))
               : arena_printf(rq->arena, "%d %s", g->count[OCCASION_HELD],
                              request_words(rq, TR("blev av")));
}

/* The name in the catalogue, in the reader's language; else what the code says. */
static const char *name_of(struct request *rq, const struct given *g,
                           const struct catalogue_entry *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (g->entry.v != 0 && all[i].id.v == g->entry.v) {
            bool english = rq->page.language == PAGE_ENGLISH && all[i].title.en[0] != '\0';
            return english ? all[i].title.en : all[i].title.sv;
        }
    }
    return request_words(rq, intervention_text_sv[g->v.code]);
}

enum err page_case_interventions(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct given *list;
    struct catalogue_entry *all;
    size_t count, entries;
    struct page_case_interventions v = {.done = done_text(rq), .groups_href = "/groups"};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    e = e == ERR_OK ? given_list(rq->bank, &rq->actor, c.person, rq->arena, &list, &count, ctx) : e;
    e = e == ERR_OK ? catalogue_list(rq->bank, CATALOGUE_ALL, rq->arena, &all, &entries, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_interventions_given *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct given *g = &list[i];
        if (g->case_id.v != 0 && g->case_id.v != c.id.v) {
            continue; /* another case's, which may be walled off */
        }
        rows[v.given_count++] = (struct page_case_interventions_given){
            .href = g->case_id.v == c.id.v
                        ? arena_printf(rq->arena, "/case/%" PRId64 "/interventions/one?n=%" PRId64,
                                       c.id.v, g->v.id.v)
                        : NULL,
            .name = name_of(rq, g, all, entries),
            .more = g->v.title,
            .period = period(rq, &g->v),
            .plan = plan_text(rq, g),
            .state = state(rq, g),
            .goes_on = goes_on(g)};
    }
    v.given = rows;
    v.layout = request_layout(rq, request_words(rq, TR("Insatser")));
    v.nav = show_case_nav(rq, c.id, CASE_TAB_INTERVENTIONS);
    v.give_href =
        c.closed ? NULL : arena_printf(rq->arena, "/case/%" PRId64 "/interventions/new", rq->id);
    page_case_interventions_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- beginning one ---- */

static void fill_entries(struct request *rq, const struct catalogue_entry *all, size_t count,
                         struct page_intervention_give *v)
{
    struct form_option *o = arena_alloc(rq->arena, (count + 1) * sizeof *o);
    struct page_intervention_give_uncounted *other =
        arena_alloc(rq->arena, (count + 1) * sizeof *other);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct catalogue_entry *e = &all[i];
        bool english = rq->page.language == PAGE_ENGLISH && e->title.en[0] != '\0';
        const char *name = english ? e->title.en : e->title.sv;
        if (e->documentation == DOCUMENTATION_NAMED) {
            o[n++] =
                (struct form_option){arena_printf(rq->arena, "%" PRId64, e->id.v),
                                     arena_printf(rq->arena, "%s (%d–%d %s)", name, e->age_from,
                                                  e->age_to, request_words(rq, TR("år")))};
        } else {
            other[v->uncounted_count++] = (struct page_intervention_give_uncounted){
                .name = name, .why = request_words(rq, documentation_text_sv[e->documentation])};
        }
    }
    v->uncounted = other;
    v->any = n > 0;
    v->entry = form_select(rq, "entry", TR("Insats"), o, n);
}

/* What the rules say of one sort of help, when only some have said yes. */
static void fill_ruling(struct request *rq, const char *who,
                        const struct law_intervention_facts *facts,
                        struct page_intervention_give *v, struct page_intervention_give_law *rows)
{
    bool english = rq->page.language == PAGE_ENGLISH;
    struct law_ruling r;
    law_intervention(rq->rules, facts, &r);
    struct page_intervention_give_law *row = &rows[v->law_count++];
    row->who = request_words(rq, who);
    if (r.outcome == LAW_DENY || r.rules_n == 0) {
        row->title = request_words(rq, TR("Får inte ges"));
        row->text = request_words(rq, TR("Ingen regel tillåter det vid den här åldern."));
        return;
    }
    const struct law_rule_ref *rule = r.rules[0];
    row->title = english ? rule->title.en : rule->title.sv;
    row->text = english ? rule->text.en : rule->text.sv;
    row->ground = rule->grounds_n > 0 ? rule->grounds[0].cite : NULL;
    row->mark = r.confidence == LAW_VERIFIED
                    ? NULL
                    : request_words(rq, TR("Tolkning som en jurist bör bekräfta."));
}

/* In a social bank: with everybody's yes, and with the child's alone, for both sorts of help. */
static enum err fill_law(struct request *rq, struct person_id person,
                         struct page_intervention_give *v, struct err_ctx *ctx)
{
    static const struct {
        const char *who;
        enum law_care care;
        enum law_consent_state guardian;
    } rows[] = {
        {TR("Utan behovsprövning, alla säger ja"), LAW_CARE_WITHOUT_TEST, LAW_CONSENT_GIVEN},
        {TR("Utan behovsprövning, bara barnet säger ja"), LAW_CARE_WITHOUT_TEST, LAW_CONSENT_NONE},
        {TR("Med behovsprövning, alla säger ja"), LAW_CARE_NEEDS_TESTED, LAW_CONSENT_GIVEN},
        {TR("Med behovsprövning, bara barnet säger ja"), LAW_CARE_NEEDS_TESTED, LAW_CONSENT_NONE}};
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct person p;
    enum err e = person_read(rq->bank, person, &p, ctx);
    if (e != ERR_OK || bank_config(rq->bank)->kind != BANK_SOCIAL || !p.has_birth_date) {
        return e;
    }
    struct page_intervention_give_law *out = arena_alloc(rq->arena, ROWS * sizeof *out);
    for (size_t i = 0; i < ROWS; i++) {
        struct law_intervention_facts facts = {.care = rows[i].care,
                                               .age = law_age(date_age(p.birth_date, date_today())),
                                               .custody = LAW_CUSTODY_SOLE,
                                               .guardian_1 = rows[i].guardian,
                                               .pupil = LAW_CONSENT_GIVEN,
                                               .suitable = LAW_MET,
                                               .on = date_today()};
        fill_ruling(rq, rows[i].who, &facts, v, out);
    }
    v->law = out;
    return ERR_OK;
}

enum err page_intervention_give(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct catalogue_entry *all;
    size_t count;
    struct page_intervention_give v = {.catalogue_href = "/catalogue", .groups_href = "/groups"};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    e = e == ERR_OK ? catalogue_list(rq->bank, CATALOGUE_GIVEN, rq->arena, &all, &count, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct form_words paces = {given_pace_code, given_pace_text_sv, 0, GIVEN_PACE__MAX,
                               PACE_NOT_SET};
    v.layout = request_layout(rq, request_words(rq, TR("Börja en insats")));
    v.errors = form_errors(rq);
    v.nav = show_case_nav(rq, c.id, CASE_TAB_INTERVENTIONS);
    v.action = arena_printf(rq->arena, "/case/%" PRId64 "/interventions/new", rq->id);
    e = fill_law(rq, c.person, &v, ctx);
    if (e != ERR_OK) {
        return e;
    }
    fill_entries(rq, all, count, &v);
    v.start = form_date(rq, "start", TR("Första dag"), NULL, date_today());
    v.planned = form_line(rq, "planned", TR("Planerat antal tillfällen (frivilligt)"), NULL, NULL);
    v.pace = form_select_words(rq, "pace", TR("Hur ofta"), &paces);
    v.unit = form_line(rq, "unit", TR("Vem som ger insatsen (frivilligt)"),
                       TR("Enheten, om den är en annan än i utbudet."), NULL);
    v.more = form_area(rq, "more", TR("Mer om insatsen (frivilligt)"),
                       TR("Kort. Barnet och vårdnadshavarna kan få läsa det."));
    page_intervention_give_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* A whole number from 0, "" is 0; a fault otherwise. */
static int number(struct request *rq, const char *name, int most)
{
    const struct input *in = request_input(rq, name);
    char *end;
    long v = in->given ? strtol(in->raw, &end, 10) : 0;
    if (in->given && (*end != '\0' || v < 0 || v > most)) {
        request_fault(rq, name, TR("Skriv ett helt tal."));
        return 0;
    }
    return (int)v;
}

enum err page_intervention_give_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *start = request_input(rq, "start"), *pace = request_input(rq, "pace"),
                       *unit = request_input(rq, "unit");
    struct given in = {.case_id = {rq->id},
                       .entry = {request_input(rq, "entry")->id},
                       .given_by = rq->staff.id,
                       .planned_occasions = number(rq, "planned", GIVEN_OCCASIONS_MOST),
                       .pace = pace->given ? (enum given_pace)pace->word : PACE_NOT_SET,
                       .v = {.start_date = start->date,
                             .end_date = DATE_OPEN,
                             .title = request_input(rq, "more")->raw,
                             .unit = unit->given ? unit->raw : NULL}};
    struct intervention_id id;
    if (start->given && start->fault == NULL && start->date.days > date_today().days + 366) {
        request_fault(rq, "start", TR("Dagen ligger mer än ett år fram."));
    }
    if (rq->faults > 0) {
        return page_intervention_give(rq, ctx);
    }
    enum err e = given_start(rq->bank, &rq->actor, &in, &id, ctx);
    if (e == ERR_CONFLICT) {
        request_fault(rq, "start", TR("Samma insats från samma dag finns redan."));
        return page_intervention_give(rq, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/interventions?done=given", rq->id);
    }
    return e;
}

/* ---- one ---- */

/* The intervention of ?n= if it belongs to the case of {id}. */
static enum err read_one(struct request *rq, struct team_case *c, const struct page_person **person,
                         struct given *g, struct given_occasion **occasions, size_t *count,
                         struct err_ctx *ctx)
{
    struct intervention_id id = {request_input(rq, "n")->id};
    enum err e = show_case(rq, (struct case_id){rq->id}, c, person, ctx);
    e = e == ERR_OK ? given_read(rq->bank, &rq->actor, id, rq->arena, g, occasions, count, ctx) : e;
    return e == ERR_OK && g->case_id.v != rq->id
               ? err_set(ctx, ERR_NOT_FOUND, "", "", "it belongs to another case")
               : e;
}

/* An address without a number leads to the list, for those who may see it. */
static enum err to_list(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/interventions", rq->id);
    }
    return e;
}

static void fill_facts(struct request *rq, const struct given *g, struct page_intervention *v)
{
    bool social = bank_config(rq->bank)->kind == BANK_SOCIAL;
    v->more = g->v.title;
    v->period = period(rq, &g->v);
    v->level = request_words(rq, level_text_sv[g->v.level]);
    v->form = social ? request_words(rq, form_text_sv[g->v.form]) : NULL;
    v->unit = show_unit(rq, g->v.unit);
    v->given_by = g->given_by.v != 0 ? show_staff(rq, g->given_by) : NULL;
    v->pace = request_words(rq, given_pace_text_sv[g->pace]);
    v->planned = g->planned_occasions > 0 ? arena_printf(rq->arena, "%d %s", g->planned_occasions,
                                                         request_words(rq, TR("tillfällen")))
                                          : request_words(rq, TR("Inget bestämt antal"));
    v->held = g->count[OCCASION_HELD];
    v->missed = g->count[OCCASION_MISSED];
    v->cancelled = g->count[OCCASION_CANCELLED];
    v->state = state(rq, g);
    v->goes_on = g->end_reason == GIVEN_GOES_ON;
}

static void fill_forms(struct request *rq, struct page_intervention *v)
{
    struct form_words outcomes = {given_outcome_code, given_outcome_text_sv, 0, GIVEN_OUTCOME__MAX,
                                  OCCASION_HELD};
    struct form_words reasons = {given_end_code, given_end_text_sv, 1, GIVEN_END__MAX, -1};
    v->errors = form_errors(rq);
    v->number = request_input(rq, "n")->raw;
    v->action = arena_printf(rq->arena, "/case/%" PRId64 "/interventions/one", rq->id);
    v->on = form_date(rq, "on", TR("Dag"), NULL, date_today());
    v->outcome = form_choice(rq, "outcome", TR("Vad hände?"), NULL, &outcomes);
    v->end_on = form_date(rq, "end_on", TR("Sista dag"), NULL, date_today());
    v->reason = form_select_words(rq, "reason", TR("Varför"), &reasons);
}

enum err page_intervention(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct given g;
    struct given_occasion *occasions;
    struct catalogue_entry *all;
    size_t count, entries;
    struct page_intervention v = {.done = done_text(rq)};
    if (!request_input(rq, "n")->given) {
        return to_list(rq, ctx);
    }
    enum err e = read_one(rq, &c, &v.person, &g, &occasions, &count, ctx);
    e = e == ERR_OK ? catalogue_list(rq->bank, CATALOGUE_ALL, rq->arena, &all, &entries, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_intervention_occasions *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_intervention_occasions){
            .on = occasions[i].on,
            .outcome = request_words(rq, given_outcome_text_sv[occasions[i].outcome]),
            .who = occasions[i].recorded_by.v != 0 ? show_staff(rq, occasions[i].recorded_by) : ""};
    }
    v.occasions = rows;
    v.occasions_count = count;
    v.name = name_of(rq, &g, all, entries);
    v.layout = request_layout(rq, v.name);
    v.nav = show_case_nav(rq, c.id, CASE_TAB_INTERVENTIONS);
    v.write = !c.closed;
    fill_facts(rq, &g, &v);
    fill_forms(rq, &v);
    e = grant_show(rq, g.given_by, &v.grant, ctx);
    if (e == ERR_OK) {
        page_intervention_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

static void check_day(struct request *rq, const char *name, const struct given *g)
{
    const struct input *day = request_input(rq, name);
    if (!day->given) {
        request_fault(rq, name, TR("Skriv vilken dag."));
    } else if (day->fault == NULL && day->date.days > date_today().days) {
        request_fault(rq, name, TR("Dagen ligger i framtiden."));
    } else if (day->fault == NULL && day->date.days < g->v.start_date.days) {
        request_fault(rq, name, TR("Dagen ligger före insatsens första dag."));
    } else if (day->fault == NULL && day->date.days > g->v.end_date.days) {
        request_fault(rq, name, TR("Dagen ligger efter insatsens sista dag."));
    }
}

static enum err do_occasion(struct request *rq, const struct given *g, struct err_ctx *ctx)
{
    const struct input *outcome = request_input(rq, "outcome");
    check_day(rq, "on", g);
    if (!outcome->given) {
        request_fault(rq, "outcome", TR("Välj vad som hände."));
    }
    return rq->faults == 0
               ? given_occasion(rq->bank, &rq->actor, g->v.id, request_input(rq, "on")->date,
                                (enum given_outcome)outcome->word, ctx)
               : ERR_OK;
}

static enum err do_end(struct request *rq, const struct given *g, struct err_ctx *ctx)
{
    const struct input *reason = request_input(rq, "reason");
    check_day(rq, "end_on", g);
    if (!reason->given || reason->word == GIVEN_GOES_ON) {
        request_fault(rq, "reason", TR("Välj varför insatsen avslutas."));
    }
    return rq->faults == 0
               ? given_stop(rq->bank, &rq->actor, g->v.id, request_input(rq, "end_on")->date,
                            (enum given_end)reason->word, ctx)
               : ERR_OK;
}

enum err page_intervention_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct given g;
    const struct page_person *person;
    struct given_occasion *occasions;
    size_t count;
    int what = request_input(rq, "do")->word;
    if (!request_input(rq, "n")->given) {
        return to_list(rq, ctx);
    }
    enum err e = read_one(rq, &c, &person, &g, &occasions, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = what == DO_OCCASION ? do_occasion(rq, &g, ctx)
        : what == DO_END    ? do_end(rq, &g, ctx)
        : what == DO_REMOVE ? given_remove(rq->bank, &rq->actor, g.v.id, ctx)
                            : err_set(ctx, ERR_INVALID, "do", "", "nothing is asked");
    if (e != ERR_OK) {
        return e;
    }
    if (rq->faults > 0) {
        return page_intervention(rq, ctx);
    }
    if (what == DO_REMOVE) {
        request_go(rq, "/case/%" PRId64 "/interventions?done=removed", rq->id);
    } else {
        request_go(rq, "/case/%" PRId64 "/interventions/one?n=%" PRId64 "&done=%s", rq->id,
                   g.v.id.v, do_words[what]);
    }
    return ERR_OK;
}
