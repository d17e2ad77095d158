#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "school/signals.h"

#include "attendance_data.h"

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

static struct series_day *at_day(struct series_year *y, struct date d)
{
    return &y->days[d.days - date_school_year_first(y->school_year).days];
}

/* Monday–Friday from 18 August 2025, 300 minutes a day. */
static struct series_year school_days(unsigned count)
{
    struct series_year y = {.school_year = 2025};
    for (struct date d = day(2025, 8, 18); count > 0; d.days++) {
        if (date_weekday(d) <= 5) {
            at_day(&y, d)->offered_minutes = 300;
            count--;
        }
    }
    return y;
}

static struct signals_result compute(const struct series_year *y, struct date at)
{
    struct series s = series_of_year(y);
    struct signals_result r;
    signals_compute(&s, at, &signals_default_rules, &r);
    return r;
}

static struct signals_pattern pattern(const struct series_year *y, struct date at)
{
    struct series s = series_of_year(y);
    struct signals_pattern p;
    signals_find_pattern(&s, at, &p);
    return p;
}

static void valid_absence_counts_as_much_as_invalid(void **unused)
{
    (void)unused;
    struct series_year y = school_days(20), z = y;
    for (int i = 0; i < 3; i++) {
        at_day(&y, day(2025, 9, 1 + i))->valid_minutes = 300;
        at_day(&z, day(2025, 9, 1 + i))->invalid_minutes = 300;
    }
    struct signals_result a = compute(&y, day(2025, 9, 30)), b = compute(&z, day(2025, 9, 30));
    assert_int_equal(a.window_passed.per_mille[SIGNALS_TOTAL], 100); /* 15 % is not above 15 % */
    assert_int_equal(b.window_passed.per_mille[SIGNALS_TOTAL], 100);
    assert_int_equal(a.window.sum.valid_minutes, 900);
    assert_int_equal(a.window.sum.invalid_minutes, 0);
    assert_int_equal(b.window.sum.invalid_minutes, 900);
    at_day(&y, day(2025, 9, 4))->valid_minutes = 1;
    assert_int_equal(compute(&y, day(2025, 9, 30)).window_passed.per_mille[SIGNALS_TOTAL], 150);
}

static void invalid_limits_look_at_invalid_absence_only(void **unused)
{
    (void)unused;
    struct series_year y = school_days(20);
    at_day(&y, day(2025, 9, 1))->valid_minutes = 300;
    at_day(&y, day(2025, 9, 2))->invalid_minutes = 300;
    struct series s = series_of_year(&y);
    struct signals_rules rules = {.window_days = 20,
                                  .minimum_days = 5,
                                  .limit_count = 2,
                                  .limits = {{SIGNALS_INVALID, 40}, {SIGNALS_INVALID, 50}}};
    struct signals_result r;
    signals_compute(&s, day(2025, 9, 30), &rules, &r);
    assert_int_equal(r.window_passed.per_mille[SIGNALS_INVALID], 40);
    assert_int_equal(r.window_passed.per_mille[SIGNALS_TOTAL], 0);
    assert_true(signals_any(&r));
}

static void passes_nothing_on_fewer_than_five_school_days(void **unused)
{
    (void)unused;
    struct series_year y = school_days(5);
    for (int i = 0; i < 5; i++) {
        at_day(&y, day(2025, 8, 18 + i))->invalid_minutes = 300;
    }
    struct signals_result r = compute(&y, day(2025, 8, 21));
    assert_int_equal(r.window.sum.school_days, 4);
    assert_false(signals_any(&r));
    r = compute(&y, day(2025, 8, 22));
    assert_true(signals_any(&r));
}

static void days_after_the_asked_day_do_not_count(void **unused)
{
    (void)unused;
    struct series_year y = school_days(60);
    for (int i = 6; i < 10; i++) {
        at_day(&y, day(2025, 10, i))->invalid_minutes = 300;
    }
    struct signals_result r = compute(&y, day(2025, 10, 5));
    assert_false(signals_any(&r));
    r = compute(&y, day(2025, 10, 9));
    assert_int_equal(r.window_passed.per_mille[SIGNALS_TOTAL], 150); /* 4 of 20 is not above 20 % */
    assert_int_equal(r.term_passed.per_mille[SIGNALS_TOTAL], 100);   /* 4 of 39 */
    assert_int_equal(r.term.sum.school_days, 39);
    assert_int_equal(r.window.last.days, day(2025, 10, 9).days);
}

static void another_school_year_gives_nothing(void **unused)
{
    (void)unused;
    struct series_year y = school_days(60);
    struct signals_result r = compute(&y, day(2025, 6, 1));
    assert_int_equal(r.window.sum.school_days, 0);
    r = compute(&y, day(2027, 6, 1));
    assert_int_equal(r.term.sum.school_days, 0);
    assert_int_equal(pattern(&y, day(2027, 6, 1)).school_days, 0);
    assert_int_equal(pattern(&y, day(2024, 6, 1)).school_days, 0);
}

static void trend_compares_with_the_twenty_school_days_before(void **unused)
{
    (void)unused;
    struct series_year y = school_days(40);
    assert_int_equal(compute(&y, day(2025, 10, 9)).trend, SIGNALS_TREND_UNKNOWN); /* 39 days */
    assert_int_equal(compute(&y, day(2025, 10, 10)).trend, SIGNALS_TREND_STEADY);
    at_day(&y, day(2025, 10, 1))->valid_minutes = 299;
    assert_int_equal(compute(&y, day(2025, 10, 10)).trend, SIGNALS_TREND_STEADY);
    at_day(&y, day(2025, 10, 1))->valid_minutes = 300; /* five percentage points */
    assert_int_equal(compute(&y, day(2025, 10, 10)).trend, SIGNALS_TREND_UP);
    at_day(&y, day(2025, 9, 1))->valid_minutes = 300;
    assert_int_equal(compute(&y, day(2025, 10, 10)).trend, SIGNALS_TREND_STEADY);
    at_day(&y, day(2025, 9, 2))->invalid_minutes = 300;
    assert_int_equal(compute(&y, day(2025, 10, 10)).trend, SIGNALS_TREND_DOWN);
}

static void hypergeometric_tail_equals_counting(void **unused)
{
    (void)unused;
    assert_true(fabs(signals_hypergeometric_tail(10, 5, 5, 4) - 26.0 / 252) < 1e-12);
    assert_true(fabs(signals_hypergeometric_tail(4, 2, 2, 2) - 1.0 / 6) < 1e-12);
    assert_true(fabs(signals_hypergeometric_tail(80, 16, 8, 0) - 1) < 1e-9);
    assert_true(signals_hypergeometric_tail(10, 5, 5, 6) == 0);
    assert_true(fabs(signals_hypergeometric_tail(5, 4, 3, 2) - 1) < 1e-9);
    /* By drawing: 12 of 60 marked, 10 drawn, at least 5 marked. */
    unsigned hits = 0, rounds = 200000;
    for (unsigned i = 0; i < rounds; i++) {
        unsigned marked = 0, left = 60, marks = 12;
        for (unsigned k = 0; k < 10; k++, left--) {
            if (data_random(left) < marks) {
                marks--;
                marked++;
            }
        }
        hits += marked >= 5;
    }
    double p = signals_hypergeometric_tail(60, 12, 10, 5);
    assert_true(fabs((double)hits / rounds - p) < 5 * sqrt(p * (1 - p) / rounds));
}

static void finds_the_weekday_that_stands_out(void **unused)
{
    (void)unused;
    struct series_year y = school_days(60);
    for (int i = 0; i < 6; i++) {
        at_day(&y, (struct date){day(2025, 8, 20).days + 7 * i})->invalid_minutes = 60;
    }
    struct signals_pattern p = pattern(&y, day(2025, 11, 30));
    assert_int_equal(p.school_days, 60);
    assert_int_equal(p.absent_days, 6);
    assert_int_equal(p.part_days, 6);
    assert_true(p.mostly_part_days);
    assert_int_equal(p.weekdays, SIGNALS_WEEKDAYS_ONE);
    assert_int_equal(p.weekday, 3);
    assert_int_equal(p.on_days, 12);
    assert_int_equal(p.on_absent, 6);
}

static void finds_mondays_and_fridays(void **unused)
{
    (void)unused;
    struct series_year y = school_days(60);
    for (int i = 0; i < 4; i++) {
        at_day(&y, (struct date){day(2025, 8, 18).days + 7 * i})->valid_minutes = 300;
        at_day(&y, (struct date){day(2025, 9, 19).days + 7 * i})->valid_minutes = 300;
    }
    struct signals_pattern p = pattern(&y, day(2025, 11, 30));
    assert_int_equal(p.weekdays, SIGNALS_WEEKDAYS_WEEKEND);
    assert_int_equal(p.on_days, 24);
    assert_int_equal(p.on_absent, 8);
    assert_int_equal(p.whole_days, 8);
    assert_false(p.mostly_part_days);
}

static void says_nothing_of_weekdays_on_little_data(void **unused)
{
    (void)unused;
    struct series_year y = school_days(60);
    for (int i = 0; i < 4; i++) {
        at_day(&y, (struct date){day(2025, 8, 18).days + 7 * i})->valid_minutes = 300;
    }
    assert_int_equal(pattern(&y, day(2025, 11, 30)).weekdays, SIGNALS_WEEKDAYS_UNKNOWN);
    y = school_days(19);
    for (int i = 0; i < 5; i++) {
        at_day(&y, day(2025, 8, 18 + i))->valid_minutes = 300;
    }
    assert_int_equal(pattern(&y, day(2025, 11, 30)).weekdays, SIGNALS_WEEKDAYS_UNKNOWN);
    y = school_days(60); /* a week of illness is spread over the weekdays */
    for (int i = 0; i < 5; i++) {
        at_day(&y, day(2025, 8, 18 + i))->valid_minutes = 300;
    }
    assert_int_equal(pattern(&y, day(2025, 11, 30)).weekdays, SIGNALS_WEEKDAYS_EVEN);
}

static void chance_alone_rarely_makes_a_weekday_stand_out(void **unused)
{
    (void)unused;
    unsigned found = 0;
    for (int i = 0; i < 2000; i++) {
        struct series_year y = school_days(80);
        for (int k = 0; k < 366; k++) {
            y.days[k].valid_minutes = data_random(8) == 0 ? y.days[k].offered_minutes : 0;
        }
        enum signals_weekdays w = pattern(&y, day(2025, 12, 30)).weekdays;
        found += w == SIGNALS_WEEKDAYS_ONE || w == SIGNALS_WEEKDAYS_WEEKEND;
    }
    assert_true(found < 2000 * 5 / 100);
}

static void counts_the_run_of_whole_days_up_to_now(void **unused)
{
    (void)unused;
    struct series_year y = school_days(30);
    for (int i = 22; i < 27; i++) { /* Monday 22 – Friday 26 September: the last five */
        at_day(&y, day(2025, 9, i))->invalid_minutes = 300;
    }
    struct signals_pattern p = pattern(&y, day(2025, 9, 28));
    assert_int_equal(p.run, 5);
    assert_int_equal(p.run_first.days, day(2025, 9, 22).days);
    at_day(&y, day(2025, 9, 26))->invalid_minutes = 299;
    assert_int_equal(pattern(&y, day(2025, 9, 28)).run, 0);
    assert_int_equal(pattern(&y, day(2025, 9, 25)).run, 4);
}

/* ---- the same, slowly and by other means: lists of dates, sorted backwards ---- */

struct slow_day {
    struct date date;
    struct series_day d;
};

static unsigned slow_passed(const struct slow_day *days, unsigned n)
{
    double offered = 0, absent = 0;
    for (unsigned i = 0; i < n; i++) {
        offered += days[i].d.offered_minutes;
        absent += days[i].d.valid_minutes + days[i].d.invalid_minutes;
    }
    unsigned best = 0;
    for (unsigned percent = 10; percent <= 20 && n >= 5; percent += 5) {
        best = absent * 100 > percent * offered ? percent * 10 : best;
    }
    return best;
}

static void check_against_slow(const struct series_year *y, struct date at)
{
    struct slow_day all[SERIES_YEAR_DAYS];
    unsigned n = 0, in_term = 0;
    int ay, am, ad, first_month;
    date_to_ymd(at, &ay, &am, &ad);
    first_month = am >= 7 ? 7 : 1;
    for (struct date d = at; d.days >= day(2025, 7, 1).days; d.days--) {
        if (d.days <= day(2026, 6, 30).days) {
            struct series_day x = y->days[d.days - day(2025, 7, 1).days];
            if (x.offered_minutes > 0) {
                int dy, dm, dd;
                date_to_ymd(d, &dy, &dm, &dd);
                in_term += dy == ay && dm >= first_month;
                all[n++] = (struct slow_day){d, x};
            }
        }
    }
    struct signals_result r = compute(y, at);
    unsigned window = n < 20 ? n : 20;
    assert_int_equal(r.window.sum.school_days, window);
    if (window > 0) {
        assert_int_equal(r.window.last.days, all[0].date.days);
        assert_int_equal(r.window.first.days, all[window - 1].date.days);
    }
    assert_int_equal(r.window_passed.per_mille[SIGNALS_TOTAL], slow_passed(all, window));
    assert_int_equal(r.term.sum.school_days, in_term);
    assert_int_equal(r.term_passed.per_mille[SIGNALS_TOTAL], slow_passed(all, in_term));
    assert_int_equal(r.before.sum.school_days, n >= 40 ? 20 : n > 20 ? n - 20 : 0);
    assert_int_equal(r.trend == SIGNALS_TREND_UNKNOWN, n < 40);
}

static void equals_a_slow_reference_on_random_years(void **unused)
{
    (void)unused;
    for (int round = 0; round < 3000; round++) {
        struct series_year y = {.school_year = 2025};
        unsigned density = 1 + data_random(9), absence = 1 + data_random(30);
        for (int i = 0; i < 365; i++) {
            if (data_random(10) < density) {
                unsigned offered = 20 * data_random(20);
                y.days[i].offered_minutes = (uint16_t)offered;
                if (data_random(100) < absence) {
                    y.days[i].valid_minutes = (uint16_t)data_random(offered + 1);
                    y.days[i].invalid_minutes =
                        (uint16_t)data_random(offered - y.days[i].valid_minutes + 1);
                }
            }
        }
        struct date at = {day(2025, 7, 1).days + (int)data_random(365)};
        check_against_slow(&y, at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_absence_counts_as_much_as_invalid),
        cmocka_unit_test(invalid_limits_look_at_invalid_absence_only),
        cmocka_unit_test(passes_nothing_on_fewer_than_five_school_days),
        cmocka_unit_test(days_after_the_asked_day_do_not_count),
        cmocka_unit_test(another_school_year_gives_nothing),
        cmocka_unit_test(trend_compares_with_the_twenty_school_days_before),
        cmocka_unit_test(hypergeometric_tail_equals_counting),
        cmocka_unit_test(finds_the_weekday_that_stands_out),
        cmocka_unit_test(finds_mondays_and_fridays),
        cmocka_unit_test(says_nothing_of_weekdays_on_little_data),
        cmocka_unit_test(chance_alone_rarely_makes_a_weekday_stand_out),
        cmocka_unit_test(counts_the_run_of_whole_days_up_to_now),
        cmocka_unit_test(equals_a_slow_reference_on_random_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
