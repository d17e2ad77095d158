#include "team/case_members.h"

#include <inttypes.h>
#include <stdio.h>

#include "bank/journal.h"
#include "sql_team.h"
#include "team/case_access.h"
#include "team/work.h"

/* Whoever works with the case may say who else does. */
static enum err check_writer(struct bank *b, const struct actor *actor, struct case_id id,
                             struct team_case *out, struct err_ctx *ctx)
{
    struct case_access way = {.way = CASE_WAY_RESPONSIBLE};
    enum err e = case_get(b, id, out, ctx);
    if (e == ERR_OK && actor->kind != ACTOR_OPERATOR && actor->kind != ACTOR_SYSTEM) {
        struct case_question q = {.staff = actor_staff_id(actor), .case_id = id};
        e = case_find_way(b, &q, &way, ctx);
    }
    if (e == ERR_OK && way.way == CASE_WAY_NONE) {
        e = err_set(ctx, ERR_NOT_FOUND, "case", "", "there is no such open case of yours");
    }
    return e;
}

static enum err journal_case_people(struct bank *b, const struct actor *actor,
                                    const struct team_case *c, const char *what, int64_t who,
                                    struct err_ctx *ctx)
{
    char detail[96];
    snprintf(detail, sizeof detail, "{\"%s\":%" PRId64 "}", what, who);
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = JOURNAL_CASE_CHANGED,
                                                  .person = c->person,
                                                  .case_id = c->id,
                                                  .detail = detail},
                          ctx);
}

enum err case_team_add(struct bank *b, const struct actor *actor, struct case_id id,
                       struct team_id team, struct date to, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct team t;
    int64_t changed = 0;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = check_writer(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = team_read(b, team, &t, ctx);
    }
    if (e == ERR_OK) {
        struct sql_team_case_team_put_in in = {
            w.bank_id, id.v, team.v, date_today(), to.days != DATE_OPEN.days, to};
        e = sql_team_case_team_put(w.db, &in, &changed, ctx);
    }
    if (e == ERR_OK && (changed == 0 || t.ended.ms != 0)) {
        e = err_set(ctx, ERR_CONFLICT, "team", "", "the team works with the case, or has ended");
    }
    if (e == ERR_OK) {
        e = journal_case_people(b, actor, &c, "team_added", team.v, ctx);
    }
    return work_end(&w, e, ctx);
}

enum err case_team_end(struct bank *b, const struct actor *actor, struct case_id id,
                       struct team_id team, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    int64_t changed = 0;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = check_writer(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        struct sql_team_case_team_end_in in = {w.bank_id, id.v, team.v, timestamp_now()};
        e = sql_team_case_team_end(w.db, &in, &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "team", "", "the team does not work with the case");
    }
    if (e == ERR_OK) {
        e = journal_case_people(b, actor, &c, "team_ended", team.v, ctx);
    }
    return work_end(&w, e, ctx);
}

enum err case_member_add(struct bank *b, const struct actor *actor, struct case_id id,
                         struct staff_id staff, struct date to, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct relation_id relation;
    struct staff_relation r = {
        .staff = staff, .kind = RELATION_CASE, .object = id.v, .from = date_today(), .to = to};
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = check_writer(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = relation_add(b, &r, actor, &relation, ctx);
    }
    if (e == ERR_OK) {
        e = journal_case_people(b, actor, &c, "member_added", staff.v, ctx);
    }
    return work_end(&w, e, ctx);
}

enum err case_member_end(struct bank *b, const struct actor *actor, struct case_id id,
                         struct staff_id staff, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct arena *a = arena_new((size_t)1 << 20);
    struct relation_filter f = {
        .staff = staff, .kind = RELATION_CASE, .object = id.v, .on = date_today()};
    struct staff_relation *list = NULL;
    size_t count = 0;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        arena_free(a);
        return e;
    }
    e = check_writer(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = relation_list(b, &f, a, &list, &count, ctx);
    }
    if (e == ERR_OK && count == 0) {
        e = err_set(ctx, ERR_CONFLICT, "staff", "", "the employee does not take part in the case");
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = relation_end(b, list[i].id, actor, ctx);
    }
    if (e == ERR_OK) {
        e = journal_case_people(b, actor, &c, "member_ended", staff.v, ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}
