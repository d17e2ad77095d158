#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Days from civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
static int32_t days_from_civil(int y, int m, int d)
{
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void date_to_ymd(struct date d, int *year, int *month, int *day)
{
    int64_t z = (int64_t)d.days + 719468; /* DATE_OPEN must not overflow */
    int era = (int)((z >= 0 ? z : z - 146096) / 146097);
    int doe = (int)(z - (int64_t)era * 146097);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp + (mp < 10 ? 3 : -9);
    *year = yoe + era * 400 + (*month <= 2);
}

bool date_from_ymd(int year, int month, int day, struct date *out)
{
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > lengths[month - 1] + (month == 2 && leap)) {
        return false;
    }
    out->days = days_from_civil(year, month, day);
    return true;
}

static int digits(const char *p, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9') {
            return -1;
        }
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

bool date_parse(const char *text, size_t n, struct date *out)
{
    if (n != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    return date_from_ymd(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2), out);
}

const char *date_format(struct date d, char out[DATE_TEXT])
{
    out[0] = '\0';
    if (d.days != DATE_OPEN.days) {
        int y, m, day;
        date_to_ymd(d, &y, &m, &day);
        /* unsigned and reduced, so that the compiler can see that the text fits */
        snprintf(out, DATE_TEXT, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
                 (unsigned)day % 100);
    }
    return out;
}

int date_weekday(struct date d)
{
    int w = (int)(((int64_t)d.days + 3) % 7); /* 1970-01-01 was a Thursday */
    return (w < 0 ? w + 7 : w) + 1;
}

struct date date_monday(struct date d)
{
    return (struct date){d.days - (date_weekday(d) - 1)};
}

void date_iso_week(struct date d, int *year, int *week)
{
    int month, day;
    struct date thursday = {date_monday(d).days + 3};
    date_to_ymd(thursday, year, &month, &day);
    *week = (thursday.days - days_from_civil(*year, 1, 1)) / 7 + 1;
}

int date_age(struct date birth, struct date at)
{
    int by, bm, bd, y, m, d;
    date_to_ymd(birth, &by, &bm, &bd);
    date_to_ymd(at, &y, &m, &d);
    return y - by - (m < bm || (m == bm && d < bd));
}

struct date date_add_months(struct date d, int months)
{
    int y, m, day;
    date_to_ymd(d, &y, &m, &day);
    int index = y * 12 + (m - 1) + months;
    struct date out = d;
    while (!date_from_ymd(index / 12, index % 12 + 1, day, &out) && day > 28) {
        day--;
    }
    return out;
}

int date_school_year(struct date d)
{
    int y, m, day;
    date_to_ymd(d, &y, &m, &day);
    return m >= 7 ? y : y - 1;
}

struct date date_school_year_first(int school_year)
{
    return (struct date){days_from_civil(school_year, 7, 1)};
}

struct date date_school_year_last(int school_year)
{
    return (struct date){days_from_civil(school_year + 1, 6, 30)};
}

struct date date_term_first(struct date d)
{
    int y, m, day;
    date_to_ymd(d, &y, &m, &day);
    return (struct date){days_from_civil(y, m >= 7 ? 7 : 1, 1)};
}

/* The last Sunday of a month, when summer time changes at 01:00 UTC (directive 2000/84/EC). */
static int64_t last_sunday_one_utc(int year, int month)
{
    int32_t last = days_from_civil(year, month, 31); /* March and October have 31 days */
    return ((int64_t)last - date_weekday((struct date){last}) % 7) * 86400 + 3600;
}

struct date timestamp_date(struct timestamp t)
{
    int64_t s = t.ms / 1000 - (t.ms % 1000 < 0);
    int32_t utc_day = (int32_t)(s / 86400 - (s % 86400 < 0));
    int y, m, d;
    date_to_ymd((struct date){utc_day}, &y, &m, &d);
    bool summer = s >= last_sunday_one_utc(y, 3) && s < last_sunday_one_utc(y, 10);
    s += summer ? 7200 : 3600;
    return (struct date){(int32_t)(s / 86400 - (s % 86400 < 0))};
}

struct timestamp timestamp_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (struct timestamp){(int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000};
}

struct date date_today(void)
{
    return timestamp_date(timestamp_now());
}

const char *timestamp_format(struct timestamp t, char out[TIMESTAMP_TEXT])
{
    int64_t day = t.ms / 86400000 - (t.ms % 86400000 < 0);
    unsigned ms = (unsigned)(t.ms - day * 86400000);
    char date[DATE_TEXT];
    snprintf(out, TIMESTAMP_TEXT, "%sT%02u:%02u:%02u.%03uZ",
             date_format((struct date){(int32_t)day}, date), ms / 3600000 % 24, ms / 60000 % 60,
             ms / 1000 % 60, ms % 1000);
    return out;
}
