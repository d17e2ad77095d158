#include "school/threshold.h"

#include "bank/journal.h"
#include "base/buf.h"
#include "db/db.h"
#include "sql_school.h"

enum err threshold_rules(struct bank *b, struct date at, struct signals_rules *out,
                         bool *defaults_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_school_threshold_at_open(
        bank_db(b), &(struct sql_school_threshold_at_in){.bank_id = bank_row_id(b), .at = at},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    *out = signals_default_rules;
    out->limit_count = 0;
    bool total_set = false;
    struct sql_school_threshold_at_row row;
    while (sql_school_threshold_at_next(rows, &row)) {
        total_set = total_set || row.measure == SIGNALS_TOTAL;
        bool known = row.measure >= 0 && row.measure < SIGNALS_MEASURE__MAX;
        if (known && row.per_mille > 0 && out->limit_count < SIGNALS_LIMITS_MAX) {
            out->limits[out->limit_count++] =
                (struct signals_limit){(enum signals_measure)row.measure, (unsigned)row.per_mille};
        }
    }
    for (size_t i = 0; !total_set && i < signals_default_rules.limit_count; i++) {
        out->limits[out->limit_count++] = signals_default_rules.limits[i];
    }
    if (defaults_out != NULL) {
        *defaults_out = !total_set;
    }
    return sql_school_threshold_at_close(rows, ctx);
}

enum err threshold_list(struct bank *b, struct arena *a, struct threshold **out, size_t *count_out,
                        struct err_ctx *ctx)
{
    struct db_rows *rows;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_threshold_list_open(
        bank_db(b), &(struct sql_school_threshold_list_in){.bank_id = bank_row_id(b)}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    size_t room = 0;
    struct sql_school_threshold_list_row row;
    while (sql_school_threshold_list_next(rows, &row)) {
        if (*count_out == room) {
            room = room != 0 ? room * 2 : 16;
            struct threshold *larger = arena_alloc(a, room * sizeof *larger);
            for (size_t i = 0; i < *count_out; i++) {
                larger[i] = (*out)[i];
            }
            *out = larger;
        }
        (*out)[(*count_out)++] =
            (struct threshold){.measure = (enum signals_measure)row.measure,
                               .per_mille = (unsigned)row.per_mille,
                               .valid_from = row.valid_from,
                               .valid_to = row.has_valid_to ? row.valid_to : DATE_OPEN,
                               .set_at = row.set_at};
    }
    return sql_school_threshold_list_close(rows, ctx);
}

static enum err check_set(const struct threshold_set *set, struct err_ctx *ctx)
{
    if (set->count > THRESHOLD_SET_MAX) {
        return err_set(ctx, ERR_INVALID, NULL, "set fewer limits", "more than %d limits",
                       THRESHOLD_SET_MAX);
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->per_mille[i] < 1 || set->per_mille[i] > 999) {
            return err_set(ctx, ERR_INVALID, NULL, "give per cent, such as 10 15 20",
                           "a limit is from 0.1 to 99.9 per cent");
        }
        for (size_t k = 0; k < i; k++) {
            if (set->per_mille[k] == set->per_mille[i]) {
                return err_set(ctx, ERR_INVALID, NULL, "give each limit once",
                               "the same limit twice");
            }
        }
    }
    return ERR_OK;
}

static enum err journal_set(struct bank *b, const struct threshold_set *set,
                            const struct actor *actor, struct err_ctx *ctx)
{
    struct buf detail;
    char date[DATE_TEXT];
    buf_init(&detail, 512);
    buf_addf(&detail, "{\"measure\":\"%s\",\"from\":\"%s\",\"per_mille\":[",
             signals_measure_code[set->measure], date_format(set->from, date));
    for (size_t i = 0; i < set->count; i++) {
        buf_addf(&detail, "%s%u", i > 0 ? "," : "", set->per_mille[i]);
    }
    buf_add(&detail, "]}");
    enum err e = journal_append(b,
                                &(struct journal_entry){.actor = actor,
                                                        .event = JOURNAL_THRESHOLD_CHANGED,
                                                        .detail = detail.text},
                                ctx);
    buf_free(&detail);
    return e;
}

static enum err insert_set(struct bank *b, const struct threshold_set *set, struct date valid_to,
                           struct err_ctx *ctx)
{
    struct sql_school_threshold_insert_in in = {.bank_id = bank_row_id(b),
                                                .measure = (int)set->measure,
                                                .valid_from = set->from,
                                                .has_valid_to = valid_to.days != DATE_OPEN.days,
                                                .valid_to = valid_to,
                                                .set_at = timestamp_now()};
    enum err e = ERR_OK;
    if (set->count == 0) {
        e = sql_school_threshold_insert(bank_db(b), &in, NULL, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < set->count; i++) {
        in.per_mille = (int)set->per_mille[i];
        e = sql_school_threshold_insert(bank_db(b), &in, NULL, ctx);
    }
    return e;
}

static enum err store_set(struct bank *b, const struct threshold_set *set, struct err_ctx *ctx)
{
    struct sql_school_threshold_next_in at = {
        .bank_id = bank_row_id(b), .measure = (int)set->measure, .from = set->from};
    struct sql_school_threshold_next_row next;
    struct arena *a = arena_new((size_t)1 << 16);
    enum err e = sql_school_threshold_next(bank_db(b), &at, a, &next, ctx);
    arena_free(a);
    if (e == ERR_OK) {
        e = sql_school_threshold_delete(
            bank_db(b),
            &(struct sql_school_threshold_delete_in){
                .bank_id = at.bank_id, .measure = at.measure, .from = at.from},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = sql_school_threshold_close(
            bank_db(b),
            &(struct sql_school_threshold_close_in){
                .bank_id = at.bank_id, .measure = at.measure, .from = at.from},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        struct date to = DATE_OPEN;
        if (next.has_valid_from) {
            to.days = next.valid_from.days - 1;
        }
        e = insert_set(b, set, to, ctx);
    }
    return e;
}

enum err threshold_set(struct bank *b, const struct threshold_set *set, const struct actor *actor,
                       struct err_ctx *ctx)
{
    enum err e = check_set(set, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = store_set(b, set, ctx);
    if (e == ERR_OK) {
        e = journal_set(b, set, actor, ctx);
    }
    return db_end(bank_db(b), e, ctx);
}
