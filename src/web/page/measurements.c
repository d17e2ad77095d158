/* The measurements of a case: what is asked, how it goes, goals in five steps, and small changes.
 */
#include <inttypes.h>
#include <string.h>

#include "web/case_nav.h"
#include "web/handlers.h"
#include "web/measure_show.h"
#include "web/show.h"

static const char *const done_words[] = {"planned",     "answered", "remind",   "decline", "cancel",
                                         "cancel-rest", "strike",   "end-goal", "goal"};
static const char *const done_texts[] = {
    TR("Frågorna är planerade."),    TR("Svaren är sparade."),
    TR("Påminnelsen är antecknad."), TR("Det är antecknat. Inget annat ändras av det."),
    TR("Frågorna är borttagna."),    TR("Frågorna är borttagna."),
    TR("Värdet är struket."),        TR("Målet är avslutat."),
    TR("Målet är sparat.")};
enum { DONE = sizeof done_words / sizeof done_words[0] };

const struct input_spec measurements_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = DONE}};

static const char *const change_words[] = {"remind",      "decline", "cancel",
                                           "cancel-rest", "strike",  "end-goal"};
enum change {
    CHANGE_REMIND,
    CHANGE_DECLINE,
    CHANGE_CANCEL,
    CHANGE_CANCEL_REST,
    CHANGE_STRIKE,
    CHANGE_END_GOAL,
    CHANGE__MAX
};

const struct input_spec measure_change_inputs[2] = {
    {.name = "number", .kind = INPUT_ID, .missing = TR("Öppna sidan igen.")},
    {.name = "do",
     .kind = INPUT_WORD,
     .missing = TR("Öppna sidan igen."),
     .words = change_words,
     .word_count = CHANGE__MAX},
};

/* ---- what is asked ---- */

static const char *state_words(struct request *rq, const struct questionnaire *q, bool *late)
{
    int days = q->due_on.days - date_today().days;
    *late = q->state == QUESTIONNAIRE_OPEN && days < -QUESTIONNAIRE_LATE_DAYS;
    const char *words = q->state != QUESTIONNAIRE_OPEN     ? questionnaire_state_text_sv[q->state]
                        : *late                            ? TR("Försenad.")
                        : days <= QUESTIONNAIRE_EARLY_DAYS ? TR("Kan besvaras nu.")
                                                           : TR("Kommer längre fram.");
    return request_words(rq, words);
}

static enum err show_asked(struct request *rq, const struct questionnaire *q, bool open,
                           struct page_case_measurements_asked *row, struct err_ctx *ctx)
{
    bool late;
    const char *base = arena_printf(rq->arena, "/case/%" PRId64 "/measurements", rq->id);
    *row = (struct page_case_measurements_asked){
        .what = show_instrument(rq, q->instrument),
        .due = q->due_on,
        .state = state_words(rq, q, &late),
        .fill = open ? arena_printf(rq->arena, "%s/fill?question=%" PRId64, base, q->id.v) : NULL,
        .paper = arena_printf(rq->arena, "%s/paper?question=%" PRId64, base, q->id.v),
        .number = arena_printf(rq->arena, "%" PRId64, q->id.v),
        .family = q->respondent != RESPONDENT_STAFF};
    row->late = late;
    if (q->reminders > 0) {
        row->reminded = arena_printf(rq->arena, "%s %s.", request_words(rq, TR("Påmind")),
                                     show_date(rq, q->reminded_on));
    }
    return show_respondent(rq, q->respondent, q->respondent_id, &row->who, ctx);
}

/* Open ones, and what became of those of the last weeks but answered ones, which are below. */
static bool worth_showing(const struct questionnaire *q, struct case_id id)
{
    bool declined =
        q->state == QUESTIONNAIRE_DECLINED && date_today().days - q->closed_on.days <= 60;
    return q->case_id.v == id.v && (q->state == QUESTIONNAIRE_OPEN || declined);
}

static enum err fill_asked(struct request *rq, const struct team_case *c,
                           struct page_case_measurements *v, struct err_ctx *ctx)
{
    struct questionnaire *list;
    size_t count;
    enum err e = questionnaire_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_measurements_asked *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (worth_showing(&list[i], c->id)) {
            bool open = list[i].state == QUESTIONNAIRE_OPEN;
            e = show_asked(rq, &list[i], open, &rows[v->asked_count++], ctx);
        }
    }
    v->asked = rows;
    return e;
}

/* ---- goals ---- */

static void show_goal(struct request *rq, const struct gas_goal *g,
                      struct page_case_measurements_goals *row)
{
    struct page_case_measurements_goals_steps *steps =
        arena_alloc(rq->arena, GAS_LEVELS * sizeof *steps);
    static const char *const signs[GAS_LEVELS] = {"−2", "−1", "0", "+1", "+2"};
    *row = (struct page_case_measurements_goals){
        .title = g->title,
        .weight = arena_printf(rq->arena, "%s %s. %s %d.", request_words(rq, TR("Satt")),
                               show_date(rq, g->set_on), request_words(rq, TR("Vikt")), g->weight),
        .steps = steps,
        .number = arena_printf(rq->arena, "%" PRId64, g->id.v)};
    for (size_t i = 0; i < GAS_LEVELS; i++) {
        if (g->levels[i][0] != '\0') {
            steps[row->steps_count++].text =
                arena_printf(rq->arena, "%s: %s", signs[i], g->levels[i]);
        }
    }
}

static enum err fill_goals(struct request *rq, const struct team_case *c,
                           struct page_case_measurements *v, struct err_ctx *ctx)
{
    struct gas_goal *goals;
    size_t count;
    enum err e = gas_list(rq->bank, request_reading(rq), c->person, rq->arena, &goals, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_measurements_goals *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        if (goals[i].case_id.v == c->id.v && goals[i].ended_on.days == DATE_OPEN.days) {
            show_goal(rq, &goals[i], &rows[v->goals_count++]);
        }
    }
    v->goals = rows;
    return ERR_OK;
}

/* ---- the page ---- */

static enum err fill_instruments(struct request *rq, struct page_case_measurements *v,
                                 struct err_ctx *ctx)
{
    struct instrument *list;
    size_t count;
    enum err e = instrument_list(rq->bank, true, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_measurements_instruments *rows =
        arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_case_measurements_instruments){
            .href =
                arena_printf(rq->arena, "/case/%" PRId64 "/measurements/fill?instrument=%" PRId64,
                             rq->id, list[i].id.v),
            .name = rq->page.language == PAGE_ENGLISH ? list[i].name.en : list[i].name.sv};
    }
    v->instruments = rows;
    v->instruments_count = count;
    return ERR_OK;
}

static enum err fill_series(struct request *rq, const struct team_case *c,
                            struct page_case_measurements *v, struct err_ctx *ctx)
{
    const struct page_series **views;
    size_t count;
    enum err e = measure_views(rq, c, c->closed ? NULL : v->change, &views, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_measurements_series *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i].one = views[i];
    }
    v->series = rows;
    v->series_count = count;
    return ERR_OK;
}

enum err page_case_measurements(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    int done = request_input(rq, "done")->word;
    struct page_case_measurements v = {
        .done = done >= 0 ? request_words(rq, done_texts[done]) : NULL,
        .plan_href = arena_printf(rq->arena, "/case/%" PRId64 "/measurements/plan", rq->id),
        .goal_href = arena_printf(rq->arena, "/case/%" PRId64 "/measurements/goal", rq->id),
        .change = arena_printf(rq->arena, "/case/%" PRId64 "/measurements/change", rq->id)};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    e = e == ERR_OK ? fill_asked(rq, &c, &v, ctx) : e;
    e = e == ERR_OK ? fill_instruments(rq, &v, ctx) : e;
    e = e == ERR_OK ? fill_series(rq, &c, &v, ctx) : e;
    e = e == ERR_OK ? fill_goals(rq, &c, &v, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    v.open = !c.closed;
    v.layout = request_layout(rq, request_words(rq, TR("Mätningar")));
    v.nav = show_case_nav(rq, c.id, CASE_TAB_MEASUREMENTS);
    page_case_measurements_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_measure_change_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    int64_t number = request_input(rq, "number")->id;
    struct questionnaire_id q = {number};
    const struct page_person *person;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e == ERR_OK && rq->faults > 0) {
        e = err_set(ctx, ERR_INVALID, "do", "", "nothing is asked");
    }
    if (e != ERR_OK) {
        return e;
    }
    switch ((enum change)request_input(rq, "do")->word) {
    case CHANGE_REMIND:
        e = questionnaire_remind(rq->bank, &rq->actor, q, ctx);
        break;
    case CHANGE_DECLINE:
        e = questionnaire_decline(rq->bank, &rq->actor, q, ctx);
        break;
    case CHANGE_CANCEL:
    case CHANGE_CANCEL_REST:
        e = questionnaire_cancel(rq->bank, &rq->actor, q,
                                 request_input(rq, "do")->word == CHANGE_CANCEL_REST, ctx);
        break;
    case CHANGE_STRIKE:
        e = measure_strike(rq->bank, &rq->actor, (struct measurement_id){number}, ctx);
        break;
    case CHANGE_END_GOAL:
        e = gas_end(rq->bank, &rq->actor, (struct goal_id){number}, date_today(), ctx);
        break;
    case CHANGE__MAX:
        break;
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/measurements?done=%s", rq->id,
                   change_words[request_input(rq, "do")->word]);
    }
    return e;
}
