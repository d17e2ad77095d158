/* Holidays against lists written out by hand, and Easter against another method. */
#include "fixture.h"

#include "law/holiday.h"

/* Knuth, The Art of Computer Programming, 1.3.2 exercise 14: by golden number and epact, where the
 * program uses Gauss's method without either. */
static struct date easter_by_epact(int year)
{
    int golden = year % 19 + 1;
    int century = year / 100 + 1;
    int x = 3 * century / 4 - 12;
    int z = (8 * century + 5) / 25 - 5;
    int sunday = 5 * year / 4 - x - 10;
    int epact = ((11 * golden + 20 + z - x) % 30 + 30) % 30;
    epact += (epact == 25 && golden > 11) || epact == 24;
    int moon = 44 - epact;
    moon += moon < 21 ? 30 : 0;
    int march = moon + 7 - (sunday + moon) % 7;
    struct date d;
    assert_true(date_from_ymd(year, march > 31 ? 4 : 3, march > 31 ? march - 31 : march, &d));
    return d;
}

static void easter_is_the_same_by_two_methods(void **state)
{
    (void)state;
    for (int year = 1900; year < 2200; year++) {
        assert_int_equal(law_easter(year).days, easter_by_epact(year).days);
        assert_int_equal(date_weekday(law_easter(year)), 7);
    }
    static const char *const known[] = {"2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20",
                                        "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        int y, m, d;
        date_to_ymd(day(known[i]), &y, &m, &d);
        assert_int_equal(law_easter(y).days, day(known[i]).days);
    }
}

/* As almanacs print them; Sundays that have no other name are left out. */
static const char *const holidays[] = {
    "2025-01-01", "2025-01-06", "2025-04-18", "2025-04-20", "2025-04-21", "2025-05-01",
    "2025-05-29", "2025-06-06", "2025-06-08", "2025-06-21", "2025-11-01", "2025-12-25",
    "2025-12-26", "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-05", "2026-04-06",
    "2026-05-01", "2026-05-14", "2026-05-24", "2026-06-06", "2026-06-20", "2026-10-31",
    "2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06", "2027-03-26", "2027-03-28",
    "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-16", "2027-06-06", "2027-06-26",
    "2027-11-06", "2027-12-25", "2027-12-26"};
static const char *const eves[] = {"2025-06-20", "2025-12-24", "2025-12-31",
                                   "2026-06-19", "2026-12-24", "2026-12-31",
                                   "2027-06-25", "2027-12-24", "2027-12-31"};

static bool listed(const char *const *list, size_t n, struct date d)
{
    for (size_t i = 0; i < n; i++) {
        if (day(list[i]).days == d.days) {
            return true;
        }
    }
    return false;
}

static void three_years_are_as_the_almanac_has_them(void **state)
{
    (void)state;
    size_t holidays_n = sizeof holidays / sizeof holidays[0];
    size_t eves_n = sizeof eves / sizeof eves[0];
    for (struct date d = day("2025-01-01"); d.days <= day("2027-12-31").days; d.days++) {
        bool named = listed(holidays, holidays_n, d);
        bool sunday = date_weekday(d) == 7;
        enum law_holiday h = law_holiday(d);
        assert_int_equal(h > LAW_HOLIDAY_SUNDAY, named);
        assert_int_equal(h != LAW_HOLIDAY_NONE, named || sunday);
        assert_int_equal(law_is_day_off(d),
                         named || date_weekday(d) >= 6 || listed(eves, eves_n, d));
    }
}

static void every_year_has_thirteen_named_holidays(void **state)
{
    (void)state;
    for (int year = 2005; year < 2200; year++) {
        size_t seen[LAW_HOLIDAY__MAX] = {0};
        struct date d, end;
        assert_true(date_from_ymd(year, 1, 1, &d) && date_from_ymd(year, 12, 31, &end));
        for (; d.days <= end.days; d.days++) {
            seen[law_holiday(d)]++;
        }
        /* Ascension Day can be the first of May, which then bears that name (as in 2008). */
        for (unsigned h = LAW_HOLIDAY_NEW_YEARS_DAY; h < LAW_HOLIDAY__MAX; h++) {
            assert_true(seen[h] == 1 || (h == LAW_HOLIDAY_ASCENSION_DAY && seen[h] == 0) ||
                        (h == LAW_HOLIDAY_WHIT_SUNDAY && seen[h] == 0));
        }
    }
    assert_int_equal(law_holiday(day("2008-05-01")), LAW_HOLIDAY_MAY_DAY);
    assert_string_equal(law_holiday_sv[law_holiday(day("2026-10-31"))], "alla helgons dag");
    assert_string_equal(law_holiday_sv[law_holiday(day("2026-11-06"))], "");
    assert_int_equal(law_holiday(day("2026-11-07")), LAW_HOLIDAY_NONE);
    assert_int_equal(law_holiday(day("2026-06-27")), LAW_HOLIDAY_NONE);
    assert_int_equal(law_holiday(day("2026-06-13")), LAW_HOLIDAY_NONE);
}

static void the_next_working_day_passes_over_christmas(void **state)
{
    (void)state;
    assert_int_equal(law_next_working_day(day("2026-12-24")).days, day("2026-12-28").days);
    assert_int_equal(law_next_working_day(day("2026-12-31")).days, day("2027-01-04").days);
    assert_int_equal(law_next_working_day(day("2026-04-03")).days, day("2026-04-07").days);
    assert_int_equal(law_next_working_day(day("2026-06-19")).days, day("2026-06-22").days);
    assert_int_equal(law_next_working_day(day("2026-11-20")).days, day("2026-11-20").days);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_is_the_same_by_two_methods),
        cmocka_unit_test(three_years_are_as_the_almanac_has_them),
        cmocka_unit_test(every_year_has_thirteen_named_holidays),
        cmocka_unit_test(the_next_working_day_passes_over_christmas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
