#include "team/work_team.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/journal.h"
#include "sql_team.h"
#include "team/case_access.h"
#include "team/work.h"

static void fill(struct team *out, int64_t id, const char *name, const char *unit,
                 const char *source_id, struct timestamp ended)
{
    *out = (struct team){.id = {id}, .ended = ended};
    snprintf(out->name, sizeof out->name, "%s", name);
    snprintf(out->unit, sizeof out->unit, "%s", unit);
    snprintf(out->source_id, sizeof out->source_id, "%s", source_id);
}

enum err team_read(struct bank *b, struct team_id id, struct team *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_team_team_read_in in = {bank_row_id(b), id.v};
    struct sql_team_team_read_row row;
    enum err e = sql_team_team_read(bank_db(b), &in, a, &row, ctx);
    if (e == ERR_OK) {
        fill(out, row.team_id, row.name, row.unit, row.source_id, row.ended_at);
    } else if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, e, "team", "", "there is no such team");
    }
    arena_free(a);
    return e;
}

#define TEAMS_MAX 5000

enum err team_list(struct bank *b, bool ended_too, struct arena *a, struct team **out,
                   size_t *count_out, struct err_ctx *ctx)
{
    struct sql_team_team_list_in in = {bank_row_id(b), ended_too};
    struct sql_team_team_list_row row;
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_team_team_list_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < TEAMS_MAX && sql_team_team_list_next(rows, &row)) {
        if (*count_out == room) {
            room = room == 0 ? 32 : 2 * room;
            struct team *more = arena_alloc(a, room * sizeof *more);
            if (*count_out > 0) {
                memcpy(more, *out, *count_out * sizeof *more);
            }
            *out = more;
        }
        fill(&(*out)[(*count_out)++], row.team_id, row.name, row.unit, row.source_id, row.ended_at);
    }
    return sql_team_team_list_close(rows, ctx);
}

/* ---- writing ---- */

static enum err journal_team(struct bank *b, const struct actor *actor, struct team_id id,
                             const char *what, struct err_ctx *ctx)
{
    char detail[96];
    snprintf(detail, sizeof detail, "{\"team\":%" PRId64 ",\"change\":\"%s\"}", id.v, what);
    return journal_append(
        b, &(struct journal_entry){.actor = actor, .event = JOURNAL_TEAM_CHANGED, .detail = detail},
        ctx);
}

static enum err insert(struct work *w, const struct team *in, struct team_id *id,
                       struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct sql_team_team_last_in bank = {w->bank_id};
    struct sql_team_team_last_row last;
    enum err e = sql_team_team_last(w->db, &bank, a, &last, ctx);
    arena_free(a);
    if (e != ERR_OK) {
        return e;
    }
    id->v = last.team_id + 1;
    struct sql_team_team_insert_in row = {w->bank_id, id->v, in->name, in->unit, in->source_id};
    return sql_team_team_insert(w->db, &row, NULL, ctx);
}

enum err team_put(struct bank *b, const struct team *in, const struct actor *actor,
                  struct team_id *id_out, struct err_ctx *ctx)
{
    struct work w;
    int64_t changed = 1;
    *id_out = in->id;
    if (in->name[0] == '\0') {
        return err_set(ctx, ERR_INVALID, "name", "write a name", "a team must have a name");
    }
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (in->id.v == 0) {
        e = insert(&w, in, id_out, ctx);
    } else {
        struct sql_team_team_update_in row = {w.bank_id, in->id.v, in->name, in->unit};
        e = sql_team_team_update(w.db, &row, &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "team", "", "the team has ended");
    }
    if (e == ERR_OK) {
        e = journal_team(b, actor, *id_out, in->id.v == 0 ? "added" : "changed", ctx);
    }
    return work_end(&w, e, ctx);
}

static enum err end_members(struct bank *b, struct team_id id, const struct actor *actor,
                            struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct relation_filter f = {.kind = RELATION_TEAM, .object = id.v};
    struct staff_relation *list;
    size_t count;
    enum err e = relation_list(b, &f, a, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (list[i].ended.ms == 0) {
            e = relation_end(b, list[i].id, actor, ctx);
        }
    }
    arena_free(a);
    return e;
}

enum err team_end(struct bank *b, struct team_id id, const struct actor *actor, struct err_ctx *ctx)
{
    struct work w;
    int64_t changed = 0;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_team_end_in in = {w.bank_id, id.v, timestamp_now()};
    e = sql_team_team_end(w.db, &in, &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "team", "", "there is no such team, or it has ended");
    }
    if (e == ERR_OK) {
        e = end_members(b, id, actor, ctx);
    }
    if (e == ERR_OK) {
        e = journal_team(b, actor, id, "ended", ctx);
    }
    return work_end(&w, e, ctx);
}

/* ---- who works with a case ---- */

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
