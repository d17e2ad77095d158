/* Following up the goals of the agreed plan. */
#include <string.h>

#include "sql_team.h"
#include "team/case_check.h"
#include "team/plan_row.h"
#include "team/work.h"

/* Whether the agreed plan has the goal. */
static enum err find_goal(struct bank *b, const struct actor *actor, const struct team_case *c,
                          int goal, struct arena *a, struct err_ctx *ctx)
{
    struct plan plan;
    enum err e = plan_read(b, actor, c->id, 0, a, &plan, ctx);
    if (e == ERR_OK && plan.version != 0 && plan.state == PLAN_AGREED) {
        for (size_t i = 0; i < plan.goal_count; i++) {
            if (plan.goals[i].number == goal) {
                return ERR_OK;
            }
        }
    }
    return e != ERR_OK ? e
                       : err_set(ctx, ERR_INVALID, "goal", "choose a goal of the agreed plan",
                                 "the agreed plan has no such goal");
}

static enum err check_followup(const struct plan_followup *f, struct err_ctx *ctx)
{
    if (f->reached < 0 || f->reached >= GOAL_REACHED__MAX) {
        return err_set(ctx, ERR_INVALID, "reached", "yes, partly or no", "no such answer");
    }
    if (f->on.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "on", "give today or an earlier day",
                       "a goal cannot be followed up in the future");
    }
    if (f->note != NULL && strlen(f->note) > PLAN_TEXT) {
        return err_set(ctx, ERR_LIMIT, "note", "write less", "the note is longer than %d bytes",
                       PLAN_TEXT);
    }
    return ERR_OK;
}

static enum err store(struct bank *b, struct work *w, const struct actor *actor,
                      const struct team_case *c, const struct plan_followup *f, struct arena *a,
                      struct err_ctx *ctx)
{
    struct sql_team_followup_last_row last;
    struct blob sealed = {NULL, 0};
    char name[CASETEXT_ROW];
    enum err e =
        sql_team_followup_last(w->db,
                               &(struct sql_team_followup_last_in){
                                   .bank_id = w->bank_id, .case_id = c->id.v, .goal = f->goal},
                               a, &last, ctx);
    if (e == ERR_OK && f->note != NULL && f->note[0] != '\0') {
        json_t *o = json_object();
        casetext_add(o, "note", f->note);
        e = casetext_put(b, c->person, plan_followup_name(name, c->id, f->goal, last.number + 1), o,
                         a, &sealed, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    return sql_team_followup_insert(
        w->db,
        &(struct sql_team_followup_insert_in){.bank_id = w->bank_id,
                                              .case_id = c->id.v,
                                              .goal = f->goal,
                                              .number = last.number + 1,
                                              .day = f->on,
                                              .reached = (int)f->reached,
                                              .at = timestamp_now(),
                                              .staff_id = actor_staff_id(actor).v,
                                              .sealed = sealed},
        NULL, ctx);
}

enum err plan_follow(struct bank *b, const struct actor *actor, struct case_id id,
                     const struct plan_followup *f, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    enum err e = check_followup(f, ctx);
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)16 << 20);
    e = case_check_open(b, actor, id, &c, ctx);
    e = e == ERR_OK ? find_goal(b, actor, &c, f->goal, a, ctx) : e;
    e = e == ERR_OK ? store(b, &w, actor, &c, f, a, ctx) : e;
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_GOAL_WRITTEN, &c,
                         arena_printf(a, "{\"goal\":%d,\"reached\":\"%s\"}", f->goal,
                                      goal_reached_code[f->reached]),
                         ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}

static enum err check_version(struct bank *b, const struct actor *actor, struct case_id id,
                              int version, struct err_ctx *ctx)
{
    struct plan plan;
    struct arena *a = arena_new((size_t)16 << 20);
    enum err e = plan_read(b, actor, id, 0, a, &plan, ctx);
    arena_free(a);
    if (e == ERR_OK && (plan.version != version || plan.state != PLAN_AGREED)) {
        e = err_set(ctx, ERR_CONFLICT, "plan", "open the plan again",
                    "that version is not the agreed plan");
    }
    return e;
}

enum err plan_review(struct bank *b, const struct actor *actor, struct case_id id,
                     const struct plan_review *v, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    if (v->next.days <= date_today().days || v->next.days > date_today().days + 366) {
        return err_set(ctx, ERR_INVALID, "next", "give a day within a year from tomorrow",
                       "the next review must lie ahead");
    }
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = case_check_open(b, actor, id, &c, ctx);
    e = e == ERR_OK ? check_version(b, actor, id, v->version, ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < v->count; i++) {
        e = plan_follow(b, actor, id, &v->followups[i], ctx);
    }
    if (e == ERR_OK) {
        e = sql_team_plan_review(w.db,
                                 &(struct sql_team_plan_review_in){
                                     .bank_id = w.bank_id, .case_id = id.v, .review_on = v->next},
                                 NULL, ctx);
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_PLAN_WRITTEN, &c, NULL, ctx);
    }
    return work_end(&w, e, ctx);
}
