#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "school/threshold.h"

#include "support/test_bank.h"

static struct test_bank t;
static struct arena *arena;

static int setup(void **unused)
{
    (void)unused;
    t = test_bank_make(BANK_SCHOOL);
    arena = arena_new((size_t)1 << 22);
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

static enum err set(enum signals_measure measure, struct date from, size_t count,
                    const unsigned *per_mille)
{
    struct threshold_set s = {measure, from, count, per_mille};
    return threshold_set(t.bank, &s, &t.actor, &t.ctx);
}

static struct signals_rules rules(struct date at, bool *defaults)
{
    struct signals_rules r;
    test_bank_must(threshold_rules(t.bank, at, &r, defaults, &t.ctx), &t.ctx, "rules");
    return r;
}

static void ten_fifteen_and_twenty_hold_until_the_organiser_sets_its_own(void **unused)
{
    (void)unused;
    bool defaults;
    struct signals_rules r = rules(day(2026, 1, 1), &defaults);
    assert_true(defaults);
    assert_int_equal(r.limit_count, 3);
    assert_int_equal(r.limits[0].per_mille, 100);
    assert_int_equal(r.limits[2].per_mille, 200);
    assert_int_equal(r.window_days, 20);
}

static void a_set_holds_until_the_day_before_the_next(void **unused)
{
    (void)unused;
    bool defaults;
    assert_int_equal(set(SIGNALS_TOTAL, day(2026, 8, 1), 2, (unsigned[]){80, 125}), ERR_OK);
    assert_int_equal(set(SIGNALS_TOTAL, day(2027, 8, 1), 1, (unsigned[]){300}), ERR_OK);
    assert_int_equal(set(SIGNALS_TOTAL, day(2027, 1, 1), 1, (unsigned[]){250}), ERR_OK);
    assert_int_equal(rules(day(2026, 7, 31), &defaults).limit_count, 3);
    assert_true(defaults);
    struct signals_rules r = rules(day(2026, 8, 1), &defaults);
    assert_false(defaults);
    assert_int_equal(r.limit_count, 2);
    assert_int_equal(r.limits[1].per_mille, 125);
    assert_int_equal(rules(day(2026, 12, 31), NULL).limits[0].per_mille, 80);
    assert_int_equal(rules(day(2027, 1, 1), NULL).limits[0].per_mille, 250);
    assert_int_equal(rules(day(2027, 7, 31), NULL).limits[0].per_mille, 250);
    assert_int_equal(rules(day(2027, 8, 1), NULL).limits[0].per_mille, 300);
    struct threshold *list;
    size_t count;
    test_bank_must(threshold_list(t.bank, arena, &list, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 4);
    assert_int_equal(list[0].valid_to.days, day(2026, 12, 31).days);
    assert_int_equal(list[2].valid_to.days, day(2027, 7, 31).days);
    assert_int_equal(list[3].valid_to.days, DATE_OPEN.days);
}

static void setting_the_same_day_again_replaces(void **unused)
{
    (void)unused;
    assert_int_equal(set(SIGNALS_TOTAL, day(2027, 1, 1), 1, (unsigned[]){180}), ERR_OK);
    struct signals_rules r = rules(day(2027, 3, 1), NULL);
    assert_int_equal(r.limit_count, 1);
    assert_int_equal(r.limits[0].per_mille, 180);
    assert_int_equal(rules(day(2026, 12, 31), NULL).limits[0].per_mille, 80);
}

static void measures_are_apart_and_an_empty_set_turns_signals_off(void **unused)
{
    (void)unused;
    assert_int_equal(set(SIGNALS_INVALID, day(2027, 1, 1), 1, (unsigned[]){50}), ERR_OK);
    struct signals_rules r = rules(day(2027, 3, 1), NULL);
    assert_int_equal(r.limit_count, 2);
    assert_int_equal(set(SIGNALS_TOTAL, day(2028, 1, 1), 0, NULL), ERR_OK);
    bool defaults;
    r = rules(day(2028, 3, 1), &defaults);
    assert_false(defaults);
    assert_int_equal(r.limit_count, 1);
    assert_int_equal(r.limits[0].measure, SIGNALS_INVALID);
}

static void refuses_limits_that_are_none_and_changes_nothing(void **unused)
{
    (void)unused;
    struct threshold *list;
    size_t before, after;
    test_bank_must(threshold_list(t.bank, arena, &list, &before, &t.ctx), &t.ctx, "list");
    struct date d = day(2029, 1, 1);
    assert_int_equal(set(SIGNALS_TOTAL, d, 1, (unsigned[]){0}), ERR_INVALID);
    assert_int_equal(set(SIGNALS_TOTAL, d, 1, (unsigned[]){1000}), ERR_INVALID);
    assert_int_equal(set(SIGNALS_TOTAL, d, 2, (unsigned[]){100, 100}), ERR_INVALID);
    assert_int_equal(set(SIGNALS_TOTAL, d, 9, (unsigned[]){1, 2, 3, 4, 5, 6, 7, 8, 9}),
                     ERR_INVALID);
    test_bank_must(threshold_list(t.bank, arena, &list, &after, &t.ctx), &t.ctx, "list");
    assert_int_equal(before, after);
}

static void every_change_is_in_the_journal(void **unused)
{
    (void)unused;
    struct journal_filter f = {.has_event = true, .event = JOURNAL_THRESHOLD_CHANGED};
    struct journal_row *rows;
    size_t count;
    test_bank_must(journal_list(t.bank, &f, arena, &rows, &count, &t.ctx), &t.ctx, "journal");
    assert_int_equal(count, 6);
    assert_non_null(strstr(rows[count - 1].detail, "\"per_mille\":[80,125]"));
    assert_string_equal(rows[0].actor.id, "tester");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_fifteen_and_twenty_hold_until_the_organiser_sets_its_own),
        cmocka_unit_test(a_set_holds_until_the_day_before_the_next),
        cmocka_unit_test(setting_the_same_day_again_replaces),
        cmocka_unit_test(measures_are_apart_and_an_empty_set_turns_signals_off),
        cmocka_unit_test(refuses_limits_that_are_none_and_changes_nothing),
        cmocka_unit_test(every_change_is_in_the_journal),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
