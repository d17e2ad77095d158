/* Reading plans, with journal, and what is due. */
#include <string.h>

#include "sql_team.h"
#include "team/case_check.h"
#include "team/plan_row.h"

#define DUE_MAX 500

/* The version asked for among those that are there; NULL: none. */
static struct plan *choose(struct plan *all, size_t count, int version)
{
    struct plan *draft = NULL;
    for (size_t i = 0; i < count; i++) {
        if (version != 0 ? all[i].version == version : all[i].state == PLAN_AGREED) {
            return &all[i];
        }
        draft = all[i].state == PLAN_DRAFT ? &all[i] : draft;
    }
    return version == 0 ? draft : NULL;
}

enum err plan_versions(struct bank *b, const struct actor *actor, struct case_id id,
                       struct arena *a, struct plan **out, size_t *count_out, struct err_ctx *ctx)
{
    struct team_case c;
    *out = NULL;
    *count_out = 0;
    enum err e = case_check_seen(b, actor, id, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_PLAN_READ);
    reading_case(r, id);
    e = plan_rows(b, r, &c, a, out, count_out, ctx);
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        *count_out = 0;
    }
    return e;
}

enum err plan_read(struct bank *b, const struct actor *actor, struct case_id id, int version,
                   struct arena *a, struct plan *out, struct err_ctx *ctx)
{
    struct team_case c;
    struct plan *all, *chosen;
    size_t count;
    *out = (struct plan){.case_id = id};
    enum err e = case_check_seen(b, actor, id, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_PLAN_READ);
    reading_case(r, id);
    e = plan_rows(b, r, &c, a, &all, &count, ctx);
    chosen = e == ERR_OK ? choose(all, count, version) : NULL;
    if (e == ERR_OK && chosen != NULL) {
        *out = *chosen;
        e = plan_goal_rows(b, r, &c, a, out, ctx);
    } else if (e == ERR_OK && version != 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "plan", NULL, "the plan has no such version");
    }
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        *out = (struct plan){.case_id = id};
    }
    return e;
}

enum err plan_due(struct bank *b, const struct case_filter *f, struct date by, struct arena *a,
                  struct plan_due **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    *count_out = 0;
    *out = arena_alloc(a, DUE_MAX * sizeof **out);
    enum err e = sql_team_plan_due_open(
        bank_db(b),
        &(struct sql_team_plan_due_in){.bank_id = bank_row_id(b),
                                       .responsible_id = f->responsible.v,
                                       .has_unit = f->unit != NULL,
                                       .unit = f->unit != NULL ? f->unit : "",
                                       .by_day = by},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_plan_due_row row;
    while (*count_out < DUE_MAX && sql_team_plan_due_next(rows, &row)) {
        (*out)[(*count_out)++] =
            (struct plan_due){.case_id = {row.case_id},
                              .person = {row.person_id},
                              .kind = row.kind == PLAN_SIP ? PLAN_SIP : PLAN_RETURN,
                              .review = row.review_on};
    }
    return sql_team_plan_due_close(rows, ctx);
}
