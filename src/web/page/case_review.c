/* Following up the goals of the agreed plan, all of them in one form. */
#include "team/plan.h"

#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

#define REVIEW_DAYS 28 /* not law: four weeks are offered, any day can be chosen */

/* Two inputs for each goal, in the order of the plan. */
#define GOAL(n)                                                                                    \
    {.name = "reached_" n,                                                                         \
     .kind = INPUT_WORD,                                                                           \
     .words = goal_reached_code,                                                                   \
     .word_count = GOAL_REACHED__MAX},                                                             \
    {                                                                                              \
        .name = "note_" n, .kind = INPUT_LINE, .max = PLAN_LINE                                    \
    }

const struct input_spec review_inputs[27] = {
    {.name = "version", .kind = INPUT_ID},
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag ni följde upp.")},
    {.name = "next", .kind = INPUT_DATE, .missing = TR("Skriv när planen ska följas upp igen.")},
    GOAL("0"),
    GOAL("1"),
    GOAL("2"),
    GOAL("3"),
    GOAL("4"),
    GOAL("5"),
    GOAL("6"),
    GOAL("7"),
    GOAL("8"),
    GOAL("9"),
    GOAL("10"),
    GOAL("11"),
};
_Static_assert(PLAN_GOALS == 12, "one pair of inputs for each goal");

static const char *goal_input(struct request *rq, const char *part, size_t i)
{
    return arena_printf(rq->arena, "%s_%zu", part, i);
}

/* The agreed plan; ERR_CONFLICT without one. */
static enum err read_agreed(struct request *rq, struct plan *out, struct err_ctx *ctx)
{
    enum err e = plan_read(rq->bank, &rq->actor, (struct case_id){rq->id}, 0, rq->arena, out, ctx);
    if (e == ERR_OK && (out->version == 0 || out->state != PLAN_AGREED)) {
        e = err_set(ctx, ERR_CONFLICT, "plan", "agree on the plan first", "no plan is agreed");
    }
    return e;
}

static void fill_goals(struct request *rq, const struct plan *plan, struct page_case_review *v)
{
    static const char *const texts[GOAL_REACHED__MAX] = {[GOAL_REACHED_NO] = TR("Inte nått"),
                                                         [GOAL_REACHED_PARTLY] = TR("Delvis nått"),
                                                         [GOAL_REACHED_YES] = TR("Nått")};
    static const struct form_words reached = {goal_reached_code, texts, 0, GOAL_REACHED__MAX, -1};
    struct page_case_review_goals *rows =
        arena_alloc(rq->arena, (plan->goal_count + 1) * sizeof *rows);
    for (size_t i = 0; i < plan->goal_count; i++) {
        const struct plan_goal *g = &plan->goals[i];
        const struct plan_followup *last =
            g->followup_count > 0 ? &g->followups[g->followup_count - 1] : NULL;
        rows[i] = (struct page_case_review_goals){
            .heading = arena_printf(rq->arena, "%zu. %s", i + 1,
                                    request_words(rq, goal_area_text_sv[g->area])),
            .text = g->text,
            .last =
                last == NULL
                    ? NULL
                    : arena_printf(rq->arena, "%s %s: %s.", request_words(rq, TR("Senast")),
                                   show_date(rq, last->on), plan_reached_words(rq, last->reached)),
            .reached = form_choice(rq, goal_input(rq, "reached", i), TR("Hur har det gått?"), NULL,
                                   &reached),
            .note = form_line(rq, goal_input(rq, "note", i), TR("Kort om varför (frivilligt)"),
                              NULL, NULL)};
    }
    v->goals = rows;
    v->goals_count = plan->goal_count;
}

enum err page_case_review(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct plan plan;
    enum err e = show_case_page(rq, CASE_TAB_PLAN, &p, ctx);
    e = e == ERR_OK ? read_agreed(rq, &plan, ctx) : e;
    if (e != ERR_OK) {
        return case_to_plan(rq, e);
    }
    struct page_case_review v = {
        .layout = request_layout(rq, request_words(rq, TR("Följ upp målen"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .action = case_href(rq, "/plan/review"),
        .back = case_href(rq, "/plan"),
        .version = arena_printf(rq->arena, "%d", plan.version),
        .on = form_date(rq, "on", TR("Dag för uppföljningen"), NULL, date_today()),
        .next = form_date(rq, "next", TR("Nästa uppföljning"), NULL,
                          (struct date){date_today().days + REVIEW_DAYS})};
    fill_goals(rq, &plan, &v);
    page_case_review_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static size_t read_answers(struct request *rq, const struct plan *plan, struct plan_followup *out)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->goal_count; i++) {
        const struct input *reached = request_input(rq, goal_input(rq, "reached", i));
        const struct input *note = request_input(rq, goal_input(rq, "note", i));
        if (reached->given) {
            out[count++] = (struct plan_followup){.goal = plan->goals[i].number,
                                                  .on = request_input(rq, "on")->date,
                                                  .reached = (enum goal_reached)reached->word,
                                                  .note = note->given ? note->raw : NULL};
        } else if (note->given) {
            request_fault(rq, goal_input(rq, "reached", i), TR("Välj hur det har gått."));
        }
    }
    return count;
}

static void check_days(struct request *rq)
{
    const struct input *on = request_input(rq, "on"), *next = request_input(rq, "next");
    if (on->given && on->fault == NULL && on->date.days > date_today().days) {
        request_fault(rq, "on", TR("Dagen ligger i framtiden."));
    }
    if (next->given && next->fault == NULL &&
        (next->date.days <= date_today().days || next->date.days > date_today().days + 366)) {
        request_fault(rq, "next", TR("Välj en dag från och med i morgon, inom ett år."));
    }
}

enum err page_case_review_send(struct request *rq, struct err_ctx *ctx)
{
    struct plan plan;
    struct plan_followup answers[PLAN_GOALS];
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = read_agreed(rq, &plan, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct plan_review review = {.version = (int)request_input(rq, "version")->id,
                                 .followups = answers,
                                 .count = read_answers(rq, &plan, answers),
                                 .next = request_input(rq, "next")->date};
    check_days(rq);
    if (review.count == 0 && rq->faults == 0) {
        request_fault(rq, "reached_0", TR("Svara för minst ett mål."));
    }
    if (rq->faults > 0) {
        return page_case_review(rq, ctx);
    }
    e = plan_review(rq->bank, &rq->actor, (struct case_id){rq->id}, &review, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/plan?done=review"));
    }
    return e;
}
