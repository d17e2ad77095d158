#include "demo/calendar.h"

#include <math.h>

static struct date ymd(int year, int month, int day)
{
    struct date d = {0};
    (void)date_from_ymd(year, month, day, &d);
    return d;
}

static struct date plus(struct date d, int days)
{
    return (struct date){d.days + days};
}

static bool same(struct date a, struct date b)
{
    return a.days == b.days;
}

/* The anonymous Gregorian algorithm (Meeus, "Astronomical Algorithms", chapter 8). */
struct date demo_easter_sunday(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return ymd(year, n / 31, n % 31 + 1);
}

static bool is_fixed_holiday(int month, int day)
{
    static const int fixed[][2] = {{1, 1},   {1, 6},   {5, 1},   {6, 6},
                                   {12, 24}, {12, 25}, {12, 26}, {12, 31}};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        if (month == fixed[i][0] && day == fixed[i][1]) {
            return true;
        }
    }
    return false;
}

/* Midsummer's eve and day, and All Saints' Day: a weekday within a week. */
static bool is_floating_holiday(int month, int day, int weekday)
{
    bool midsummer = month == 6 && ((weekday == 5 && day >= 19 && day <= 25) ||
                                    (weekday == 6 && day >= 20 && day <= 26));
    bool all_saints = weekday == 6 && ((month == 10 && day == 31) || (month == 11 && day <= 6));
    return midsummer || all_saints;
}

bool demo_is_public_holiday(struct date d)
{
    /* Days from Easter Sunday: Good Friday, Sunday, Monday, Ascension, Whit Sunday. */
    static const int movable[] = {-2, 0, 1, 39, 49};
    int year, month, day;
    date_to_ymd(d, &year, &month, &day);
    struct date easter = demo_easter_sunday(year);
    for (size_t i = 0; i < sizeof movable / sizeof movable[0]; i++) {
        if (same(d, plus(easter, movable[i]))) {
            return true;
        }
    }
    return is_fixed_holiday(month, day) || is_floating_holiday(month, day, date_weekday(d));
}

/* Monday of an ISO week of the calendar year; 4 January is always in week 1. */
static struct date week_monday(int year, int week)
{
    return plus(date_monday(ymd(year, 1, 4)), 7 * (week - 1));
}

struct date demo_autumn_first(int year)
{
    return plus(week_monday(year, 34), 2);
}

struct date demo_autumn_last(int year)
{
    struct date d = ymd(year, 12, 20);
    return date_weekday(d) > 5 ? plus(d, 5 - date_weekday(d)) : d;
}

struct date demo_spring_first(int year)
{
    struct date d = ymd(year + 1, 1, 8);
    return date_weekday(d) > 5 ? plus(d, 8 - date_weekday(d)) : d;
}

struct date demo_spring_last(int year)
{
    return plus(week_monday(year + 1, 24), 4);
}

static bool is_study_day(struct date d, int variant)
{
    int year = date_school_year(d);
    int shift = variant % 3;
    return same(d, plus(week_monday(year, 39), shift)) ||
           same(d, plus(week_monday(year, 47), (shift + 2) % 5)) ||
           same(d, plus(week_monday(year + 1, 5), (shift + 4) % 5)) ||
           same(d, plus(week_monday(year + 1, 12), shift));
}

static bool is_break(struct date d)
{
    int year = date_school_year(d);
    int monday = date_monday(d).days;
    int easter_monday = demo_easter_sunday(year + 1).days - 6;
    /* The Friday after Ascension is a squeeze day (klämdag). */
    int squeeze = demo_easter_sunday(year + 1).days + 40;
    return monday == week_monday(year, 44).days || monday == week_monday(year + 1, 9).days ||
           monday == easter_monday || d.days == squeeze;
}

bool demo_is_school_day(struct date d, int variant)
{
    int year = date_school_year(d);
    bool autumn = d.days >= demo_autumn_first(year).days && d.days <= demo_autumn_last(year).days;
    bool spring = d.days >= demo_spring_first(year).days && d.days <= demo_spring_last(year).days;
    return (autumn || spring) && date_weekday(d) <= 5 && !demo_is_public_holiday(d) &&
           !is_break(d) && !is_study_day(d, variant);
}

static double wave(struct date d, struct date peak, double height)
{
    double x = (d.days - peak.days) / 13.0;
    return height * exp(-x * x);
}

double demo_illness_factor(struct date d, uint64_t seed)
{
    int year = date_school_year(d);
    struct prng r;
    prng_seed(&r, seed, 0x57415645u + (uint64_t)year);
    struct date november = ymd(year, 11, prng_between(&r, 5, 25));
    struct date february = ymd(year + 1, 2, prng_between(&r, 3, 22));
    double autumn_height = 0.8 + 0.6 * prng_unit(&r);
    double winter_height = 1.0 + 0.9 * prng_unit(&r);
    /* The calm part of the year is below the mean as much as the waves are above. */
    return 0.7 + wave(d, november, autumn_height) + wave(d, february, winter_height);
}
