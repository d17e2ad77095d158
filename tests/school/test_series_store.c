#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bank/person.h"
#include "db/db.h"
#include "school/series_store.h"

#include "attendance_data.h"
#include "support/test_bank.h"

static struct test_bank t;
static struct arena *arena;
static struct person_id anna, bo;

static struct person_id add_person(unsigned i, enum protection protection)
{
    struct person_input in = {.identity = {.has_civic = true, .civic = data_civic(i)},
                              .protection = protection};
    struct person_id id;
    enum person_change change;
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "Elev %u", i);
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    test_bank_must(person_put(t.bank, &in, &id, &change, &t.ctx), &t.ctx, "person_put");
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    return id;
}

static int setup(void **unused)
{
    (void)unused;
    t = test_bank_make(BANK_SCHOOL);
    arena = arena_new((size_t)1 << 24);
    anna = add_person(0, PROTECTION_NONE);
    bo = add_person(1, PROTECTION_NONE);
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    arena_free(arena);
    test_bank_remove(&t);
    return 0;
}

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

static bool put(struct person_id who, const struct series_change *changes, size_t count)
{
    bool changed;
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    test_bank_must(series_put(t.bank, who, changes, count, &changed, &t.ctx), &t.ctx, "put");
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    return changed;
}

static struct series read_days(struct person_id who, struct date from, struct date to)
{
    struct series s;
    test_bank_must(series_read(t.bank, who, from, to, arena, &s, &t.ctx), &t.ctx, "read");
    return s;
}

static void days_replace_days_and_leave_the_others(void **unused)
{
    (void)unused;
    struct series_change first[] = {{day(2026, 6, 10), {300, 60, 0}},
                                    {day(2026, 6, 11), {300, 0, 30}}};
    assert_true(put(anna, first, 2));
    assert_false(put(anna, first, 2)); /* the same again changes nothing */
    struct series_change second[] = {{day(2026, 6, 11), {200, 0, 0}}};
    assert_true(put(anna, second, 1));
    struct series s = read_days(anna, day(2026, 6, 9), day(2026, 6, 12));
    assert_int_equal(s.count, 4);
    assert_int_equal(s.days[0].offered_minutes, 0);
    assert_int_equal(s.days[1].valid_minutes, 60);
    assert_int_equal(s.days[2].offered_minutes, 200);
    assert_int_equal(s.days[2].invalid_minutes, 0);
    assert_int_equal(read_days(bo, day(2026, 6, 9), day(2026, 6, 12)).days[1].offered_minutes, 0);
}

static void a_period_over_summer_reads_two_school_years(void **unused)
{
    (void)unused;
    struct series_change changes[] = {{day(2026, 8, 20), {240, 0, 0}},
                                      {day(2025, 6, 30), {100, 0, 0}},
                                      {day(2026, 6, 30), {180, 180, 0}}};
    assert_true(put(bo, changes, 3));
    struct series s = read_days(bo, day(2026, 6, 30), day(2026, 8, 20));
    assert_int_equal(s.count, 52);
    assert_int_equal(s.days[0].valid_minutes, 180);
    assert_int_equal(s.days[51].offered_minutes, 240);
    struct series_sum sum = series_sum_period(&s, day(2026, 1, 1), day(2026, 12, 31));
    assert_int_equal(sum.school_days, 2);
    s = read_days(bo, day(2025, 6, 1), day(2026, 8, 31));
    assert_int_equal(series_sum_period(&s, s.from, DATE_OPEN).school_days, 3);
}

static void odd_periods_are_empty_or_refused(void **unused)
{
    (void)unused;
    assert_int_equal(read_days(anna, day(2026, 6, 12), day(2026, 6, 11)).count, 0);
    struct series s;
    assert_int_equal(series_read(t.bank, anna, day(1900, 1, 1), day(2026, 1, 1), arena, &s, &t.ctx),
                     ERR_LIMIT);
}

static size_t walk(int school_year, struct person_id *people, size_t max)
{
    struct series_walk *w;
    struct series_year year;
    struct person_id who;
    size_t n = 0;
    test_bank_must(series_walk_open(t.bank, school_year, &w, &t.ctx), &t.ctx, "walk");
    while (series_walk_next(w, &who, &year)) {
        assert_true(n < max);
        people[n++] = who;
    }
    test_bank_must(series_walk_close(w, &t.ctx), &t.ctx, "close");
    return n;
}

static void walking_leaves_out_protected_pupils(void **unused)
{
    (void)unused;
    struct person_id people[8];
    struct person_id hidden = add_person(5, PROTECTION_MARKED);
    struct series_change change[] = {{day(2030, 9, 2), {300, 0, 0}}};
    put(hidden, change, 1);
    put(bo, change, 1);
    put(anna, change, 1);
    assert_int_equal(walk(2030, people, 8), 2);
    assert_int_equal(people[0].v, anna.v);
    assert_int_equal(people[1].v, bo.v);
    assert_int_equal(walk(2031, people, 8), 0);
    test_bank_must(person_set_protection(t.bank, bo, PROTECTION_REGISTERED, &t.actor, &t.ctx),
                   &t.ctx, "protect");
    assert_int_equal(walk(2030, people, 8), 1);
    test_bank_must(person_set_protection(t.bank, bo, PROTECTION_NONE, &t.actor, &t.ctx), &t.ctx,
                   "lift");
}

static void a_damaged_row_is_told_and_not_guessed_at(void **unused)
{
    (void)unused;
    struct series_change change[] = {{day(2032, 9, 2), {300, 0, 0}}};
    put(anna, change, 1);
    static const struct db_statement damage = {
        "test/damage", "UPDATE attendance SET packed = x'0188' WHERE school_year = 2032", DB_WRITE,
        DB_CLASS_ATTENDANCE};
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    test_bank_must(db_run(bank_db(t.bank), &damage, NULL, 0, NULL, &t.ctx), &t.ctx, "damage");
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    struct series s;
    assert_int_equal(series_read(t.bank, anna, day(2032, 9, 1), day(2032, 9, 3), arena, &s, &t.ctx),
                     ERR_CORRUPT);
    struct series_walk *w;
    struct series_year year;
    struct person_id who;
    assert_int_equal(series_walk_open(t.bank, 2032, &w, &t.ctx), ERR_OK);
    assert_false(series_walk_next(w, &who, &year));
    assert_int_equal(series_walk_close(w, &t.ctx), ERR_CORRUPT);
    bool changed;
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    assert_int_equal(series_put(t.bank, anna, change, 1, &changed, &t.ctx), ERR_CORRUPT);
    db_rollback(bank_db(t.bank));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_replace_days_and_leave_the_others),
        cmocka_unit_test(a_period_over_summer_reads_two_school_years),
        cmocka_unit_test(odd_periods_are_empty_or_refused),
        cmocka_unit_test(walking_leaves_out_protected_pupils),
        cmocka_unit_test(a_damaged_row_is_told_and_not_guessed_at),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
