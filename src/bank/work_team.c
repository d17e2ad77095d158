#include "bank/work_team.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/internal.h"
#include "sql_bank.h"

static void from_row(const struct sql_bank_team_read_row *row, struct team *out)
{
    *out = (struct team){.id = {row->team_id}, .ended = row->ended_at};
    snprintf(out->name, sizeof out->name, "%s", row->name);
    snprintf(out->unit, sizeof out->unit, "%s", row->unit);
    snprintf(out->source_id, sizeof out->source_id, "%s", row->source_id);
}

enum err team_read(struct bank *b, struct team_id id, struct team *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_team_read_in in = {b->keys->bank_id, id.v};
    struct sql_bank_team_read_row row;
    enum err e = sql_bank_team_read(b->db, &in, a, &row, ctx);
    if (e == ERR_OK) {
        from_row(&row, out);
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
    struct sql_bank_team_list_in in = {b->keys->bank_id, ended_too};
    struct sql_bank_team_read_row row;
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_bank_team_list_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < TEAMS_MAX && sql_bank_team_list_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_bank_team_list_close(rows, ctx);
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

static enum err insert(struct bank *b, const struct team *in, struct team_id *id,
                       struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct sql_bank_team_last_in bank = {b->keys->bank_id};
    struct sql_bank_team_last_row last;
    enum err e = sql_bank_team_last(b->db, &bank, a, &last, ctx);
    arena_free(a);
    if (e != ERR_OK) {
        return e;
    }
    id->v = last.team_id + 1;
    struct sql_bank_team_insert_in row = {b->keys->bank_id, id->v, in->name, in->unit,
                                          in->source_id};
    return sql_bank_team_insert(b->db, &row, NULL, ctx);
}

enum err team_put(struct bank *b, const struct team *in, const struct actor *actor,
                  struct team_id *id_out, struct err_ctx *ctx)
{
    bool own = false;
    int64_t changed = 1;
    *id_out = in->id;
    if (in->name[0] == '\0') {
        return err_set(ctx, ERR_INVALID, "name", "write a name", "a team must have a name");
    }
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (in->id.v == 0) {
        e = insert(b, in, id_out, ctx);
    } else {
        struct sql_bank_team_update_in row = {b->keys->bank_id, in->id.v, in->name, in->unit};
        e = sql_bank_team_update(b->db, &row, &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "team", "", "the team has ended");
    }
    if (e == ERR_OK) {
        e = journal_team(b, actor, *id_out, in->id.v == 0 ? "added" : "changed", ctx);
    }
    return write_end(b, own, e, ctx);
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
    bool own = false;
    int64_t changed = 0;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_bank_team_end_in in = {b->keys->bank_id, id.v, timestamp_now()};
    e = sql_bank_team_end(b->db, &in, &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "team", "", "there is no such team, or it has ended");
    }
    if (e == ERR_OK) {
        e = end_members(b, id, actor, ctx);
    }
    if (e == ERR_OK) {
        e = journal_team(b, actor, id, "ended", ctx);
    }
    return write_end(b, own, e, ctx);
}
