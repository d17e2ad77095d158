#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "school/series.h"

static uint64_t state = 1;
static unsigned random_below(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

static struct series_day school_day(unsigned offered, unsigned valid, unsigned invalid)
{
    return (struct series_day){(uint16_t)offered, (uint16_t)valid, (uint16_t)invalid};
}

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

static struct series_day *at(struct series_year *y, struct date d)
{
    return &y->days[d.days - date_school_year_first(y->school_year).days];
}

static size_t round_trip(const struct series_year *y)
{
    uint8_t packed[SERIES_PACKED_MAX];
    size_t n = series_pack(y, packed);
    static struct series_year back;
    assert_int_equal(series_unpack((struct blob){packed, n}, y->school_year, &back), ERR_OK);
    assert_int_equal(back.school_year, y->school_year);
    assert_memory_equal(back.days, y->days, sizeof y->days);
    return n;
}

/* Teaching Monday–Friday from 18 August to 12 June with a break at Christmas. */
static void fill_school_days(struct series_year *y)
{
    for (struct date d = day(y->school_year, 8, 18); d.days <= day(y->school_year + 1, 6, 12).days;
         d.days++) {
        bool holiday = d.days > day(y->school_year, 12, 19).days &&
                       d.days < day(y->school_year + 1, 1, 8).days;
        if (date_weekday(d) <= 5 && !holiday) {
            *at(y, d) = school_day(300, 0, 0);
        }
    }
}

static void packs_a_year_without_absence_in_few_bytes(void **unused)
{
    (void)unused;
    struct series_year y = {.school_year = 2025};
    fill_school_days(&y);
    assert_true(round_trip(&y) < 30);
}

static void packs_a_usual_year_in_under_two_bytes_a_school_day(void **unused)
{
    (void)unused;
    struct series_year y = {.school_year = 2025};
    fill_school_days(&y);
    unsigned days = 0;
    for (size_t i = 0; i < SERIES_YEAR_DAYS; i++) {
        if (y.days[i].offered_minutes > 0) {
            days++;
            unsigned kind = random_below(100);
            y.days[i].valid_minutes = kind < 5 ? 300 : kind < 9 ? 60 : 0;
            y.days[i].invalid_minutes = kind >= 9 && kind < 13 ? 120 : 0;
        }
    }
    assert_true(round_trip(&y) < (size_t)2 * days);
}

static void keeps_every_day_of_random_years(void **unused)
{
    (void)unused;
    for (unsigned round = 0; round < 3000; round++) {
        struct series_year y = {.school_year = 2019 + (int)random_below(4)};
        size_t length = series_year_length(y.school_year);
        unsigned density = 1 + random_below(100);
        for (size_t i = 0; i < length; i++) {
            if (random_below(100) < density) {
                unsigned offered = random_below(3) == 0 ? random_below(1441) : 300;
                unsigned valid = random_below(3) == 0 ? random_below(offered + 1) : 0;
                unsigned left = offered - valid;
                unsigned invalid = random_below(3) == 0 ? random_below(left + 1) : 0;
                y.days[i] = school_day(offered, valid, invalid);
            }
        }
        round_trip(&y);
    }
}

static void packs_the_longest_year_within_the_maximum(void **unused)
{
    (void)unused;
    struct series_year y = {.school_year = 2023};
    assert_int_equal(series_year_length(2023), 366);
    for (size_t i = 0; i < 366; i++) {
        y.days[i] = school_day(1440 - (unsigned)(i % 5), 700, 700);
    }
    assert_int_equal(round_trip(&y), SERIES_PACKED_MAX);
}

static enum err unpack(const char *bytes, size_t n)
{
    static struct series_year y;
    return series_unpack((struct blob){(const uint8_t *)bytes, n}, 2025, &y);
}

#define refused(bytes)  assert_int_equal(unpack(bytes, sizeof(bytes) - 1), ERR_CORRUPT)
#define accepted(bytes) assert_int_equal(unpack(bytes, sizeof(bytes) - 1), ERR_OK)

static void refuses_what_is_not_a_packed_year(void **unused)
{
    (void)unused;
    accepted("\x01");
    refused("");
    refused("\x00");
    refused("\x02");
    accepted("\x01\x81\x3C");         /* one day of 60 minutes */
    refused("\x01\x81");              /* minutes missing */
    refused("\x01\x81\x00");          /* nothing offered is a run */
    refused("\x01\x81\xBC\x00");      /* not the shortest form of 60 */
    accepted("\x01\x81\xA0\x0B");     /* 1440 */
    refused("\x01\x81\xA1\x0B");      /* 1441 */
    refused("\x01\x81\xFF\x7F");      /* 16383 */
    refused("\x01\x80");              /* a day that says nothing */
    refused("\x01\x88");              /* reserved */
    refused("\x01\xFF");              /* reserved */
    accepted("\x01\x87\x3C\x1E\x1E"); /* 60 offered, 30 + 30 absent */
    refused("\x01\x87\x3C\x1E\x1F");  /* more absent than offered */
    refused("\x01\x82\x01");          /* absent from nothing */
    refused("\x01\x83\x3C\x00");      /* no valid minutes though said */
    refused("\x01\x85\x3C\x00");      /* no invalid minutes though said */
    refused("\x01\x3F");              /* ends with days without teaching */
    refused("\x01\x81\x3C\x40");      /* likewise */
    accepted("\x01\x81\x3C\x45\x00"); /* a week later as expected */
    /* 365 days fit in 2025/26, 366 do not */
    accepted("\x01\x3F\x3F\x3F\x3F\x3F\x2B\x81\x3C");
    refused("\x01\x3F\x3F\x3F\x3F\x3F\x2C\x81\x3C");
    refused("\x01\x3F\x3F\x3F\x3F\x3F\x3F");
    refused("\x01\x5F\x5F\x5F\x5F\x5F\x5F\x5F\x5F\x5F\x5F\x5F\x5F");
}

static void same_year_gives_same_bytes_whatever_made_it(void **unused)
{
    (void)unused;
    struct series_year y = {.school_year = 2025}, back;
    fill_school_days(&y);
    y.days[100].valid_minutes = y.days[100].offered_minutes;
    uint8_t a[SERIES_PACKED_MAX], b[SERIES_PACKED_MAX];
    size_t n = series_pack(&y, a);
    assert_int_equal(series_unpack((struct blob){a, n}, 2025, &back), ERR_OK);
    assert_int_equal(series_pack(&back, b), n);
    assert_memory_equal(a, b, n);
}

static void sums_a_period_and_ignores_days_outside(void **unused)
{
    (void)unused;
    struct series_year y = {.school_year = 2025};
    *at(&y, day(2025, 9, 1)) = school_day(300, 60, 0);
    *at(&y, day(2025, 9, 2)) = school_day(300, 0, 120);
    *at(&y, day(2025, 9, 3)) = school_day(200, 0, 0);
    struct series s = series_of_year(&y);
    struct series_sum sum = series_sum_period(&s, day(2025, 9, 1), day(2025, 9, 2));
    assert_int_equal(sum.offered_minutes, 600);
    assert_int_equal(sum.valid_minutes, 60);
    assert_int_equal(sum.invalid_minutes, 120);
    assert_int_equal(sum.school_days, 2);
    assert_true(series_share(sum) > 0.2999 && series_share(sum) < 0.3001);
    sum = series_sum_period(&s, day(2000, 1, 1), DATE_OPEN);
    assert_int_equal(sum.offered_minutes, 800);
    assert_int_equal(series_sum_period(&s, day(2026, 7, 1), day(2026, 8, 1)).school_days, 0);
    assert_int_equal(series_sum_period(&s, day(2025, 9, 3), day(2025, 9, 1)).school_days, 0);
}

static void window_counts_school_days_not_calendar_days(void **unused)
{
    (void)unused;
    struct series_year y = {.school_year = 2025};
    fill_school_days(&y);
    struct series s = series_of_year(&y);
    struct series_window w = series_last_days(&s, day(2026, 1, 9), day(2025, 7, 1), 20);
    assert_int_equal(w.sum.school_days, 20);
    assert_int_equal(w.last.days, day(2026, 1, 9).days);
    assert_int_equal(w.first.days, day(2025, 11, 26).days); /* 2 in January, 18 before */
    w = series_last_days(&s, day(2026, 1, 11), day(2026, 1, 1), 20);
    assert_int_equal(w.sum.school_days, 2);
    assert_int_equal(w.first.days, day(2026, 1, 8).days);
    assert_int_equal(w.last.days, day(2026, 1, 9).days);
    assert_int_equal(series_last_days(&s, day(2025, 8, 1), day(2025, 7, 1), 20).sum.school_days, 0);
}

static void weeks_are_iso_weeks_over_new_year(void **unused)
{
    (void)unused;
    struct series_year y = {.school_year = 2026};
    fill_school_days(&y);
    struct series s = series_of_year(&y);
    struct series_week weeks[4];
    size_t n = series_weeks(&s, day(2026, 12, 16), day(2027, 1, 12), weeks, 4);
    assert_int_equal(n, 5);
    assert_int_equal(weeks[0].iso_week, 51);
    assert_int_equal(weeks[0].sum.school_days, 3); /* from the Wednesday */
    assert_int_equal(weeks[2].iso_year, 2026);
    assert_int_equal(weeks[2].iso_week, 53);
    assert_int_equal(weeks[2].sum.school_days, 0);
    assert_int_equal(weeks[3].iso_year, 2027);
    assert_int_equal(weeks[3].iso_week, 1);
    assert_int_equal(weeks[3].sum.offered_minutes, 300); /* Friday 8 January */
}

static void exactly_the_threshold_is_not_above_it(void **unused)
{
    (void)unused;
    assert_false(series_above(60, 300, 200));
    assert_true(series_above(61, 300, 200));
    assert_false(series_above(0, 0, 0));
    assert_true(series_above(1, 4000000000u, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs_a_year_without_absence_in_few_bytes),
        cmocka_unit_test(packs_a_usual_year_in_under_two_bytes_a_school_day),
        cmocka_unit_test(keeps_every_day_of_random_years),
        cmocka_unit_test(packs_the_longest_year_within_the_maximum),
        cmocka_unit_test(refuses_what_is_not_a_packed_year),
        cmocka_unit_test(same_year_gives_same_bytes_whatever_made_it),
        cmocka_unit_test(sums_a_period_and_ignores_days_outside),
        cmocka_unit_test(window_counts_school_days_not_calendar_days),
        cmocka_unit_test(weeks_are_iso_weeks_over_new_year),
        cmocka_unit_test(exactly_the_threshold_is_not_above_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
