/* Instruments in a bank: each version's file is kept and read again when it is needed. */
#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "sql_team.h"
#include "team/instrument.h"
#include "team/work.h"

#define HASH 32

/* One version of a code is offered from today, or none when `id` is 0. */
static enum err offer(struct work *w, const char *code, struct instrument_id id, struct arena *a,
                      struct err_ctx *ctx)
{
    struct sql_team_instrument_use_last_row last = {0};
    struct date today = date_today();
    enum err e = sql_team_instrument_use_end(
        w->db, &(struct sql_team_instrument_use_end_in){w->bank_id, code, today}, NULL, ctx);
    if (e != ERR_OK || id.v == 0) {
        return e;
    }
    e = sql_team_instrument_use_last(w->db, &(struct sql_team_instrument_use_last_in){w->bank_id},
                                     a, &last, ctx);
    return e == ERR_OK
               ? sql_team_instrument_use_insert(w->db,
                                                &(struct sql_team_instrument_use_insert_in){
                                                    w->bank_id, last.use_id + 1, id.v, today},
                                                NULL, ctx)
               : e;
}

static enum err note(struct bank *b, const struct actor *actor, enum journal_event event,
                     const struct instrument *i, const char *more, struct arena *a,
                     struct err_ctx *ctx)
{
    return journal_append(b,
                          &(struct journal_entry){
                              .actor = actor,
                              .event = event,
                              .detail = arena_printf(a, "{\"code\":\"%s\",\"version\":%d%s}",
                                                     i->code, i->version, more),
                          },
                          ctx);
}

static enum err store(struct bank *b, struct work *w, const struct actor *actor,
                      const struct instrument *i, const char *source, struct blob hash,
                      struct arena *a, struct instrument_id *id_out, struct err_ctx *ctx)
{
    struct sql_team_instrument_last_row last;
    enum err e = sql_team_instrument_last(w->db, &(struct sql_team_instrument_last_in){w->bank_id},
                                          a, &last, ctx);
    if (e != ERR_OK) {
        return e;
    }
    id_out->v = last.instrument_id + 1;
    e = sql_team_instrument_insert(w->db,
                                   &(struct sql_team_instrument_insert_in){
                                       .bank_id = w->bank_id,
                                       .instrument_id = id_out->v,
                                       .code = i->code,
                                       .version = i->version,
                                       .source = source,
                                       .hash = hash,
                                       .added_at = timestamp_now(),
                                   },
                                   NULL, ctx);
    e = e == ERR_OK ? offer(w, i->code, *id_out, a, ctx) : e;
    return e == ERR_OK ? note(b, actor, JOURNAL_INSTRUMENT_ADDED, i, "", a, ctx) : e;
}

static enum err add(struct bank *b, struct work *w, const struct actor *actor,
                    const struct instrument *i, const char *source, struct arena *a,
                    struct instrument_id *id_out, bool *added_out, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct sql_team_instrument_same_row same;
    bank_sha256((struct blob){(const uint8_t *)source, strlen(source)}, hash);
    enum err e = sql_team_instrument_same(
        w->db, &(struct sql_team_instrument_same_in){w->bank_id, i->code, i->version}, a, &same,
        ctx);
    if (e == ERR_OK) {
        id_out->v = same.instrument_id;
        return same.hash.n == HASH && memcmp(same.hash.p, hash, HASH) == 0
                   ? ERR_OK
                   : err_set(ctx, ERR_CONFLICT, "version", "give the changed file a new version",
                             "another content is kept under this name and version, and answers "
                             "may belong to it");
    }
    *added_out = e == ERR_NOT_FOUND;
    return *added_out ? store(b, w, actor, i, source, (struct blob){hash, HASH}, a, id_out, ctx)
                      : e;
}

enum err instrument_add(struct bank *b, const struct actor *actor, const char *name,
                        const char *text, size_t n, struct instrument_id *id_out, bool *added_out,
                        struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)4 << 20);
    struct instrument i;
    struct work w;
    *id_out = (struct instrument_id){0};
    *added_out = false;
    enum err e = instrument_parse(name, text, n, a, &i, ctx);
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e == ERR_OK) {
        e = work_end(
            &w, add(b, &w, actor, &i, arena_strndup(a, text, n), a, id_out, added_out, ctx), ctx);
    }
    arena_free(a);
    return e;
}

#define LIST_MAX 500

/* A row of the list, read from its file. */
static enum err from_row(const struct sql_team_instrument_list_row *row, struct arena *a,
                         struct instrument *out, struct err_ctx *ctx)
{
    const char *source = arena_strdup(a, row->source);
    enum err e = instrument_parse(arena_strdup(a, row->code), source, strlen(source), a, out, ctx);
    out->id.v = row->instrument_id;
    out->source = source;
    out->from = row->has_from_date ? row->from_date : DATE_OPEN;
    out->until = row->has_until_date ? row->until_date : DATE_OPEN;
    out->offered = row->has_from_date && !row->has_until_date;
    return e;
}

enum err instrument_list(struct bank *b, bool offered_only, struct arena *a,
                         struct instrument **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_instrument_list_row row;
    *count_out = 0;
    *out = arena_alloc(a, LIST_MAX * sizeof **out);
    enum err e = sql_team_instrument_list_open(
        bank_db(b), &(struct sql_team_instrument_list_in){bank_row_id(b)}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum err one = ERR_OK;
    while (one == ERR_OK && *count_out < LIST_MAX && sql_team_instrument_list_next(rows, &row)) {
        if (!offered_only || (row.has_from_date && !row.has_until_date)) {
            one = from_row(&row, a, &(*out)[(*count_out)++], ctx);
        }
    }
    e = sql_team_instrument_list_close(rows, one == ERR_OK ? ctx : NULL);
    return one != ERR_OK ? one : e;
}

static enum err find(struct bank *b, struct instrument_id id, const char *code, struct arena *a,
                     struct instrument *out, struct err_ctx *ctx)
{
    struct instrument *all;
    size_t count;
    enum err e = instrument_list(b, false, a, &all, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (code != NULL ? all[i].offered && strcmp(all[i].code, code) == 0 : all[i].id.v == id.v) {
            *out = all[i];
            return ERR_OK;
        }
    }
    return e != ERR_OK ? e
                       : err_set(ctx, ERR_NOT_FOUND, "instrument",
                                 "see those there are: brygga instrument list",
                                 "there is no such instrument in this bank");
}

enum err instrument_read(struct bank *b, struct instrument_id id, struct arena *a,
                         struct instrument *out, struct err_ctx *ctx)
{
    return find(b, id, NULL, a, out, ctx);
}

enum err instrument_find(struct bank *b, const char *code, struct arena *a, struct instrument *out,
                         struct err_ctx *ctx)
{
    return find(b, (struct instrument_id){0}, code, a, out, ctx);
}

/* ---- offering ---- */

static enum err change(struct bank *b, struct work *w, const struct actor *actor,
                       struct instrument_id id, bool on, struct arena *a, struct err_ctx *ctx)
{
    struct instrument i;
    enum err e = instrument_read(b, id, a, &i, ctx);
    if (e == ERR_OK && i.offered == on) {
        e = err_set(ctx, ERR_CONFLICT, "instrument", "look at the list",
                    on ? "this version is offered already" : "this version is not offered");
    }
    e = e == ERR_OK ? offer(w, i.code, on ? id : (struct instrument_id){0}, a, ctx) : e;
    return e == ERR_OK ? note(b, actor, JOURNAL_INSTRUMENT_CHANGED, &i,
                              on ? ",\"offered\":true" : ",\"offered\":false", a, ctx)
                       : e;
}

static enum err change_now(struct bank *b, const struct actor *actor, struct instrument_id id,
                           bool on, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 << 20);
    e = work_end(&w, change(b, &w, actor, id, on, a, ctx), ctx);
    arena_free(a);
    return e;
}

enum err instrument_offer(struct bank *b, const struct actor *actor, struct instrument_id id,
                          struct err_ctx *ctx)
{
    return change_now(b, actor, id, true, ctx);
}

enum err instrument_retire(struct bank *b, const struct actor *actor, struct instrument_id id,
                           struct err_ctx *ctx)
{
    return change_now(b, actor, id, false, ctx);
}

enum err instrument_counts(struct bank *b, struct arena *a, struct instrument_count **out,
                           size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_instrument_counts_row row;
    *count_out = 0;
    *out = arena_alloc(a, LIST_MAX * sizeof **out);
    enum err e = sql_team_instrument_counts_open(
        bank_db(b), &(struct sql_team_instrument_counts_in){bank_row_id(b)}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < LIST_MAX && sql_team_instrument_counts_next(rows, &row)) {
        (*out)[(*count_out)++] =
            (struct instrument_count){{row.instrument_id}, row.answers, row.waiting};
    }
    return sql_team_instrument_counts_close(rows, ctx);
}
