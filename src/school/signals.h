/*
 * Early absence signals: arithmetic on one pupil's school year. No score and no forecast – what
 * was counted, over which days, against the organiser's own limits (there is none in law:
 * skollagen 7:19 a; requirements D02–D06, E04). Valid and invalid absence are always told apart.
 *
 * Windows stay inside the school year, so that a signal in August never speaks of June: early in
 * the autumn the last "20 school days" are fewer, and the number counted is given.
 */
#ifndef SCHOOL_SIGNALS_H
#define SCHOOL_SIGNALS_H

#include "school/series.h"

#define SIGNALS_LIMITS_MAX 16

/* What a limit is about. */
enum signals_measure {
    SIGNALS_TOTAL,   /* valid and invalid absence together (the law's duty knows no difference) */
    SIGNALS_INVALID, /* invalid absence only */
    SIGNALS_MEASURE__MAX
};
extern const char *const signals_measure_code[SIGNALS_MEASURE__MAX]; /* total, invalid */

struct signals_limit {
    enum signals_measure measure;
    unsigned per_mille; /* a share strictly above it passes it */
};

struct signals_rules {
    unsigned window_days;  /* school days in the window, 20 */
    unsigned minimum_days; /* no limit is passed on fewer school days, 5 */
    size_t limit_count;
    struct signals_limit limits[SIGNALS_LIMITS_MAX];
};
extern const struct signals_rules signals_default_rules; /* 10, 15 and 20 % of total absence */

/* The highest limit passed, in per mille; 0: none. */
struct signals_passed {
    unsigned per_mille[SIGNALS_MEASURE__MAX];
};

enum signals_trend {
    SIGNALS_TREND_UNKNOWN, /* one of the windows is not full */
    SIGNALS_TREND_STEADY,  /* less than five percentage points up or down */
    SIGNALS_TREND_UP,      /* more absence than in the window before */
    SIGNALS_TREND_DOWN,
    SIGNALS_TREND__MAX
};
extern const char *const signals_trend_code[SIGNALS_TREND__MAX]; /* unknown, steady, up, down */

struct signals_result {
    struct series_window window; /* the last school days up to the asked day */
    struct series_window before; /* as many school days before those */
    struct series_window term;   /* the term up to the asked day */
    struct signals_passed window_passed, term_passed;
    enum signals_trend trend;
};

/* `year` is one school year; days after `at` do not count. Days of another year: nothing. */
void signals_compute(const struct series *year, struct date at, const struct signals_rules *rules,
                     struct signals_result *out);
bool signals_any(const struct signals_result *r); /* whether a limit was passed */

/* When the absence of the term falls. */
enum signals_weekdays {
    SIGNALS_WEEKDAYS_UNKNOWN, /* fewer than 20 school days or 5 days with absence */
    SIGNALS_WEEKDAYS_EVEN,    /* chance alone would often give as uneven a spread */
    SIGNALS_WEEKDAYS_ONE,     /* one weekday stands out */
    SIGNALS_WEEKDAYS_WEEKEND, /* Mondays and Fridays together stand out */
    SIGNALS_WEEKDAYS__MAX
};
extern const char *const signals_weekdays_code[SIGNALS_WEEKDAYS__MAX];

struct signals_pattern {
    unsigned school_days, absent_days; /* of the term; absent_days: with any absence */
    unsigned whole_days, part_days;    /* of absent_days: all day, or single lessons */
    unsigned run;                      /* the last school days in a row with whole-day absence */
    struct date run_first;             /* when run > 0 */
    bool mostly_part_days; /* at least 5 absent days, two thirds of them single lessons */
    enum signals_weekdays weekdays;
    int weekday;                 /* 1 Monday … 5 Friday when SIGNALS_WEEKDAYS_ONE */
    unsigned on_days, on_absent; /* of those weekdays: school days, and with absence */
};

/* A weekday stands out when so many of the days with absence would fall on it with a probability
 * under 5 % if they were spread by chance: hypergeometric tail, times 6 for the six questions
 * asked (five weekdays; Mondays and Fridays). */
void signals_find_pattern(const struct series *year, struct date at, struct signals_pattern *out);

/* P(X >= hits) when `drawn` of `all` days are drawn and `marked` of all are marked; at most
 * SERIES_YEAR_DAYS days. */
double signals_hypergeometric_tail(unsigned all, unsigned marked, unsigned drawn, unsigned hits);

#endif
