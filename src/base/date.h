/*
 * Dates and times. A date is a day in the proleptic Gregorian calendar without a time zone; a
 * timestamp is UTC. Dates are what the law counts in; timestamps are for the journal.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
    int32_t days; /* since 1970-01-01 */
};

struct timestamp {
    int64_t ms; /* since 1970-01-01T00:00:00Z */
};

#define DATE_TEXT      11 /* "YYYY-MM-DD" and NUL */
#define TIMESTAMP_TEXT 25 /* "YYYY-MM-DDTHH:MM:SS.mmmZ" and NUL */

/* A date far after every other, for "no end". */
#define DATE_OPEN ((struct date){INT32_MAX})

bool date_from_ymd(int year, int month, int day, struct date *out); /* false: no such day */
void date_to_ymd(struct date d, int *year, int *month, int *day);

/* Exactly "YYYY-MM-DD" in `n` bytes; years 1800–2199. False if it is anything else. */
bool date_parse(const char *text, size_t n, struct date *out);
const char *date_format(struct date d, char out[DATE_TEXT]); /* returns out; DATE_OPEN gives "" */

int date_weekday(struct date d);                         /* 1 Monday … 7 Sunday (ISO 8601) */
void date_iso_week(struct date d, int *year, int *week); /* ISO 8601 week */
struct date date_monday(struct date d);                  /* Monday of the same ISO week */
int date_age(struct date birth, struct date at);         /* whole years */
struct date date_add_months(struct date d, int months);  /* clamps to the last day of the month */

/* The school year a day belongs to, named by the year it starts in; it runs 1 July–30 June. */
int date_school_year(struct date d);
struct date date_school_year_first(int school_year);
struct date date_school_year_last(int school_year);

/* The term a day belongs to: autumn (HT) 1 July–31 December, spring (VT) 1 January–30 June. */
struct date date_term_first(struct date d);

struct date date_today(void); /* in Europe/Stockholm */
struct timestamp timestamp_now(void);
const char *timestamp_format(struct timestamp t, char out[TIMESTAMP_TEXT]);
struct date timestamp_date(struct timestamp t); /* the day in Europe/Stockholm */

#endif
