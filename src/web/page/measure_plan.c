/* Planning who answers what and when; and setting a goal in five steps. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "school/register.h"
#include "team/questionnaire.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

/* ---- asking ---- */

static const char *const often_code[] = {"once", "2", "4", "8", "12"};
static const char *const often_text_sv[] = {TR("En gång"), TR("Varannan vecka"),
                                            TR("Var fjärde vecka"), TR("Var åttonde vecka"),
                                            TR("Var tolfte vecka")};
static const int often_weeks[] = {0, 2, 4, 8, 12};
enum { OFTEN = sizeof often_weeks / sizeof often_weeks[0] };

const struct input_spec measure_plan_inputs[8] = {
    {.name = "instrument", .kind = INPUT_ID, .missing = TR("Välj vilka frågor.")},
    {.name = "respondent",
     .kind = INPUT_WORD,
     .missing = TR("Välj vem som svarar."),
     .words = respondent_code,
     .word_count = RESPONDENT__MAX},
    {.name = "guardian", .kind = INPUT_ID},
    {.name = "how_often",
     .kind = INPUT_WORD,
     .missing = TR("Välj hur ofta."),
     .words = often_code,
     .word_count = OFTEN},
    {.name = "first", .kind = INPUT_DATE, .missing = TR("Skriv första dagen.")},
    {.name = "last", .kind = INPUT_DATE},
    {.name = "before", .kind = INPUT_FLAG},
    {.name = "after", .kind = INPUT_FLAG},
};

/* Guardians who may be asked: known, and without secrecy against them. */
static enum err guardians(struct request *rq, struct person_id child, struct form_option **out,
                          size_t *count_out, struct err_ctx *ctx)
{
    struct guardian *list;
    size_t count;
    *count_out = 0;
    enum err e = guardian_list(rq->bank, child, rq->arena, &list, &count, ctx);
    *out = arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof **out);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const char *name;
        bool listed = false;
        e = person_is_listed(rq->bank, list[i].person, &listed, ctx);
        if (e != ERR_OK || list[i].blocked || !listed) {
            continue;
        }
        e = request_name(rq, list[i].person, &name, ctx);
        (*out)[(*count_out)++] =
            (struct form_option){arena_printf(rq->arena, "%" PRId64, list[i].person.v), name};
    }
    return e;
}

static enum err fill_instruments(struct request *rq, struct page_measure_plan *v,
                                 struct err_ctx *ctx)
{
    struct instrument *list;
    size_t count;
    enum err e = instrument_list(rq->bank, true, rq->arena, &list, &count, ctx);
    struct form_option *o = arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *o);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        o[i] = (struct form_option){arena_printf(rq->arena, "%" PRId64, list[i].id.v),
                                    rq->page.language == PAGE_ENGLISH ? list[i].name.en
                                                                      : list[i].name.sv};
    }
    v->any = e == ERR_OK && count > 0;
    v->instrument = e == ERR_OK ? form_select(rq, "instrument", TR("Frågor"), o, count) : NULL;
    return e;
}

enum err page_measure_plan(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct form_option *o;
    size_t count = 0;
    struct page_measure_plan v = {
        .action = arena_printf(rq->arena, "/case/%" PRId64 "/measurements/plan", rq->id)};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    e = e == ERR_OK ? fill_instruments(rq, &v, ctx) : e;
    e = e == ERR_OK ? guardians(rq, c.person, &o, &count, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct form_words who = {respondent_code, respondent_text_sv, 0, RESPONDENT__MAX, -1};
    struct form_words often = {often_code, often_text_sv, 0, OFTEN, 0};
    v.layout = request_layout(rq, request_words(rq, TR("Be någon svara")));
    v.errors = form_errors(rq);
    v.nav = show_case_nav(rq, c.id, CASE_TAB_MEASUREMENTS);
    v.respondent = form_choice(rq, "respondent", TR("Vem svarar?"), NULL, &who);
    v.guardian =
        count > 0 ? form_select(rq, "guardian", TR("Vilken vårdnadshavare?"), o, count) : NULL;
    v.how_often = form_choice(rq, "how_often", TR("Hur ofta?"), NULL, &often);
    v.first = form_date(rq, "first", TR("Första dag"), NULL, date_today());
    v.last = form_date(rq, "last", TR("Till och med"), TR("Bara när frågorna kommer flera gånger."),
                       DATE_OPEN);
    v.before = form_check(rq, "before", TR("Den första är före stödet"));
    v.after = form_check(rq, "after", TR("Den sista är efter stödet"));
    page_measure_plan_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static struct questionnaire_plan read_plan(struct request *rq)
{
    const struct input *often = request_input(rq, "how_often"), *last = request_input(rq, "last"),
                       *who = request_input(rq, "respondent"), *first = request_input(rq, "first");
    struct questionnaire_plan p = {.case_id = {rq->id},
                                   .instrument = {request_input(rq, "instrument")->id},
                                   .respondent = who->word >= 0 ? (enum respondent)who->word
                                                                : RESPONDENT_PUPIL,
                                   .first = first->date,
                                   .last = last->date,
                                   .every_weeks = often->word >= 0 ? often_weeks[often->word] : 0,
                                   .first_is_before = request_input(rq, "before")->flag,
                                   .last_is_after = request_input(rq, "after")->flag};
    if (p.respondent == RESPONDENT_GUARDIAN) {
        p.respondent_id.v = request_input(rq, "guardian")->id;
    }
    bool days = first->given && first->fault == NULL && last->fault == NULL;
    if (p.every_weeks > 0 && !last->given) {
        request_fault(rq, "last", TR("Skriv till vilken dag frågorna ska komma."));
    } else if (p.every_weeks > 0 && days && last->date.days < first->date.days) {
        request_fault(rq, "last", TR("Den sista dagen ligger före den första."));
    } else if (p.every_weeks > 0 && days &&
               (last->date.days - first->date.days) / (7 * p.every_weeks) >= QUESTIONNAIRE_MOST) {
        request_fault(rq, "last", TR("Det blir för många gånger. Fråga mer sällan."));
    }
    return p;
}

/* Whether the guardian is one of this child who may be asked. */
static enum err check_guardian(struct request *rq, struct person_id child, struct person_id who,
                               struct err_ctx *ctx)
{
    struct form_option *o;
    size_t count;
    bool found = who.v == 0;
    enum err e = found ? ERR_OK : guardians(rq, child, &o, &count, ctx);
    for (size_t i = 0; !found && e == ERR_OK && i < count; i++) {
        found = strtoll(o[i].value, NULL, 10) == who.v;
    }
    if (e == ERR_OK && !found) {
        request_fault(rq, "guardian", TR("Välj en av barnets vårdnadshavare."));
    }
    return e;
}

enum err page_measure_plan_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    struct questionnaire_plan p = read_plan(rq);
    struct questionnaire_id first;
    size_t count;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    e = e == ERR_OK ? check_guardian(rq, c.person, p.respondent_id, ctx) : e;
    if (e == ERR_OK && rq->faults == 0) {
        e = questionnaire_plan(rq->bank, &rq->actor, &p, &first, &count, ctx);
        if (e == ERR_CONFLICT) {
            request_fault(rq, "first", TR("Samma frågor är redan planerade den dagen."));
            e = ERR_OK;
        } else if (e == ERR_INVALID && strcmp(ctx->where, "respondent") == 0) {
            request_fault(rq, "respondent", TR("De här frågorna är inte gjorda för den."));
            e = ERR_OK;
        } else if (e == ERR_INVALID && strcmp(ctx->where, "instrument") == 0) {
            request_fault(rq, "instrument", TR("De här frågorna används inte längre. Välj andra."));
            e = ERR_OK;
        }
    }
    if (e == ERR_OK && rq->faults > 0) {
        return page_measure_plan(rq, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/measurements?done=planned", rq->id);
    }
    return e;
}

/* ---- a goal ---- */

static const char *const weight_code[] = {"1", "2", "3", "4", "5"};
static const char *const weight_text_sv[] = {TR("1, som de andra"), "2", "3", "4",
                                             TR("5, viktigast")};
static const char *const level_input[GAS_LEVELS] = {"l0", "l1", "l2", "l3", "l4"};

const struct input_spec measure_goal_inputs[7] = {
    {.name = "title", .kind = INPUT_LINE, .max = GAS_TEXT, .missing = TR("Skriv vad målet är.")},
    {.name = "l0", .kind = INPUT_LINE, .max = GAS_TEXT},
    {.name = "l1", .kind = INPUT_LINE, .max = GAS_TEXT},
    {.name = "l2", .kind = INPUT_LINE, .max = GAS_TEXT, .missing = TR("Skriv vad ni hoppas på.")},
    {.name = "l3", .kind = INPUT_LINE, .max = GAS_TEXT},
    {.name = "l4", .kind = INPUT_LINE, .max = GAS_TEXT},
    {.name = "weight", .kind = INPUT_WORD, .words = weight_code, .word_count = GAS_WEIGHT_MAX},
};

enum err page_measure_goal(struct request *rq, struct err_ctx *ctx)
{
    static const char *const labels[GAS_LEVELS] = {
        TR("−2: Som i dag, eller sämre"), TR("−1: Lite på väg (frivilligt)"),
        TR("0: Det vi hoppas på"), TR("+1: Lite bättre än vi hoppas (frivilligt)"),
        TR("+2: Mycket bättre än vi hoppas")};
    struct team_case c;
    struct page_measure_goal v = {
        .action = arena_printf(rq->arena, "/case/%" PRId64 "/measurements/goal", rq->id)};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_measure_goal_levels *rows = arena_alloc(rq->arena, GAS_LEVELS * sizeof *rows);
    for (size_t i = 0; i < GAS_LEVELS; i++) {
        rows[i].one = form_line(rq, level_input[i], labels[i], NULL, NULL);
    }
    struct form_words weights = {weight_code, weight_text_sv, 0, GAS_WEIGHT_MAX, 0};
    v.layout = request_layout(rq, request_words(rq, TR("Sätt ett mål i fem steg")));
    v.errors = form_errors(rq);
    v.nav = show_case_nav(rq, c.id, CASE_TAB_MEASUREMENTS);
    v.title = form_line(rq, "title", TR("Målet"),
                        TR("Till exempel: Komma till skolan på morgonen."), NULL);
    v.levels = rows;
    v.levels_count = GAS_LEVELS;
    v.weight =
        form_select_words(rq, "weight", TR("Hur viktigt är målet bland de andra?"), &weights);
    page_measure_goal_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_measure_goal_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *weight = request_input(rq, "weight");
    struct gas_goal g = {.case_id = {rq->id},
                         .weight = weight->word >= 0 ? weight->word + 1 : 1,
                         .set_on = date_today(),
                         .title = request_input(rq, "title")->raw};
    struct goal_id id;
    for (size_t i = 0; i < GAS_LEVELS; i++) {
        g.levels[i] = request_input(rq, level_input[i])->raw;
    }
    if (rq->faults > 0) {
        return page_measure_goal(rq, ctx);
    }
    enum err e = gas_set(rq->bank, &rq->actor, &g, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/measurements?done=goal", rq->id);
    }
    return e;
}
