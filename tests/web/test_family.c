/* Who of the people in a bank may sign in as pupil or guardian. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "bank/person.h"
#include "db/db.h"
#include "support/test_bank.h"
#include "team/case.h"
#include "web/access.h"
#include "web/family.h"

static struct test_bank t;
static struct staff_id eva;

static struct person_id person(const char *name, int age)
{
    struct person_id id;
    enum person_change change;
    static int count;
    char source[PERSON_SOURCE];
    snprintf(source, sizeof source, "00000000-0000-4000-8000-%012d", ++count);
    struct person_input in = {.source_id = source,
                              .has_birth_date = true,
                              .birth_date = date_add_months(date_today(), -12 * age)};
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "%s", name);
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    assert_int_equal(person_put(t.bank, &in, &id, &change, &t.ctx), ERR_OK);
    assert_int_equal(db_commit(bank_db(t.bank), &t.ctx), ERR_OK);
    return id;
}

static void guardian(struct person_id child, struct person_id adult, bool blocked, bool missing)
{
    static const struct db_statement put = {"test/guardian",
                                            "INSERT INTO guardian (bank_id, child_id, guardian_id, "
                                            "relation, custody, blocked, missing) "
                                            "VALUES ($1, $2, $3, 0, 2, $4, $5)",
                                            DB_WRITE, DB_CLASS_PERSON};
    const struct db_value v[] = {db_int(bank_row_id(t.bank)), db_int(child.v), db_int(adult.v),
                                 db_int(blocked), db_int(missing)};
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    assert_int_equal(db_run(bank_db(t.bank), &put, v, 5, NULL, &t.ctx), ERR_OK);
    assert_int_equal(person_expose(t.bank, adult, child, &t.ctx), ERR_OK);
    assert_int_equal(db_commit(bank_db(t.bank), &t.ctx), ERR_OK);
}

static struct case_id open_case(struct person_id child)
{
    struct case_id id;
    struct case_opening o = {.person = child,
                             .responsible = eva,
                             .unit = "14556677",
                             .reason = CASE_REASON_ABSENCE,
                             .opened = date_today()};
    assert_int_equal(case_open(t.bank, &t.actor, &o, &id, &t.ctx), ERR_OK);
    return id;
}

static bool may(enum session_kind kind, struct person_id id)
{
    bool out;
    assert_int_equal(family_may(t.bank, kind, id, &out, &t.ctx), ERR_OK);
    return out;
}

static bool is_child(struct person_id adult, struct person_id child)
{
    bool out;
    assert_int_equal(family_is_child(t.bank, adult, child, &out, &t.ctx), ERR_OK);
    return out;
}

static int setup(void **state)
{
    (void)state;
    struct staff s = {.name = "Eva", .role = ROLE_KURATOR, .active = true};
    bool changed;
    t = test_bank_make(BANK_SCHOOL);
    return staff_put(t.bank, &s, &t.actor, &eva, &changed, &t.ctx) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    return 0;
}

static void a_pupil_may_with_a_case_open_or_closed(void **state)
{
    (void)state;
    struct person_id alva = person("Alva", 14);
    assert_false(may(SESSION_PUPIL, alva));
    struct case_id c = open_case(alva);
    assert_true(may(SESSION_PUPIL, alva));
    assert_false(may(SESSION_GUARDIAN, alva));
    assert_false(may(SESSION_STAFF, alva));
    assert_int_equal(
        case_end(t.bank, &t.actor, c, CASE_CLOSE_GOAL_REACHED, date_today(), NULL, &t.ctx), ERR_OK);
    assert_true(may(SESSION_PUPIL, alva));
    assert_false(may(SESSION_PUPIL, (struct person_id){4711}));
}

static void a_guardian_may_see_an_own_child_with_a_case(void **state)
{
    (void)state;
    struct person_id nils = person("Nils", 12), mor = person("Mor", 40), far = person("Far", 41);
    guardian(nils, mor, false, false);
    guardian(nils, far, true, false); /* secrecy against him */
    assert_false(may(SESSION_GUARDIAN, mor));
    (void)open_case(nils);
    assert_true(may(SESSION_GUARDIAN, mor));
    assert_true(is_child(mor, nils));
    assert_false(may(SESSION_GUARDIAN, far));
    assert_false(is_child(far, nils));
    assert_false(is_child(nils, nils));
}

static void nobody_acts_for_an_adult_or_a_child_that_the_source_took_away(void **state)
{
    (void)state;
    struct person_id adult = person("Bo", 18), almost = person("Liv", 17), gone = person("Ida", 9);
    struct person_id mor = person("Annan mor", 50);
    guardian(adult, mor, false, false);
    guardian(gone, mor, false, true);
    (void)open_case(adult);
    (void)open_case(gone);
    assert_false(may(SESSION_GUARDIAN, mor));
    assert_true(may(SESSION_PUPIL, adult));
    guardian(almost, mor, false, false);
    (void)open_case(almost);
    assert_true(is_child(mor, almost));
    assert_false(is_child(mor, adult));
    assert_false(is_child(mor, gone));
}

static void nobody_protected_may(void **state)
{
    (void)state;
    struct person_id child = person("Siv", 10), mor = person("Skyddad mor", 35);
    guardian(child, mor, false, false);
    (void)open_case(child);
    assert_true(may(SESSION_GUARDIAN, mor));
    assert_int_equal(person_set_protection(t.bank, mor, PROTECTION_MARKED, &t.actor, &t.ctx),
                     ERR_OK);
    assert_false(may(SESSION_GUARDIAN, mor));
    assert_false(may(SESSION_PUPIL, child));
}

static void families_and_employees_never_open_each_others_routes(void **state)
{
    (void)state;
    for (int who = WHO_VISITOR; who < WHO__MAX; who++) {
        bool open = who == WHO_VISITOR || who == WHO_SIGNED_IN;
        for (int kind = SESSION_STAFF; kind < SESSION_KIND__MAX; kind++) {
            bool own = kind == SESSION_STAFF ? who != WHO_PEER : access_is_family((enum who)who);
            for (int role = 0; role < ROLE__MAX; role++) {
                struct session s = {.kind = (enum session_kind)kind, .role = (enum role)role};
                bool got = access_session((enum who)who, &s, BANK_SCHOOL);
                assert_true(!open || got);
                assert_true(open || own || who == WHO_PEER || !got);
                assert_false(kind == SESSION_STAFF && access_is_family((enum who)who) && got);
            }
        }
        struct session nobody = {0};
        assert_int_equal(access_session((enum who)who, &nobody, BANK_SCHOOL), who == WHO_VISITOR);
    }
    struct session pupil = {.kind = SESSION_PUPIL}, adult = {.kind = SESSION_GUARDIAN};
    assert_true(access_session(WHO_PUPIL, &pupil, BANK_SCHOOL));
    assert_false(access_session(WHO_GUARDIAN, &pupil, BANK_SCHOOL));
    assert_true(access_session(WHO_GUARDIAN, &adult, BANK_SOCIAL));
    assert_false(access_session(WHO_PUPIL, &adult, BANK_SOCIAL));
    assert_true(access_session(WHO_FAMILY, &adult, BANK_SOCIAL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pupil_may_with_a_case_open_or_closed),
        cmocka_unit_test(a_guardian_may_see_an_own_child_with_a_case),
        cmocka_unit_test(nobody_acts_for_an_adult_or_a_child_that_the_source_took_away),
        cmocka_unit_test(nobody_protected_may),
        cmocka_unit_test(families_and_employees_never_open_each_others_routes),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
