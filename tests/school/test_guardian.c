/* Guardians whom social services enter by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/person.h"
#include "db/db.h"
#include "school/register.h"
#include "support/test_bank.h"

static struct test_bank t;
static struct arena *a;
static struct person_id child;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static struct person_id add_person(const char *civic, enum protection protection)
{
    struct person_input in = {.identity = {.has_civic = true}, .protection = protection};
    struct person_id id;
    enum person_change change;
    assert_int_equal(civic_parse(civic, 12, &in.identity.civic), CIVIC_OK);
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    must(db_end(bank_db(t.bank), person_put(t.bank, &in, &id, &change, &t.ctx), &t.ctx));
    return id;
}

static int setup_kind(enum bank_kind kind)
{
    a = arena_new((size_t)16 << 20);
    t = test_bank_make(kind);
    child = add_person("201401012388", PROTECTION_NONE);
    return 0;
}

static int setup(void **state)
{
    (void)state;
    return setup_kind(BANK_SOCIAL);
}

static int setup_school(void **state)
{
    (void)state;
    return setup_kind(BANK_SCHOOL);
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

#define MOTHER "198001012387"

static struct guardian_entry entry(const char *civic)
{
    struct guardian_entry g = {.child = child,
                               .custody = CUSTODY_JOINT,
                               .source = GUARDIAN_FROM_POPULATION,
                               .from = date_today(),
                               .until = DATE_OPEN,
                               .who = {.has_civic = true, .given_name = "Mia"}};
    assert_int_equal(civic_parse(civic, 12, &g.who.civic), CIVIC_OK);
    return g;
}

static enum err enter(struct guardian_entry g, struct person_id *id)
{
    t.ctx = (struct err_ctx){0};
    return guardian_enter(t.bank, &t.actor, &g, id, &t.ctx);
}

static struct guardian *now(size_t want)
{
    struct guardian *list;
    size_t n;
    must(guardian_list(t.bank, child, a, &list, &n, &t.ctx));
    assert_int_equal(n, want);
    return list;
}

static struct guardian *other(size_t want)
{
    struct guardian *list;
    size_t n;
    must(guardian_list_other(t.bank, child, a, &list, &n, &t.ctx));
    assert_int_equal(n, want);
    return list;
}

static size_t journalled(void)
{
    struct journal_filter f = {
        .has_event = true, .event = JOURNAL_PERSON_WRITTEN, .person = child, .limit = 100};
    struct journal_row *rows;
    size_t n;
    must(journal_list(t.bank, &f, a, &rows, &n, &t.ctx));
    return n;
}

static void a_guardian_is_entered_with_source_and_days_and_journalled(void **state)
{
    (void)state;
    struct person_id id;
    struct guardian_entry g = entry(MOTHER);
    g.until.days = g.from.days + 30;
    must(enter(g, &id));
    struct guardian *list = now(1);
    assert_int_equal(list[0].person.v, id.v);
    assert_int_equal(list[0].source, GUARDIAN_FROM_POPULATION);
    assert_int_equal(list[0].custody, CUSTODY_JOINT);
    assert_int_equal(list[0].from.days, g.from.days);
    assert_int_equal(list[0].until.days, g.until.days);
    assert_false(list[0].blocked);
    assert_int_equal(journalled(), 1);
    struct person p;
    must(person_read(t.bank, id, &p, &t.ctx));
    assert_true(p.has_birth_date); /* of the number */
    assert_int_equal(enter(entry(MOTHER), &id), ERR_CONFLICT);
    assert_int_equal(journalled(), 1);
}

static void days_that_are_over_or_have_not_come_do_not_count(void **state)
{
    (void)state;
    struct person_id id;
    struct guardian_entry g = entry(MOTHER), f = entry("198201012385");
    g.from.days -= 30;
    g.until.days = g.from.days + 10;
    f.from.days += 5;
    must(enter(g, &id));
    must(enter(f, &id));
    (void)now(0);
    (void)other(2);
    must(enter(entry(MOTHER), &id)); /* again, from today */
    (void)now(1);
    (void)other(1);
}

static void ending_cuts_off_at_once_and_keeps_secrecy_for_the_next_time(void **state)
{
    (void)state;
    struct person_id id;
    must(enter(entry(MOTHER), &id));
    struct guardian *list = now(1);
    list[0].blocked = true;
    must(guardian_set(t.bank, &list[0], &t.actor, &t.ctx));
    must(guardian_leave(t.bank, &t.actor, child, id, &t.ctx));
    (void)now(0);
    assert_int_equal(guardian_leave(t.bank, &t.actor, child, id, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(journalled(), 3);
    must(enter(entry(MOTHER), &id));
    assert_true(now(1)[0].blocked);
}

static void what_is_wrong_is_refused_and_leaves_nothing(void **state)
{
    (void)state;
    struct person_id id;
    struct guardian_entry g = entry(MOTHER);
    g.who.has_civic = false;
    assert_int_equal(enter(g, &id), ERR_INVALID);
    g = entry(MOTHER);
    g.source = GUARDIAN_FROM_REGISTER;
    assert_int_equal(enter(g, &id), ERR_INVALID);
    g = entry(MOTHER);
    g.until.days = g.from.days - 1;
    assert_int_equal(enter(g, &id), ERR_INVALID);
    assert_int_equal(enter(entry("201401012388"), &id), ERR_INVALID); /* the child */
    assert_string_equal(t.ctx.where, "civic");
    assert_int_equal(journalled(), 0);
    g = entry(MOTHER);
    assert_int_equal(person_find_civic(t.bank, &g.who.civic, &id, &t.ctx), ERR_NOT_FOUND);
}

static void somebody_protected_is_not_entered_and_the_child_stays_listed(void **state)
{
    (void)state;
    struct person_id id;
    bool listed;
    (void)add_person(MOTHER, PROTECTION_MARKED);
    assert_int_equal(enter(entry(MOTHER), &id), ERR_DENIED);
    (void)now(0);
    must(person_is_listed(t.bank, child, &listed, &t.ctx));
    assert_true(listed);
}

static void protection_that_comes_later_hides_the_child(void **state)
{
    (void)state;
    struct person_id id;
    bool listed;
    must(enter(entry(MOTHER), &id));
    must(person_set_protection(t.bank, id, PROTECTION_MARKED, &t.actor, &t.ctx));
    must(person_is_listed(t.bank, child, &listed, &t.ctx));
    assert_false(listed);
    must(guardian_leave(t.bank, &t.actor, child, id, &t.ctx));
    must(person_is_listed(t.bank, child, &listed, &t.ctx));
    assert_true(listed);
}

static void somebody_known_keeps_the_names(void **state)
{
    (void)state;
    struct person_id id, known = add_person(MOTHER, PROTECTION_NONE);
    struct person_identity who;
    must(enter(entry(MOTHER), &id));
    assert_int_equal(id.v, known.v);
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_PERSON_READ);
    must(person_identity(t.bank, r, id, &who, &t.ctx));
    must(reading_end(r, &t.ctx));
    assert_string_equal(who.given_name, "");
}

static void a_school_bank_has_its_register(void **state)
{
    (void)state;
    struct person_id id;
    assert_int_equal(enter(entry(MOTHER), &id), ERR_DENIED);
    (void)now(0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_guardian_is_entered_with_source_and_days_and_journalled),
        TEST(days_that_are_over_or_have_not_come_do_not_count),
        TEST(ending_cuts_off_at_once_and_keeps_secrecy_for_the_next_time),
        TEST(what_is_wrong_is_refused_and_leaves_nothing),
        TEST(somebody_protected_is_not_entered_and_the_child_stays_listed),
        TEST(protection_that_comes_later_hides_the_child),
        TEST(somebody_known_keeps_the_names),
        cmocka_unit_test_setup_teardown(a_school_bank_has_its_register, setup_school, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
