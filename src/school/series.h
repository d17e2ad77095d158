/*
 * A pupil's attendance day by day: minutes of teaching offered, and of that minutes of valid
 * (giltig) and invalid (ogiltig) absence. This header is arithmetic only; reading and writing a
 * bank is in series_store.h.
 *
 * A day with nothing offered is not a school day: no school, or nothing was reported. Such days
 * and weeks never count in a share. Absence share = (valid + invalid) / offered.
 *
 * Invariant of every day: valid + invalid <= offered <= SERIES_DAY_MINUTES.
 *
 * A school year (1 July–30 June) of one pupil is stored as one packed value. Packed form 1:
 * a byte 1, then tokens for the days from 1 July, until the last day with teaching. What a day
 * is expected to offer is what the same weekday offered last (nothing, before the first time).
 *   00nnnnnn  n+1 days as expected, no absence
 *   010nnnnn  n+1 days without teaching
 *   0110nnnn  n+1 days as expected, all of it valid absence
 *   0111nnnn  n+1 days as expected, all of it invalid absence
 *   10000ivo  one day; offered (o), valid (v) and invalid (i) minutes follow in that order, each
 *             1–1440 in one or two bytes, seven bits a byte, low first; without o the day offers
 *             what is expected, without v or i there was none
 * Anything else is refused. A year without absence takes about 25 bytes, a usual one 100–250.
 */
#ifndef SCHOOL_SERIES_H
#define SCHOOL_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

#define SERIES_DAY_MINUTES 1440
#define SERIES_YEAR_DAYS   366
#define SERIES_PACKED_MAX  (1 + SERIES_YEAR_DAYS * 7) /* bytes; no packed year is longer */

struct series_day {
    uint16_t offered_minutes, valid_minutes, invalid_minutes;
};

/* Days in a row, first `from`. The days are not owned. */
struct series {
    struct date from;
    size_t count;
    const struct series_day *days;
};

/* A whole school year; days[0] is 1 July. */
struct series_year {
    int school_year; /* the year it starts in */
    struct series_day days[SERIES_YEAR_DAYS];
};

struct series_sum {
    uint32_t offered_minutes, valid_minutes, invalid_minutes;
    unsigned school_days; /* days with something offered */
};

/* One ISO 8601 week; the days of it that are inside the asked period. */
struct series_week {
    struct date monday;
    int iso_year, iso_week;
    struct series_sum sum;
};

/* A run of school days with the days it covers. */
struct series_window {
    struct date first, last; /* the first and last school day counted */
    struct series_sum sum;   /* sum.school_days may be fewer than asked for */
};

bool series_day_valid(struct series_day d); /* the invariant above */
size_t series_year_length(int school_year); /* 365 or 366 */

/* The year as a series. It borrows the days. */
struct series series_of_year(const struct series_year *y);

/* The packed form; the same year always gives the same bytes. Every day must hold the invariant
 * and days past the year's length must be zero. Returns the number of bytes written. */
size_t series_pack(const struct series_year *y, uint8_t out[SERIES_PACKED_MAX]);

/* ERR_CORRUPT when the bytes are not a packed year; *out is then unspecified. */
MUST_USE enum err series_unpack(struct blob packed, int school_year, struct series_year *out);

/* Sum over from–to, both included; days outside the series count as nothing. */
struct series_sum series_sum_period(const struct series *s, struct date from, struct date to);

/* The last `school_days` school days that are not after `at` and not before `not_before`. The
 * window is empty (sum.school_days 0) when there is none. */
struct series_window series_last_days(const struct series *s, struct date at,
                                      struct date not_before, unsigned school_days);

/* Weekly sums for the ISO weeks that from–to touches, in order, weeks without teaching
 * included, into at most `max` places. Returns how many weeks the period has. */
size_t series_weeks(const struct series *s, struct date from, struct date to,
                    struct series_week *out, size_t max);

static inline uint32_t series_absent(struct series_sum s)
{
    return s.valid_minutes + s.invalid_minutes;
}

/* Absence share 0–1; 0 when nothing was offered (ask school_days first). */
double series_share(struct series_sum s);

/* Whether absent/offered is strictly above a share in thousandths. Exact. */
bool series_above(uint32_t absent_minutes, uint32_t offered_minutes, unsigned per_mille);

#endif
