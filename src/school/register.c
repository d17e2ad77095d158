#include "school/register.h"

#include <string.h>

#include "db/db.h"
#include "sql_school.h"

/* An array in an arena that grows by doubling; what is outgrown stays in the arena. */
static void *room(struct arena *a, void *list, size_t count, size_t bytes)
{
    bool full = count == 0 || (count >= 16 && (count & (count - 1)) == 0);
    if (!full) {
        return list;
    }
    void *bigger = arena_alloc(a, (count < 16 ? 16 : count * 2) * bytes);
    return count == 0 ? bigger : memcpy(bigger, list, count * bytes);
}

static enum organisation_kind kind_of(int stored)
{
    return stored >= 0 && stored < ORGANISATION__MAX ? (enum organisation_kind)stored
                                                     : ORGANISATION_OTHER;
}

enum err organisation_list(struct bank *b, struct arena *a, struct organisation **out,
                           size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_organisation_list_row row;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_organisation_list_open(
        bank_db(b), &(struct sql_school_organisation_list_in){bank_row_id(b)}, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_organisation_list_next(r, &row)) {
        *out = room(a, *out, *count_out, sizeof **out);
        (*out)[(*count_out)++] = (struct organisation){
            .id = {row.organisation_id},
            .parent = {row.has_parent_id ? row.parent_id : 0},
            .kind = kind_of(row.kind),
            .name = arena_strdup(a, row.name),
            .school_unit_code = arena_strdup(a, row.school_unit_code),
            .organisation_number = arena_strdup(a, row.organisation_number),
            .municipality_code = arena_strdup(a, row.municipality_code),
        };
    }
    return sql_school_organisation_list_close(r, ctx);
}

enum err organisation_read(struct bank *b, struct organisation_id id, struct arena *a,
                           struct organisation *out, struct err_ctx *ctx)
{
    struct sql_school_organisation_read_row row;
    enum err e = sql_school_organisation_read(
        bank_db(b), &(struct sql_school_organisation_read_in){bank_row_id(b), id.v}, a, &row, ctx);
    if (e == ERR_NOT_FOUND) {
        return err_set(ctx, e, "organisation", NULL, "there is no such organisation in this bank");
    }
    if (e == ERR_OK) {
        *out = (struct organisation){
            .id = id,
            .parent = {row.has_parent_id ? row.parent_id : 0},
            .kind = kind_of(row.kind),
            .name = row.name,
            .school_unit_code = row.school_unit_code,
            .organisation_number = row.organisation_number,
            .municipality_code = row.municipality_code,
        };
    }
    return e;
}

static enum school_form form_of(int stored)
{
    return stored >= 0 && stored < SCHOOL_FORM__MAX ? (enum school_form)stored : SCHOOL_FORM_OTHER;
}

enum err enrolment_list(struct bank *b, struct person_id person, struct arena *a,
                        struct enrolment **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_enrolment_of_person_row row;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_enrolment_of_person_open(
        bank_db(b), &(struct sql_school_enrolment_of_person_in){bank_row_id(b), person.v}, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_enrolment_of_person_next(r, &row)) {
        *out = room(a, *out, *count_out, sizeof **out);
        (*out)[(*count_out)++] = (struct enrolment){
            .id = {row.enrolment_id},
            .person = person,
            .organisation = {row.organisation_id},
            .organisation_name = arena_strdup(a, row.organisation_name),
            .school_unit_code = arena_strdup(a, row.school_unit_code),
            .form = form_of(row.form),
            .has_grade = row.has_grade,
            .grade = row.grade,
            .scale = row.scale == GRADE_SCALE_TEN ? GRADE_SCALE_TEN : GRADE_SCALE_NINE,
            .start_date = row.start_date,
            .end_date = row.has_end_date ? row.end_date : DATE_OPEN,
            .missing = row.missing,
        };
    }
    return sql_school_enrolment_of_person_close(r, ctx);
}

static bool leisure(enum school_form form)
{
    return form == SCHOOL_FORM_FTH || form == SCHOOL_FORM_OPPFTH;
}

/* Whether `x` counts before `y`; both cover the day. The list is newest first. */
static bool before(const struct enrolment *x, const struct enrolment *y)
{
    return leisure(x->form) != leisure(y->form) && leisure(y->form);
}

enum err enrolment_at(struct bank *b, struct person_id person, struct date at, struct arena *a,
                      struct enrolment *out, struct err_ctx *ctx)
{
    struct enrolment *list;
    const struct enrolment *best = NULL;
    size_t count;
    enum err e = enrolment_list(b, person, a, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool covers = !list[i].missing && list[i].start_date.days <= at.days &&
                      at.days <= list[i].end_date.days;
        if (covers && (best == NULL || before(&list[i], best))) {
            best = &list[i];
        }
    }
    if (e == ERR_OK && best == NULL) {
        return err_set(ctx, ERR_NOT_FOUND, "enrolment", NULL,
                       "the person is not enrolled on that day");
    }
    if (e == ERR_OK) {
        *out = *best;
    }
    return e;
}

enum err enrolment_list_at(struct bank *b, struct date at, struct arena *a, struct enrolment **out,
                           size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_enrolment_at_row row;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_enrolment_at_open(
        bank_db(b), &(struct sql_school_enrolment_at_in){bank_row_id(b), at}, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_enrolment_at_next(r, &row)) {
        if (*count_out > 0 && (*out)[*count_out - 1].person.v == row.person_id) {
            continue; /* the first of each pupil is the one that counts */
        }
        *out = room(a, *out, *count_out, sizeof **out);
        (*out)[(*count_out)++] = (struct enrolment){
            .id = {row.enrolment_id},
            .person = {row.person_id},
            .organisation = {row.organisation_id},
            .organisation_name = arena_strdup(a, row.organisation_name),
            .school_unit_code = arena_strdup(a, row.school_unit_code),
            .form = form_of(row.form),
            .has_grade = row.has_grade,
            .grade = row.grade,
            .scale = row.scale == GRADE_SCALE_TEN ? GRADE_SCALE_TEN : GRADE_SCALE_NINE,
            .start_date = row.start_date,
            .end_date = row.has_end_date ? row.end_date : DATE_OPEN,
        };
    }
    return sql_school_enrolment_at_close(r, ctx);
}

enum err enrolment_unit_list(struct bank *b, const char *unit, struct date at, struct arena *a,
                             struct person_id **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_school_enrolment_unit_in in = {bank_row_id(b), unit, at};
    struct sql_school_enrolment_unit_row row;
    struct db_rows *r;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_enrolment_unit_open(bank_db(b), &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_enrolment_unit_next(r, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        (*out)[(*count_out)++].v = row.person_id;
    }
    return sql_school_enrolment_unit_close(r, ctx);
}
