#include "school/series_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "sql_school.h"

enum err series_store_corrupt(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_CORRUPT, "table attendance",
                   "restore the database from a copy, or import the attendance again",
                   "a stored school year of a pupil cannot be read");
}

/* Copies the days that the period and the year have in common. */
static void copy_days(const struct series_year *y, struct date from, struct date to,
                      struct series_day *out)
{
    struct date first = date_school_year_first(y->school_year);
    for (size_t i = 0; i < series_year_length(y->school_year); i++) {
        int32_t day = first.days + (int32_t)i;
        if (day >= from.days && day <= to.days) {
            out[day - from.days] = y->days[i];
        }
    }
}

enum err series_read(struct bank *b, struct person_id person, struct date from, struct date to,
                     struct arena *a, struct series *out, struct err_ctx *ctx)
{
    *out = (struct series){.from = from};
    int first_year = date_school_year(from), last_year = date_school_year(to);
    if (to.days < from.days) {
        return ERR_OK;
    }
    if (last_year - first_year >= SERIES_READ_YEARS) {
        return err_set(ctx, ERR_LIMIT, NULL, "ask for a shorter period",
                       "a period of more than %d school years", SERIES_READ_YEARS);
    }
    out->count = (size_t)(to.days - from.days) + 1;
    struct series_day *days = arena_alloc(a, out->count * sizeof *days);
    out->days = days;
    struct db_rows *rows;
    enum err e = sql_school_attendance_read_open(
        bank_db(b),
        &(struct sql_school_attendance_read_in){.bank_id = bank_row_id(b),
                                                .person_id = person.v,
                                                .first_year = first_year,
                                                .last_year = last_year},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_attendance_read_row row;
    bool good = true;
    while (good && sql_school_attendance_read_next(rows, &row)) {
        struct series_year y;
        good = series_unpack(row.packed, row.school_year, &y) == ERR_OK;
        if (good) {
            copy_days(&y, from, to, days);
        }
    }
    e = sql_school_attendance_read_close(rows, ctx);
    return e == ERR_OK && !good ? series_store_corrupt(ctx) : e;
}

struct series_walk {
    struct db_rows *rows;
    int school_year;
    bool bad;
};

enum err series_walk_open(struct bank *b, int school_year, struct series_walk **out,
                          struct err_ctx *ctx)
{
    struct series_walk *w = mem_zalloc(1, sizeof *w);
    w->school_year = school_year;
    enum err e =
        sql_school_attendance_walk_open(bank_db(b),
                                        &(struct sql_school_attendance_walk_in){
                                            .bank_id = bank_row_id(b), .school_year = school_year},
                                        &w->rows, ctx);
    if (e != ERR_OK) {
        free(w);
        w = NULL;
    }
    *out = w;
    return e;
}

bool series_walk_next(struct series_walk *w, struct person_id *person_out,
                      struct series_year *year_out)
{
    struct sql_school_attendance_walk_row row;
    if (w->bad || !sql_school_attendance_walk_next(w->rows, &row)) {
        return false;
    }
    w->bad = series_unpack(row.packed, w->school_year, year_out) != ERR_OK;
    person_out->v = row.person_id;
    return !w->bad;
}

enum err series_walk_close(struct series_walk *w, struct err_ctx *ctx)
{
    enum err e = sql_school_attendance_walk_close(w->rows, ctx);
    if (e == ERR_OK && w->bad) {
        e = series_store_corrupt(ctx);
    }
    free(w);
    return e;
}

/* What is stored of a school year; nothing offered when there is no row. */
static enum err read_year(struct bank *b, struct person_id person, int school_year,
                          struct series_year *out, uint8_t packed[SERIES_PACKED_MAX],
                          size_t *packed_bytes_out, struct err_ctx *ctx)
{
    *packed_bytes_out = 0;
    *out = (struct series_year){.school_year = school_year};
    struct db_rows *rows;
    enum err e = sql_school_attendance_year_open(
        bank_db(b),
        &(struct sql_school_attendance_year_in){
            .bank_id = bank_row_id(b), .school_year = school_year, .person_id = person.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_attendance_year_row row;
    bool good = true;
    if (sql_school_attendance_year_next(rows, &row)) {
        good = series_unpack(row.packed, school_year, out) == ERR_OK;
        if (good) {
            memcpy(packed, row.packed.p, row.packed.n);
            *packed_bytes_out = row.packed.n;
        }
    }
    e = sql_school_attendance_year_close(rows, ctx);
    return e == ERR_OK && !good ? series_store_corrupt(ctx) : e;
}

static enum err put_year(struct bank *b, struct person_id person, int school_year,
                         const struct series_change *changes, size_t count, bool *changed_out,
                         struct err_ctx *ctx)
{
    struct series_year y;
    uint8_t before[SERIES_PACKED_MAX], after[SERIES_PACKED_MAX];
    size_t before_bytes;
    enum err e = read_year(b, person, school_year, &y, before, &before_bytes, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct date first = date_school_year_first(school_year);
    struct date last = date_school_year_last(school_year);
    for (size_t i = 0; i < count; i++) {
        if (changes[i].date.days >= first.days && changes[i].date.days <= last.days) {
            assert(series_day_valid(changes[i].day));
            y.days[changes[i].date.days - first.days] = changes[i].day;
        }
    }
    size_t after_bytes = series_pack(&y, after);
    if (after_bytes == before_bytes && memcmp(before, after, after_bytes) == 0) {
        return ERR_OK;
    }
    *changed_out = true;
    return sql_school_attendance_put(
        bank_db(b),
        &(struct sql_school_attendance_put_in){.bank_id = bank_row_id(b),
                                               .school_year = school_year,
                                               .person_id = person.v,
                                               .packed = {after, after_bytes}},
        NULL, ctx);
}

enum err series_put(struct bank *b, struct person_id person, const struct series_change *changes,
                    size_t count, bool *changed_out, struct err_ctx *ctx)
{
    *changed_out = false;
    int64_t done = INT64_MIN; /* days up to this one are stored */
    for (;;) {
        struct date next = DATE_OPEN;
        for (size_t i = 0; i < count; i++) {
            if (changes[i].date.days > done && changes[i].date.days < next.days) {
                next = changes[i].date;
            }
        }
        if (next.days == DATE_OPEN.days) {
            return ERR_OK;
        }
        int year = date_school_year(next);
        enum err e = put_year(b, person, year, changes, count, changed_out, ctx);
        if (e != ERR_OK) {
            return e;
        }
        done = date_school_year_last(year).days;
    }
}
