#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "demo/calendar.h"

static struct date day(const char *text)
{
    struct date d;
    assert_true(date_parse(text, 10, &d));
    return d;
}

static void easter_sunday_is_that_of_the_almanac(void **state)
{
    (void)state;
    static const char *const known[] = {"2000-04-23", "2008-03-23", "2011-04-24",
                                        "2019-04-21", "2024-03-31", "2025-04-20",
                                        "2026-04-05", "2027-03-28", "2038-04-25"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        int year, month, d;
        date_to_ymd(day(known[i]), &year, &month, &d);
        assert_int_equal(demo_easter_sunday(year).days, day(known[i]).days);
    }
}

static void public_holidays_of_2026_are_closed_and_nothing_else_is(void **state)
{
    (void)state;
    static const char *const holidays[] = {"2026-01-01", "2026-01-06", "2026-04-03", "2026-04-05",
                                           "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-24",
                                           "2026-06-06", "2026-06-19", "2026-06-20", "2026-10-31",
                                           "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31"};
    size_t found = 0, expected = sizeof holidays / sizeof holidays[0];
    for (struct date d = day("2026-01-01"); d.days <= day("2026-12-31").days; d.days++) {
        found += demo_is_public_holiday(d);
    }
    assert_int_equal(found, expected);
    for (size_t i = 0; i < expected; i++) {
        assert_true(demo_is_public_holiday(day(holidays[i])));
    }
}

static void a_school_year_has_about_178_days(void **state)
{
    (void)state;
    for (int year = 2018; year < 2040; year++) {
        for (int variant = 0; variant < 2; variant++) {
            int n = 0;
            for (struct date d = date_school_year_first(year);
                 d.days <= date_school_year_last(year).days; d.days++) {
                n += demo_is_school_day(d, variant);
            }
            assert_in_range(n, 172, 184);
        }
    }
}

static void breaks_weekends_and_summers_are_closed(void **state)
{
    (void)state;
    static const char *const closed[] = {"2025-07-15",
                                         "2025-08-18",
                                         "2025-10-29" /* höstlov */,
                                         "2025-12-23",
                                         "2026-01-07",
                                         "2026-02-25" /* sportlov */,
                                         "2026-04-01" /* Holy Week */,
                                         "2026-04-03",
                                         "2026-04-06",
                                         "2026-05-15" /* the day after Ascension */,
                                         "2026-05-16",
                                         "2026-06-15"};
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++) {
        assert_false(demo_is_school_day(day(closed[i]), 0));
    }
    static const char *const open[] = {"2025-08-20", "2025-12-19", "2026-01-08", "2026-03-05",
                                       "2026-04-07", "2026-06-12", "2026-11-20"};
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++) {
        assert_true(demo_is_school_day(day(open[i]), 0));
    }
}

static void illness_peaks_in_november_and_february(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        double calm = demo_illness_factor(day("2025-09-10"), seed);
        double november = 0, february = 0;
        for (int i = 0; i < 30; i++) {
            struct date n = {day("2025-11-01").days + i}, f = {day("2026-02-01").days + i};
            double a = demo_illness_factor(n, seed), b = demo_illness_factor(f, seed);
            november = a > november ? a : november;
            february = b > february ? b : february;
        }
        assert_true(november > 1.8 * calm);
        assert_true(february > 1.8 * calm);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_sunday_is_that_of_the_almanac),
        cmocka_unit_test(public_holidays_of_2026_are_closed_and_nothing_else_is),
        cmocka_unit_test(a_school_year_has_about_178_days),
        cmocka_unit_test(breaks_weekends_and_summers_are_closed),
        cmocka_unit_test(illness_peaks_in_november_and_february),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
