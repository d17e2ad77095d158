/* Relations with days, compartments, and people opened outside the ordinary rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/compartment.h"
#include "bank/journal.h"
#include "bank/opening.h"
#include "bank/relation.h"
#include "db/db.h"
#include "support/test_people.h"

static struct test_bank t;
static struct arena *a;
static struct staff_id eva, rut;
static struct person_id child, hidden;
static struct date today;

#define REASON "Barnet är försvunnet sedan i morse."

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static int setup(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    a = arena_new((size_t)64 << 20);
    today = date_today();
    eva = test_staff(&t, "Eva", ROLE_KURATOR, "1", true);
    rut = test_staff(&t, "Rut", ROLE_REKTOR, "1", true);
    child = test_person_source(&t, "child");
    hidden = test_person_source(&t, "hidden");
    must(person_set_protection(t.bank, hidden, PROTECTION_MARKED, &t.actor, &t.ctx));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    test_bank_remove(&t);
    return 0;
}

static bool covers(struct staff_id staff, const char *unit, int days_from_now)
{
    struct unit_cover c;
    must(relation_covers(t.bank, staff, unit, (struct date){today.days + days_from_now}, &c,
                         &t.ctx));
    return c.covers;
}

static enum err add(struct staff_id staff, const char *unit, int from, int to,
                    struct relation_id *id)
{
    struct staff_relation r = {.staff = staff,
                               .kind = RELATION_UNIT,
                               .from = {today.days + from},
                               .to = {today.days + to}};
    snprintf(r.unit, sizeof r.unit, "%s", unit);
    return relation_add(t.bank, &r, &t.actor, id, &t.ctx);
}

static void holds_from_its_first_day_to_its_last(void **state)
{
    (void)state;
    struct relation_id id;
    must(add(eva, "2", 1, 3, &id));
    assert_false(covers(eva, "2", 0));
    assert_true(covers(eva, "2", 1));
    assert_true(covers(eva, "2", 3));
    assert_false(covers(eva, "2", 4));
    assert_true(covers(eva, "1", 0)); /* the own unit stays */
    assert_false(covers(eva, "3", 1));
}

static void ends_at_once_and_once(void **state)
{
    (void)state;
    struct relation_id id;
    must(add(eva, "4", -1, 100, &id));
    assert_true(covers(eva, "4", 0));
    must(relation_end(t.bank, id, &t.actor, &t.ctx));
    assert_false(covers(eva, "4", 0));
    assert_int_equal(relation_end(t.bank, id, &t.actor, &t.ctx), ERR_CONFLICT);
    assert_int_equal(relation_end(t.bank, (struct relation_id){999}, &t.actor, &t.ctx),
                     ERR_NOT_FOUND);
}

static void refuses_what_cannot_be(void **state)
{
    (void)state;
    struct relation_id id;
    must(add(eva, "5", 0, 10, &id));
    assert_int_equal(add(eva, "5", 0, 20, &id), ERR_CONFLICT);
    assert_int_equal(add(eva, "6", 5, 4, &id), ERR_INVALID);
    assert_int_equal(add((struct staff_id){99}, "6", 0, 4, &id), ERR_INVALID);
    struct staff_relation none = {.staff = eva, .kind = RELATION_TEAM, .from = today, .to = today};
    assert_int_equal(relation_add(t.bank, &none, &t.actor, &id, &t.ctx), ERR_INVALID);
}

static void a_new_own_unit_ends_the_old_one(void **state)
{
    (void)state;
    struct staff_id id = test_staff(&t, "Mia", ROLE_MENTOR, "7", true);
    struct staff s = {.role = ROLE_MENTOR, .active = true, .login = "mia", .name = "Mia"};
    bool changed;
    assert_true(covers(id, "7", 0));
    snprintf(s.unit, sizeof s.unit, "7");
    must(staff_put(t.bank, &s, &t.actor, &id, &changed, &t.ctx)); /* by login: somebody new */
    snprintf(s.unit, sizeof s.unit, "8");
    must(staff_put(t.bank, &s, &t.actor, &id, &changed, &t.ctx));
    assert_true(covers(id, "8", 0));
    assert_false(covers(id, "7", 0));
}

static void the_whole_authority_covers_every_unit(void **state)
{
    (void)state;
    struct staff_id id = test_staff(&t, "Hanna", ROLE_ELEVHALSOCHEF, "", true);
    struct unit_cover c;
    must(relation_covers(t.bank, id, "anything", today, &c, &t.ctx));
    assert_true(c.covers && c.whole);
}

static void works_in_the_compartment_of_the_role_unless_put_in_another(void **state)
{
    (void)state;
    struct staff s;
    unsigned of;
    struct relation_id id;
    must(staff_read(t.bank, eva, &s, &t.ctx));
    must(compartments_of(t.bank, &s, today, &of, &t.ctx));
    assert_int_equal(of, 1u << COMPARTMENT_EPS);
    struct staff_relation r = {.staff = eva,
                               .kind = RELATION_COMPARTMENT,
                               .object = COMPARTMENT_EMI,
                               .from = today,
                               .to = DATE_OPEN};
    must(relation_add(t.bank, &r, &t.actor, &id, &t.ctx));
    must(compartments_of(t.bank, &s, today, &of, &t.ctx));
    assert_int_equal(of, 1u << COMPARTMENT_EMI);
    assert_int_equal(compartment_home(of), COMPARTMENT_EMI);
    assert_int_equal(compartment_home(of | 1u << COMPARTMENT_SKO), COMPARTMENT_SKO);
    must(relation_end(t.bank, id, &t.actor, &t.ctx));
    assert_int_equal(compartments_of_role(ROLE_ADMINISTRATOR), 0);
    assert_int_equal(compartments_of_role(ROLE_ANALYTIKER), 0);
}

static void an_emergency_opens_for_the_one_who_asked_and_is_told(void **state)
{
    (void)state;
    struct actor actor = actor_staff(eva), chief = actor_staff(rut);
    struct opening o, now;
    struct journal_row *rows;
    size_t count;
    assert_int_equal(opening_ask(t.bank, &actor, child, "kort", &o, &t.ctx), ERR_INVALID);
    must(opening_ask(t.bank, &actor, child, REASON, &o, &t.ctx));
    assert_int_equal(o.kind, OPENING_EMERGENCY);
    assert_int_equal(o.until.ms - o.asked.ms, OPENING_EMERGENCY_MS);
    must(opening_now(t.bank, eva, child, &now, &t.ctx));
    assert_int_equal(now.id.v, o.id.v);
    must(opening_now(t.bank, rut, child, &now, &t.ctx));
    assert_int_equal(now.id.v, 0);
    struct journal_filter f = {
        .has_event = true, .event = JOURNAL_EMERGENCY_OPENED, .person = child};
    must(journal_list(t.bank, &f, a, &rows, &count, &t.ctx));
    assert_int_equal(count, 1);
    /* reviewed by another, once */
    assert_int_equal(opening_review(t.bank, &actor, o.id, OPENING_RIGHT, &t.ctx), ERR_CONFLICT);
    must(opening_review(t.bank, &chief, o.id, OPENING_RIGHT, &t.ctx));
    assert_int_equal(opening_review(t.bank, &chief, o.id, OPENING_RIGHT, &t.ctx), ERR_CONFLICT);
}

static void age_openings(int64_t ms)
{
    static const struct db_statement age = {
        "test/age", "UPDATE opening SET until_at = until_at - $1", DB_WRITE, DB_CLASS_STAFF};
    const struct db_value values[] = {db_int(ms)};
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    enum err e = db_run(bank_db(t.bank), &age, values, 1, NULL, &t.ctx);
    must(db_end(bank_db(t.bank), e, &t.ctx));
}

static void an_emergency_ends_after_a_day(void **state)
{
    (void)state;
    struct opening now;
    must(opening_now(t.bank, eva, child, &now, &t.ctx));
    assert_true(now.id.v != 0);
    age_openings(OPENING_EMERGENCY_MS + 1);
    must(opening_now(t.bank, eva, child, &now, &t.ctx));
    assert_int_equal(now.id.v, 0);
}

static void protected_people_need_two(void **state)
{
    (void)state;
    struct actor actor = actor_staff(eva), chief = actor_staff(rut);
    struct opening o, now;
    must(opening_ask(t.bank, &actor, hidden, REASON, &o, &t.ctx));
    assert_int_equal(o.kind, OPENING_PROTECTED);
    must(opening_now(t.bank, eva, hidden, &now, &t.ctx));
    assert_int_equal(now.id.v, 0);
    assert_int_equal(opening_approve(t.bank, &actor, o.id, &t.ctx), ERR_CONFLICT);
    must(opening_approve(t.bank, &chief, o.id, &t.ctx));
    must(opening_now(t.bank, eva, hidden, &now, &t.ctx));
    assert_int_equal(now.id.v, o.id.v);
    assert_int_equal(opening_refuse(t.bank, &chief, o.id, &t.ctx), ERR_CONFLICT);
    /* the reason can be read in a reading made for it, and in no other */
    const char *reason;
    struct reading *r = reading_begin(t.bank, &chief, JOURNAL_PERSON_READ);
    assert_int_equal(opening_reason(t.bank, r, o.id, a, &reason, &t.ctx), ERR_DENIED);
    reading_allow_protected(r);
    must(opening_reason(t.bank, r, o.id, a, &reason, &t.ctx));
    assert_string_equal(reason, REASON);
    must(reading_end(r, &t.ctx));
}

static void a_number_that_is_nobodys_looks_the_same_to_the_one_who_asks(void **state)
{
    (void)state;
    struct actor actor = actor_staff(eva), chief = actor_staff(rut);
    struct opening nobody, somebody;
    const char *reason;
    must(opening_ask(t.bank, &actor, (struct person_id){0}, REASON, &nobody, &t.ctx));
    must(opening_ask(t.bank, &actor, hidden, REASON, &somebody, &t.ctx));
    assert_int_equal(nobody.kind, somebody.kind);
    assert_int_equal(nobody.until.ms, somebody.until.ms);
    assert_true(opening_waits(&nobody) && opening_waits(&somebody));
    assert_int_equal(opening_approve(t.bank, &chief, nobody.id, &t.ctx), ERR_NOT_FOUND);
    struct reading *r = reading_begin(t.bank, &chief, JOURNAL_PERSON_READ);
    must(opening_reason(t.bank, r, nobody.id, a, &reason, &t.ctx));
    assert_string_equal(reason, ""); /* not kept: there is nobody's key to seal it with */
    reading_abandon(r);
    must(opening_refuse(t.bank, &chief, nobody.id, &t.ctx));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_from_its_first_day_to_its_last),
        cmocka_unit_test(ends_at_once_and_once),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(a_new_own_unit_ends_the_old_one),
        cmocka_unit_test(the_whole_authority_covers_every_unit),
        cmocka_unit_test(works_in_the_compartment_of_the_role_unless_put_in_another),
        cmocka_unit_test(an_emergency_opens_for_the_one_who_asked_and_is_told),
        cmocka_unit_test(an_emergency_ends_after_a_day),
        cmocka_unit_test(protected_people_need_two),
        cmocka_unit_test(a_number_that_is_nobodys_looks_the_same_to_the_one_who_asks),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
