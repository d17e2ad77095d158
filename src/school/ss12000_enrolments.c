/* One pupil's enrolments: what the source tells against what is stored. */
#include <string.h>

#include "school/ss12000_import.h"
#include "sql_school.h"

enum { STORED_MAX = 200 };

struct stored {
    struct sql_school_enrolment_of_person_row row;
    bool told;
};

struct comparison {
    struct stored list[STORED_MAX];
    size_t count;
    bool refused; /* an enrolment was rejected: nothing known is taken for gone */
};

/* What a grade counts in: from 1 July 2028 the compulsory school has ten years (SFS 2025:737). A
 * grade is that of today, or of the last day of an enrolment that has ended. */
static enum grade_scale scale_of(const struct ss_import *i, const struct ss_enrolment *e)
{
    struct date change = {0};
    (void)date_from_ymd(2028, 7, 1, &change);
    struct date at = e->end.days < i->today.days ? e->end : i->today;
    return at.days >= change.days ? GRADE_SCALE_TEN : GRADE_SCALE_NINE;
}

static enum err read_stored(struct ss_import *i, struct person_id person, struct comparison *c,
                            struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_enrolment_of_person_in in = {bank_row_id(i->bank), person.v};
    enum err e = sql_school_enrolment_of_person_open(i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (c->count < STORED_MAX &&
           sql_school_enrolment_of_person_next(r, &c->list[c->count].row)) {
        c->list[c->count++].told = false;
    }
    return sql_school_enrolment_of_person_close(r, ctx);
}

static struct stored *find(struct comparison *c, int64_t organisation, const struct ss_enrolment *e)
{
    for (size_t n = 0; n < c->count; n++) {
        const struct sql_school_enrolment_of_person_row *row = &c->list[n].row;
        if (row->organisation_id == organisation && row->form == (int)e->form &&
            row->start_date.days == e->start.days) {
            return &c->list[n];
        }
    }
    return NULL;
}

static bool same(const struct sql_school_enrolment_of_person_row *row, const struct ss_enrolment *e,
                 enum grade_scale scale)
{
    bool open = e->end.days == DATE_OPEN.days;
    return !row->missing && row->has_grade == e->has_grade &&
           (!e->has_grade || row->grade == e->grade) && row->scale == (int)scale &&
           row->has_end_date == !open && (open || row->end_date.days == e->end.days);
}

static enum err add(struct ss_import *i, struct person_id person, int64_t organisation,
                    const struct ss_enrolment *e, struct comparison *c, struct err_ctx *ctx)
{
    struct sql_school_enrolment_insert_in in = {
        .bank_id = bank_row_id(i->bank),
        .enrolment_id = i->next_enrolment++,
        .person_id = person.v,
        .organisation_id = organisation,
        .form = (int)e->form,
        .has_grade = e->has_grade,
        .grade = e->grade,
        .scale = (int)scale_of(i, e),
        .start_date = e->start,
        .has_end_date = e->end.days != DATE_OPEN.days,
        .end_date = e->end,
    };
    i->out->enrolments.added++;
    c->list[c->count++] = (struct stored){
        {.enrolment_id = in.enrolment_id,
         .organisation_id = organisation,
         .form = in.form,
         .start_date = in.start_date},
        true,
    };
    return sql_school_enrolment_insert(i->db, &in, NULL, ctx);
}

static enum err update(struct ss_import *i, int64_t id, const struct ss_enrolment *e,
                       struct err_ctx *ctx)
{
    i->out->enrolments.changed++;
    return sql_school_enrolment_update(i->db,
                                       &(struct sql_school_enrolment_update_in){
                                           .bank_id = bank_row_id(i->bank),
                                           .enrolment_id = id,
                                           .has_grade = e->has_grade,
                                           .grade = e->grade,
                                           .scale = (int)scale_of(i, e),
                                           .has_end_date = e->end.days != DATE_OPEN.days,
                                           .end_date = e->end,
                                       },
                                       NULL, ctx);
}

static void refuse(struct ss_import *i, struct comparison *c, const struct ss_place *place,
                   const struct ss_fault *fault)
{
    c->refused = true;
    ss_reject(i, place, fault);
}

static enum err store(struct ss_import *i, struct person_id person, const json_t *object,
                      const struct ss_place *place, struct comparison *c, struct err_ctx *ctx)
{
    struct ss_enrolment e;
    struct ss_warnings w = {0};
    struct ss_fault fault;
    int64_t organisation;
    i->out->enrolments.read++;
    if (!ss_enrolment_read(object, &e, &w, &fault)) {
        refuse(i, c, place, &fault);
        return ERR_OK;
    }
    ss_report_warnings(i, place, &w, NULL);
    if (e.cancelled) {
        return ERR_OK;
    }
    if (!ss_map_get(i->organisations, e.organisation, &organisation)) {
        refuse(i, c, place,
               &(struct ss_fault){"enrolments.enroledAt.id",
                                  "the organisation is not among the organisations read",
                                  "export all organisations, or mend the one that was rejected"});
        return ERR_OK;
    }
    struct stored *known = find(c, organisation, &e);
    if (known == NULL && c->count == STORED_MAX) {
        refuse(i, c, place,
               &(struct ss_fault){"enrolments", "more enrolments than one pupil can have",
                                  "look at the pupil in the school administration system"});
        return ERR_OK;
    }
    if (known == NULL) {
        return add(i, person, organisation, &e, c, ctx);
    }
    if (known->told) {
        ss_reject(i, place,
                  &(struct ss_fault){"enrolments",
                                     "the pupil has the same enrolment (school, school form and "
                                     "start) twice",
                                     "remove one of them"});
        return ERR_OK;
    }
    known->told = true;
    if (same(&known->row, &e, scale_of(i, &e))) {
        i->out->enrolments.unchanged++;
        return ERR_OK;
    }
    return update(i, known->row.enrolment_id, &e, ctx);
}

enum err ss_store_enrolments(struct ss_import *i, struct person_id person, const json_t *list,
                             const struct ss_place *place, struct err_ctx *ctx)
{
    struct comparison *c = arena_alloc(i->arena, sizeof *c);
    enum err e = read_stored(i, person, c, ctx);
    for (size_t n = 0; e == ERR_OK && n < json_array_size(list); n++) {
        e = store(i, person, json_array_get(list, n), place, c, ctx);
    }
    for (size_t n = 0; e == ERR_OK && !c->refused && n < c->count; n++) {
        if (!c->list[n].told && !c->list[n].row.missing) {
            i->out->enrolments.missing++;
            e = sql_school_enrolment_set_missing(
                i->db,
                &(struct sql_school_enrolment_set_missing_in){bank_row_id(i->bank),
                                                              c->list[n].row.enrolment_id},
                NULL, ctx);
        }
    }
    return e;
}
