/* Schools and enrolments for tests, written straight into the tables. */
#ifndef SCHOOL_REGISTER_TEST_H
#define SCHOOL_REGISTER_TEST_H

#include "bank/person.h"
#include "db/db.h"

#include "attendance_data.h"
#include "support/test_bank.h"

static inline void register_run(struct test_bank *t, const struct db_statement *s,
                                const struct db_value *values, size_t count)
{
    test_bank_must(db_run(bank_db(t->bank), s, values, count, NULL, &t->ctx), &t->ctx, s->name);
}

/* Within a write transaction. */
static inline void register_school(struct test_bank *t, int64_t id, const char *name,
                                   const char *unit_code)
{
    struct db_value v[] = {db_int(bank_row_id(t->bank)), db_int(id), db_text(name),
                           db_text(unit_code)};
    static const struct db_statement s = {
        "test/organisation",
        "INSERT INTO organisation (bank_id, organisation_id, source_id, kind, name, "
        "school_unit_code, organisation_number, municipality_code, missing) "
        "VALUES ($1, $2, $3, 4, $3, $4, '', '', 0)",
        DB_WRITE, DB_CLASS_PERSON};
    register_run(t, &s, v, 4);
}

/* A pupil with the i-th test number at a school from a day on; within a write transaction. */
static inline struct person_id register_pupil(struct test_bank *t, unsigned i, int64_t school,
                                              struct date from, enum protection protection)
{
    struct person_input in = {.identity = {.has_civic = true, .civic = data_civic(i)},
                              .protection = protection};
    struct person_id id;
    enum person_change change;
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "Elev%u", i);
    snprintf(in.identity.family_name, sizeof in.identity.family_name, "Prov");
    test_bank_must(person_put(t->bank, &in, &id, &change, &t->ctx), &t->ctx, "person_put");
    struct db_value v[] = {db_int(bank_row_id(t->bank)), db_int(id.v), db_int(school),
                           db_int(from.days)};
    static const struct db_statement s = {
        "test/enrolment",
        "INSERT INTO enrolment (bank_id, enrolment_id, person_id, organisation_id, form, "
        "grade, scale, start_date, missing) VALUES ($1, $2, $2, $3, 4, 7, 0, $4, 0)",
        DB_WRITE, DB_CLASS_PERSON};
    register_run(t, &s, v, 4);
    return id;
}

#endif
