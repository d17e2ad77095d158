#include "intervention/groups.h"

#include <stdio.h>

#include "db/db.h"
#include "intervention/store.h"
#include "sql_intervention.h"

static enum err check(const struct group_intervention *in, struct err_ctx *ctx)
{
    if (in->end_date.days < in->start_date.days) {
        return err_set(ctx, ERR_INVALID, "end_date", "correct one of the two",
                       "the last day is before the first");
    }
    bool numbers = in->occasions >= 0 && in->occasions <= GROUP_MOST && in->participants >= 0 &&
                   in->participants <= GROUP_MOST && (unsigned)in->audience < GROUP_AUDIENCE__MAX;
    return numbers ? ERR_OK
                   : err_set(ctx, ERR_INVALID, "participants", "give whole numbers from 0",
                             "that many cannot be");
}

static enum err note(struct bank *b, const struct actor *actor, struct intervention_id id,
                     struct err_ctx *ctx)
{
    char detail[64];
    (void)snprintf(detail, sizeof detail, "{\"group\":%lld}", (long long)id.v);
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = JOURNAL_INTERVENTION_WRITTEN,
                                                  .detail = detail},
                          ctx);
}

static enum err start(struct bank *b, const struct actor *actor,
                      const struct group_intervention *in, struct arena *a,
                      struct intervention_id *id_out, struct err_ctx *ctx)
{
    struct catalogue_entry entry;
    enum err e = catalogue_read(b, in->entry, a, &entry, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct intervention v = {.code = entry.code,
                             .level = entry.level,
                             .scope = SCOPE_GENERAL,
                             .form = entry.form,
                             .documentation = entry.documentation,
                             .start_date = in->start_date,
                             .end_date = in->end_date,
                             .title = entry.title.sv,
                             .unit = in->unit};
    e = intervention_store(b, &v, false, a, id_out, ctx);
    e = e == ERR_OK ? sql_intervention_group_insert(bank_db(b),
                                                    &(struct sql_intervention_group_insert_in){
                                                        .bank_id = bank_row_id(b),
                                                        .intervention_id = id_out->v,
                                                        .entry_id = in->entry.v,
                                                        .audience = (int)in->audience,
                                                        .occasions = in->occasions,
                                                        .participants = in->participants,
                                                        .changed_at = timestamp_now()},
                                                    NULL, ctx)
                    : e;
    return e == ERR_OK ? note(b, actor, *id_out, ctx) : e;
}

enum err groups_start(struct bank *b, const struct actor *actor,
                      const struct group_intervention *in, struct intervention_id *id_out,
                      struct err_ctx *ctx)
{
    *id_out = (struct intervention_id){0};
    enum err e = check(in, ctx);
    e = e == ERR_OK ? db_begin(bank_db(b), DB_WRITE, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)8 << 20);
    e = db_end(bank_db(b), start(b, actor, in, a, id_out, ctx), ctx);
    arena_free(a);
    return e;
}

static enum err change(struct bank *b, const struct actor *actor,
                       const struct group_intervention *in, struct err_ctx *ctx)
{
    int64_t changed = 0;
    enum err e = sql_intervention_group_update(
        bank_db(b),
        &(struct sql_intervention_group_update_in){.bank_id = bank_row_id(b),
                                                   .intervention_id = in->id.v,
                                                   .audience = (int)in->audience,
                                                   .occasions = in->occasions,
                                                   .participants = in->participants,
                                                   .changed_at = timestamp_now()},
        &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "group", "see those there are", "there is no such group");
    }
    e = e == ERR_OK
            ? sql_intervention_group_period(bank_db(b),
                                            &(struct sql_intervention_group_period_in){
                                                .bank_id = bank_row_id(b),
                                                .intervention_id = in->id.v,
                                                .start_date = in->start_date,
                                                .has_end_date = in->end_date.days != DATE_OPEN.days,
                                                .end_date = in->end_date,
                                                .unit = in->unit},
                                            NULL, ctx)
            : e;
    return e == ERR_OK ? note(b, actor, in->id, ctx) : e;
}

enum err groups_change(struct bank *b, const struct actor *actor,
                       const struct group_intervention *in, struct err_ctx *ctx)
{
    enum err e = check(in, ctx);
    e = e == ERR_OK ? db_begin(bank_db(b), DB_WRITE, ctx) : e;
    return e == ERR_OK ? db_end(bank_db(b), change(b, actor, in, ctx), ctx) : e;
}

#define LIST_MAX 2000

enum err groups_list(struct bank *b, struct date from, struct date to, struct arena *a,
                     struct group_intervention **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_intervention_group_list_row row;
    *out = arena_alloc(a, LIST_MAX * sizeof **out);
    *count_out = 0;
    enum err e = sql_intervention_group_list_open(
        bank_db(b), &(struct sql_intervention_group_list_in){bank_row_id(b), from, to}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < LIST_MAX && sql_intervention_group_list_next(rows, &row)) {
        bool known = row.code >= 0 && row.code < INTERVENTION_CODE__MAX;
        bool whom = row.audience >= 0 && row.audience < GROUP_AUDIENCE__MAX;
        (*out)[(*count_out)++] = (struct group_intervention){
            .id = {row.intervention_id},
            .entry = {row.entry_id},
            .code = known ? (enum intervention_code)row.code : INTERVENTION_OTHER,
            .title = arena_strdup(a, row.title),
            .unit = arena_strdup(a, row.unit),
            .start_date = row.start_date,
            .end_date = row.has_end_date ? row.end_date : DATE_OPEN,
            .audience = whom ? (enum group_audience)row.audience : AUDIENCE_PUPILS,
            .occasions = row.occasions,
            .participants = row.participants};
    }
    return sql_intervention_group_list_close(rows, ctx);
}

enum err groups_read(struct bank *b, struct intervention_id id, struct arena *a,
                     struct group_intervention *out, struct err_ctx *ctx)
{
    struct group_intervention *all;
    size_t count;
    enum err e = groups_list(b, (struct date){INT32_MIN}, DATE_OPEN, a, &all, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (all[i].id.v == id.v) {
            *out = all[i];
            return ERR_OK;
        }
    }
    return e != ERR_OK ? e
                       : err_set(ctx, ERR_NOT_FOUND, "group", "see those there are",
                                 "there is no such group");
}
