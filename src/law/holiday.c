#include "law/holiday.h"

const char *const law_holiday_sv[LAW_HOLIDAY__MAX] = {
    "",
    "söndag",
    "nyårsdagen",
    "trettondedag jul",
    "långfredagen",
    "påskdagen",
    "annandag påsk",
    "första maj",
    "Kristi himmelsfärdsdag",
    "pingstdagen",
    "nationaldagen",
    "midsommardagen",
    "alla helgons dag",
    "juldagen",
    "annandag jul",
};

/* Gauss's method as corrected by Butcher (Nature, 20 April 1876): the Sunday after the full moon
 * of the church's tables on or after 21 March. */
struct date law_easter(int year)
{
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int g = (8 * b + 13) / 25;
    int h = (19 * a + b - b / 4 - g + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    struct date easter = {0};
    (void)date_from_ymd(year, n / 31, n % 31 + 1, &easter); /* 22 March to 25 April always is */
    return easter;
}

/* Holidays on a fixed day of the year (1989:253 2 §). */
static enum law_holiday fixed(int month, int day)
{
    static const struct {
        int month, day;
        enum law_holiday holiday;
    } days[] = {
        {1, 1, LAW_HOLIDAY_NEW_YEARS_DAY},   {1, 6, LAW_HOLIDAY_EPIPHANY},
        {5, 1, LAW_HOLIDAY_MAY_DAY},         {6, 6, LAW_HOLIDAY_NATIONAL_DAY},
        {12, 25, LAW_HOLIDAY_CHRISTMAS_DAY}, {12, 26, LAW_HOLIDAY_BOXING_DAY},
    };
    for (unsigned i = 0; i < sizeof days / sizeof days[0]; i++) {
        if (days[i].month == month && days[i].day == day) {
            return days[i].holiday;
        }
    }
    return LAW_HOLIDAY_NONE;
}

/* Holidays that follow Easter, by the number of days after it. */
static enum law_holiday after_easter(int32_t days)
{
    return days == -2   ? LAW_HOLIDAY_GOOD_FRIDAY
           : days == 0  ? LAW_HOLIDAY_EASTER_SUNDAY
           : days == 1  ? LAW_HOLIDAY_EASTER_MONDAY
           : days == 39 ? LAW_HOLIDAY_ASCENSION_DAY
           : days == 49 ? LAW_HOLIDAY_WHIT_SUNDAY
                        : LAW_HOLIDAY_NONE;
}

/* The Saturdays of 20–26 June and of 31 October–6 November. */
static enum law_holiday named_saturday(int month, int day)
{
    if (month == 6 && day >= 20 && day <= 26) {
        return LAW_HOLIDAY_MIDSUMMER_DAY;
    }
    return (month == 10 && day == 31) || (month == 11 && day <= 6) ? LAW_HOLIDAY_ALL_SAINTS_DAY
                                                                   : LAW_HOLIDAY_NONE;
}

enum law_holiday law_holiday(struct date d)
{
    int year, month, day;
    date_to_ymd(d, &year, &month, &day);
    enum law_holiday found = fixed(month, day);
    if (found == LAW_HOLIDAY_NONE) {
        found = after_easter(d.days - law_easter(year).days);
    }
    if (found == LAW_HOLIDAY_NONE && date_weekday(d) == 6) {
        found = named_saturday(month, day);
    }
    return found == LAW_HOLIDAY_NONE && date_weekday(d) == 7 ? LAW_HOLIDAY_SUNDAY : found;
}

bool law_is_day_off(struct date d)
{
    int year, month, day;
    date_to_ymd(d, &year, &month, &day);
    bool christmas_eve = month == 12 && day == 24;
    bool new_years_eve = month == 12 && day == 31;
    bool midsummer_eve =
        date_weekday(d) == 5 && law_holiday((struct date){d.days + 1}) == LAW_HOLIDAY_MIDSUMMER_DAY;
    return date_weekday(d) == 6 || law_holiday(d) != LAW_HOLIDAY_NONE || christmas_eve ||
           new_years_eve || midsummer_eve;
}

struct date law_next_working_day(struct date d)
{
    while (law_is_day_off(d)) {
        d.days++;
    }
    return d;
}
