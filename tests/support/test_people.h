/* People and employees of a test's bank. */
#ifndef TESTS_TEST_PEOPLE_H
#define TESTS_TEST_PEOPLE_H

#include "bank/person.h"
#include "bank/staff.h"
#include "db/db.h"
#include "support/test_bank.h"

/* Somebody with what `in` says, in a transaction of its own. */
static inline struct person_id test_person(struct test_bank *t, const struct person_input *in)
{
    struct person_id id;
    enum person_change change;
    test_bank_must(db_begin(bank_db(t->bank), DB_WRITE, &t->ctx), &t->ctx, "begin");
    enum err e = person_put(t->bank, in, &id, &change, &t->ctx);
    test_bank_must(db_end(bank_db(t->bank), e, &t->ctx), &t->ctx, "person_put");
    return id;
}

/* Somebody with a personal number of 12 digits and no name. */
static inline struct person_id test_person_civic(struct test_bank *t, const char *civic)
{
    struct person_input in = {.identity = {.has_civic = true}};
    if (civic_parse(civic, 12, &in.identity.civic) != CIVIC_OK) {
        fprintf(stderr, "%s is no personal number\n", civic);
        abort();
    }
    return test_person(t, &in);
}

/* Somebody without name or number, whom a source calls `source`. */
static inline struct person_id test_person_source(struct test_bank *t, const char *source)
{
    return test_person(t, &(struct person_input){.source_id = source});
}

static inline struct staff_id test_staff(struct test_bank *t, const char *name, enum role role,
                                         const char *unit, bool active)
{
    struct staff s = {.role = role, .active = active};
    struct staff_id id;
    bool changed;
    snprintf(s.name, sizeof s.name, "%s", name);
    snprintf(s.unit, sizeof s.unit, "%s", unit);
    test_bank_must(staff_put(t->bank, &s, &t->actor, &id, &changed, &t->ctx), &t->ctx, "staff_put");
    return id;
}

#endif
