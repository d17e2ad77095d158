#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/date.h"

static struct date day(const char *text)
{
    struct date d = {0};
    if (!date_parse(text, strlen(text), &d)) {
        fail_msg("no date: %s", text);
    }
    return d;
}

static void every_day_of_four_centuries_goes_to_text_and_back(void **state)
{
    (void)state;
    struct date first = day("1800-01-01"), last = day("2199-12-31");
    int weekday = date_weekday(first);
    assert_int_equal(weekday, 3); /* a Wednesday */
    for (struct date d = first; d.days <= last.days; d.days++) {
        char text[DATE_TEXT];
        struct date back = {0};
        date_format(d, text);
        assert_true(date_parse(text, 10, &back));
        assert_int_equal(back.days, d.days);
        assert_int_equal(date_weekday(d), weekday);
        weekday = weekday % 7 + 1;
    }
    assert_int_equal(last.days - first.days + 1, 146097); /* 400 Gregorian years */
    assert_int_equal(day("1970-01-01").days, 0);
}

static void only_days_that_exist_parse(void **state)
{
    (void)state;
    static const char *const bad[] = {"2025-02-29",
                                      "1900-02-29",
                                      "2026-02-30",
                                      "2026-13-01",
                                      "2026-00-10",
                                      "2026-04-31",
                                      "2026-01-00",
                                      "1799-12-31",
                                      "2200-01-01",
                                      "2026-1-01",
                                      "26-01-01",
                                      "2026/01/01",
                                      "20260101",
                                      "2026-01-1 ",
                                      " 026-01-01",
                                      "-026-01-01",
                                      "2026-+1-01",
                                      "2026-01-0x",
                                      ""};
    struct date d;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (date_parse(bad[i], strlen(bad[i]), &d)) {
            fail_msg("parsed: %s", bad[i]);
        }
    }
    assert_true(date_parse("2024-02-29", 10, &d));
    assert_true(date_parse("2000-02-29T", 10, &d));
    assert_false(date_parse("2000-02-29T", 11, &d));
}

static void iso_weeks_follow_the_thursday(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        int year, week;
    } cases[] = {
        {"2020-12-31", 2020, 53}, {"2021-01-01", 2020, 53}, {"2021-01-03", 2020, 53},
        {"2021-01-04", 2021, 1},  {"2024-12-30", 2025, 1},  {"2026-01-01", 2026, 1},
        {"2026-11-22", 2026, 47}, {"2027-01-03", 2026, 53}, {"2010-01-03", 2009, 53},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int year, week;
        date_iso_week(day(cases[i].day), &year, &week);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(week, cases[i].week);
    }
    assert_int_equal(date_monday(day("2026-11-22")).days, day("2026-11-16").days);
    assert_int_equal(date_monday(day("2026-11-16")).days, day("2026-11-16").days);
    assert_int_equal(date_monday(day("1969-12-31")).days, day("1969-12-29").days);
}

static void age_changes_on_the_birthday(void **state)
{
    (void)state;
    assert_int_equal(date_age(day("2011-11-22"), day("2026-11-21")), 14);
    assert_int_equal(date_age(day("2011-11-22"), day("2026-11-22")), 15);
    /* Born on 29 February: a year older on 1 March of a common year. */
    assert_int_equal(date_age(day("2012-02-29"), day("2027-02-28")), 14);
    assert_int_equal(date_age(day("2012-02-29"), day("2027-03-01")), 15);
    assert_int_equal(date_age(day("2012-02-29"), day("2028-02-29")), 16);
}

static void months_are_added_to_the_last_day_that_exists(void **state)
{
    (void)state;
    assert_int_equal(date_add_months(day("2026-01-31"), 1).days, day("2026-02-28").days);
    assert_int_equal(date_add_months(day("2024-01-31"), 1).days, day("2024-02-29").days);
    assert_int_equal(date_add_months(day("2026-03-31"), -1).days, day("2026-02-28").days);
    assert_int_equal(date_add_months(day("2026-11-22"), 14).days, day("2028-01-22").days);
    assert_int_equal(date_add_months(day("2026-01-15"), -13).days, day("2024-12-15").days);
}

static void the_school_year_turns_on_the_first_of_july(void **state)
{
    (void)state;
    assert_int_equal(date_school_year(day("2026-06-30")), 2025);
    assert_int_equal(date_school_year(day("2026-07-01")), 2026);
    assert_int_equal(date_school_year_first(2026).days, day("2026-07-01").days);
    assert_int_equal(date_school_year_last(2026).days, day("2027-06-30").days);
    assert_int_equal(date_term_first(day("2026-12-31")).days, day("2026-07-01").days);
    assert_int_equal(date_term_first(day("2027-06-30")).days, day("2027-01-01").days);
}

static void an_open_end_is_after_every_day_and_has_no_text(void **state)
{
    (void)state;
    char text[DATE_TEXT];
    int y, m, d;
    assert_true(DATE_OPEN.days > day("2199-12-31").days);
    assert_string_equal(date_format(DATE_OPEN, text), "");
    date_to_ymd(DATE_OPEN, &y, &m, &d); /* must not overflow */
    assert_true(y > 2199);
    assert_in_range(date_weekday(DATE_OPEN), 1, 7);
}

static struct timestamp at(const char *date, int hour, int minute)
{
    return (struct timestamp){((int64_t)day(date).days * 1440 + hour * 60 + minute) * 60000};
}

static void a_timestamp_falls_on_the_swedish_day(void **state)
{
    (void)state;
    assert_int_equal(timestamp_date(at("2026-01-10", 22, 59)).days, day("2026-01-10").days);
    assert_int_equal(timestamp_date(at("2026-01-10", 23, 0)).days, day("2026-01-11").days);
    assert_int_equal(timestamp_date(at("2026-07-10", 21, 59)).days, day("2026-07-10").days);
    assert_int_equal(timestamp_date(at("2026-07-10", 22, 0)).days, day("2026-07-11").days);
    assert_int_equal(timestamp_date((struct timestamp){-1}).days, 0); /* 1970-01-01 00:59 */
}

static void swedish_days_agree_with_the_time_zone_database(void **state)
{
    (void)state;
    setenv("TZ", "Europe/Stockholm", 1);
    tzset();
    for (int64_t s = 1577836800; s < 1893456000; s += 1787) { /* 2020–2029, about twice an hour */
        time_t clock = (time_t)s;
        struct tm local;
        assert_non_null(localtime_r(&clock, &local));
        struct date expected = {0};
        assert_true(
            date_from_ymd(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, &expected));
        assert_int_equal(timestamp_date((struct timestamp){s * 1000}).days, expected.days);
    }
}

static void a_timestamp_is_written_in_utc(void **state)
{
    (void)state;
    char text[TIMESTAMP_TEXT];
    assert_string_equal(timestamp_format((struct timestamp){0}, text), "1970-01-01T00:00:00.000Z");
    assert_string_equal(timestamp_format((struct timestamp){-1}, text), "1969-12-31T23:59:59.999Z");
    struct timestamp noon = at("2026-11-22", 12, 34);
    noon.ms += 56789;
    assert_string_equal(timestamp_format(noon, text), "2026-11-22T12:34:56.789Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_four_centuries_goes_to_text_and_back),
        cmocka_unit_test(only_days_that_exist_parse),
        cmocka_unit_test(iso_weeks_follow_the_thursday),
        cmocka_unit_test(age_changes_on_the_birthday),
        cmocka_unit_test(months_are_added_to_the_last_day_that_exists),
        cmocka_unit_test(the_school_year_turns_on_the_first_of_july),
        cmocka_unit_test(an_open_end_is_after_every_day_and_has_no_text),
        cmocka_unit_test(a_timestamp_falls_on_the_swedish_day),
        cmocka_unit_test(swedish_days_agree_with_the_time_zone_database),
        cmocka_unit_test(a_timestamp_is_written_in_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
