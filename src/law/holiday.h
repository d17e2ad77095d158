/*
 * Swedish public holidays (lag 1989:253 om allmänna helgdagar) and how a time limit set by statute
 * ends (lag 1930:173 om beräkning av lagstadgad tid). Holds for the years 2005–2199, since the
 * national day became a holiday. Pure.
 */
#ifndef LAW_HOLIDAY_H
#define LAW_HOLIDAY_H

#include <stdbool.h>

#include "base/date.h"

struct date law_easter(int year); /* Easter Sunday, Gregorian */

enum law_holiday {
    LAW_HOLIDAY_NONE = 0, /* nor a Sunday */
    LAW_HOLIDAY_SUNDAY,   /* a Sunday that has no other name here */
    LAW_HOLIDAY_NEW_YEARS_DAY,
    LAW_HOLIDAY_EPIPHANY,
    LAW_HOLIDAY_GOOD_FRIDAY,
    LAW_HOLIDAY_EASTER_SUNDAY,
    LAW_HOLIDAY_EASTER_MONDAY,
    LAW_HOLIDAY_MAY_DAY,
    LAW_HOLIDAY_ASCENSION_DAY,
    LAW_HOLIDAY_WHIT_SUNDAY,
    LAW_HOLIDAY_NATIONAL_DAY,
    LAW_HOLIDAY_MIDSUMMER_DAY,
    LAW_HOLIDAY_ALL_SAINTS_DAY,
    LAW_HOLIDAY_CHRISTMAS_DAY,
    LAW_HOLIDAY_BOXING_DAY,
    LAW_HOLIDAY__MAX
};
/* The public holiday (allmän helgdag) that the day is. */
enum law_holiday law_holiday(struct date d);
extern const char *const law_holiday_sv[LAW_HOLIDAY__MAX]; /* "långfredagen"; [0] is "" */

/* Public holidays, Saturdays, and Midsummer Eve, Christmas Eve and New Year's Eve: days on which a
 * time limit does not end (1930:173 2 §). */
bool law_is_day_off(struct date d);

/* The day itself, or the first after it that is not a day off. */
struct date law_next_working_day(struct date d);

#endif
