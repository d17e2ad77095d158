#include "school/attendance_roster.h"

#include <stdlib.h>

#include "base/mem.h"
#include "db/db.h"
#include "sql_school.h"

static enum err load_pupils(struct bank *b, struct attendance_roster *r, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_school_attendance_pupils_open(
        bank_db(b), &(struct sql_school_attendance_pupils_in){.bank_id = bank_row_id(b)}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    size_t room = 0;
    struct sql_school_attendance_pupils_row row;
    while (sql_school_attendance_pupils_next(rows, &row)) {
        if (r->count == room) {
            room = room != 0 ? room * 2 : 1024;
            r->pupils = mem_realloc(r->pupils, room * sizeof *r->pupils);
        }
        r->pupils[r->count++] = (struct roster_pupil){
            .person = {row.person_id}, .first = row.first_day, .last = row.last_day};
    }
    return sql_school_attendance_pupils_close(rows, ctx);
}

enum err attendance_roster_load(struct bank *b, struct attendance_roster *out, struct err_ctx *ctx)
{
    *out = (struct attendance_roster){0};
    enum err e = load_pupils(b, out, ctx);
    if (e == ERR_OK && out->count == 0) {
        e = err_set(ctx, ERR_SETUP, NULL, "import the register first: brygga import ss12000",
                    "the bank has no pupils yet");
    }
    if (e == ERR_OK) {
        e = person_index_load(b, &out->index, ctx);
    }
    if (e != ERR_OK) {
        attendance_roster_free(out);
    }
    return e;
}

void attendance_roster_free(struct attendance_roster *r)
{
    if (r->index != NULL) {
        person_index_free(r->index);
    }
    free(r->pupils);
    *r = (struct attendance_roster){0};
}

static int by_person(const void *key, const void *item)
{
    int64_t a = ((const struct person_id *)key)->v;
    int64_t b = ((const struct roster_pupil *)item)->person.v;
    return (a > b) - (a < b);
}

bool attendance_roster_find(const void *user, const struct civic_no *civic, uint32_t *pupil_out)
{
    const struct attendance_roster *r = user;
    struct person_id person;
    bool listed;
    if (!person_index_find(r->index, civic, &person, &listed) || !listed) {
        return false;
    }
    const struct roster_pupil *p =
        bsearch(&person, r->pupils, r->count, sizeof *r->pupils, by_person);
    if (p == NULL) {
        return false;
    }
    *pupil_out = (uint32_t)(p - r->pupils);
    return true;
}
