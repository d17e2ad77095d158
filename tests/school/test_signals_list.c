#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "school/series_store.h"
#include "school/signals_list.h"

#include "school_register.h"

enum { PUPILS = 12, HIDDEN = 10, LEFT = 11 };

static struct test_bank t;
static struct arena *arena;
static struct person_id pupils[PUPILS];

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

/* School days (Monday–Friday) from 18 August 2025; `absent` of each ten days wholly absent. */
static void put_days(struct person_id who, unsigned days, unsigned absent)
{
    struct series_change changes[200];
    struct date at = day(2025, 8, 18);
    for (unsigned n = 0; n < days; at.days++) {
        if (date_weekday(at) <= 5) {
            bool away = n % 10 < absent;
            changes[n++] = (struct series_change){at, {300, away ? 300 : 0, 0}};
        }
    }
    bool changed;
    test_bank_must(series_put(t.bank, who, changes, days, &changed, &t.ctx), &t.ctx, "put");
}

static int setup(void **unused)
{
    (void)unused;
    t = test_bank_make(BANK_SCHOOL);
    arena = arena_new((size_t)1 << 24);
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    register_school(&t, 1, "Ekskolan", "12345678");
    register_school(&t, 2, "Asp skola", "");
    for (unsigned i = 0; i < PUPILS; i++) {
        pupils[i] = register_pupil(&t, i, i % 2 + 1, day(2025, 8, 1),
                                   i == HIDDEN ? PROTECTION_MARKED : PROTECTION_NONE);
    }
    static const struct db_statement leave = {
        "test/leave", "UPDATE enrolment SET end_date = 20345 WHERE person_id = $1", DB_WRITE,
        DB_CLASS_PERSON}; /* 2025-09-14 */
    register_run(&t, &leave, (struct db_value[]){db_int(pupils[LEFT].v)}, 1);
    for (unsigned i = 0; i < 6; i++) {
        put_days(pupils[i], 60, i); /* 0, 10 … 50 % */
    }
    put_days(pupils[6], 3, 3);  /* too few days to say */
    put_days(pupils[7], 20, 0); /* not reported lately */
    put_days(pupils[HIDDEN], 60, 9);
    put_days(pupils[LEFT], 20, 9);
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    arena_free(arena);
    test_bank_remove(&t);
    return 0;
}

static struct signals_list list(const char *school, bool all)
{
    struct signals_query q = {
        .at = day(2025, 11, 7), .school = school, .all = all, .actor = &t.actor};
    struct signals_list l;
    test_bank_must(signals_list(t.bank, &q, arena, &l, &t.ctx), &t.ctx, "signals");
    return l;
}

static bool shows(const struct signals_list *l, struct person_id who)
{
    for (size_t i = 0; i < l->count; i++) {
        if (l->people[i].person.v == who.v) {
            return true;
        }
    }
    return false;
}

static void shows_who_passed_a_limit_by_school_and_plain_share(void **unused)
{
    (void)unused;
    struct signals_list l = list(NULL, false);
    assert_int_equal(l.count, 4); /* 20, 30, 40, 50 %; 10 % is not above 10 % */
    assert_int_equal(l.signals, 4);
    assert_string_equal(l.people[0].school, "Asp skola");
    assert_int_equal(l.people[0].person.v, pupils[5].v);
    assert_int_equal(l.people[1].person.v, pupils[3].v);
    assert_string_equal(l.people[2].school, "Ekskolan");
    assert_int_equal(l.people[2].person.v, pupils[4].v);
    assert_int_equal(l.people[3].person.v, pupils[2].v);
    assert_string_equal(l.people[0].given_name, "Elev5");
    assert_int_equal(l.people[0].grade, 7);
    assert_int_equal(l.people[0].result.window_passed.per_mille[SIGNALS_TOTAL], 200);
    assert_int_equal(l.people[3].result.window_passed.per_mille[SIGNALS_TOTAL], 150);
}

static void states_the_population_and_what_it_is_silent_about(void **unused)
{
    (void)unused;
    struct signals_list l = list(NULL, false);
    assert_int_equal(l.enrolled, 10); /* without the protected pupil and the one who left */
    assert_int_equal(l.measured, 7);
    assert_int_equal(l.few_days, 1);
    assert_int_equal(l.none, 2);
    assert_int_equal(l.silent, 2);
    assert_int_equal(l.newest.days, day(2025, 11, 7).days);
    assert_true(l.default_limits);
}

static void protected_pupils_are_neither_shown_nor_counted(void **unused)
{
    (void)unused;
    struct signals_list l = list(NULL, true);
    assert_false(shows(&l, pupils[HIDDEN]));
    assert_false(shows(&l, pupils[LEFT]));
    assert_int_equal(l.count, 8);
    unsigned before = l.enrolled;
    test_bank_must(person_set_protection(t.bank, pupils[5], PROTECTION_MARKED, &t.actor, &t.ctx),
                   &t.ctx, "protect");
    l = list(NULL, true);
    assert_false(shows(&l, pupils[5]));
    assert_int_equal(l.enrolled, before - 1);
    test_bank_must(person_set_protection(t.bank, pupils[5], PROTECTION_NONE, &t.actor, &t.ctx),
                   &t.ctx, "lift");
}

static void one_school_by_name_or_code(void **unused)
{
    (void)unused;
    struct signals_list l = list("asp skola", false);
    assert_int_equal(l.enrolled, 5);
    assert_int_equal(l.count, 2);
    l = list("12345678", false);
    assert_int_equal(l.enrolled, 5);
    assert_int_equal(l.people[0].person.v, pupils[4].v);
    struct signals_query q = {.at = day(2025, 11, 7), .school = "Nope", .actor = &t.actor};
    assert_int_equal(signals_list(t.bank, &q, arena, &l, &t.ctx), ERR_NOT_FOUND);
    assert_null(l.people);
}

static void one_journal_entry_names_exactly_the_pupils_shown(void **unused)
{
    (void)unused;
    struct journal_head head, after;
    test_bank_must(journal_head(t.bank, &head, &t.ctx), &t.ctx, "head");
    struct signals_list l = list(NULL, false);
    test_bank_must(journal_head(t.bank, &after, &t.ctx), &t.ctx, "head");
    assert_int_equal(after.size, head.size + 1);
    struct person_id *people;
    size_t count;
    test_bank_must(journal_persons(t.bank, head.size, arena, &people, &count, &t.ctx), &t.ctx,
                   "persons");
    assert_int_equal(count, l.count);
    for (size_t i = 0; i < count; i++) {
        assert_true(shows(&l, people[i]));
    }
}

static void a_day_without_attendance_shows_nobody(void **unused)
{
    (void)unused;
    struct signals_query q = {.at = day(2026, 9, 1), .actor = &t.actor};
    struct signals_list l;
    test_bank_must(signals_list(t.bank, &q, arena, &l, &t.ctx), &t.ctx, "signals");
    assert_int_equal(l.count, 0);
    assert_int_equal(l.measured, 0);
    assert_int_equal(l.none, l.enrolled);
}

static void a_social_bank_has_no_signals(void **unused)
{
    (void)unused;
    struct test_bank social = test_bank_make(BANK_SOCIAL);
    struct signals_query q = {.at = day(2025, 11, 7), .actor = &t.actor};
    struct signals_list l;
    assert_int_equal(signals_list(social.bank, &q, arena, &l, &social.ctx), ERR_SETUP);
    test_bank_remove(&social);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_who_passed_a_limit_by_school_and_plain_share),
        cmocka_unit_test(states_the_population_and_what_it_is_silent_about),
        cmocka_unit_test(protected_pupils_are_neither_shown_nor_counted),
        cmocka_unit_test(one_school_by_name_or_code),
        cmocka_unit_test(one_journal_entry_names_exactly_the_pupils_shown),
        cmocka_unit_test(a_day_without_attendance_shows_nobody),
        cmocka_unit_test(a_social_bank_has_no_signals),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
