/*
 * Attendance series in a bank: reading a pupil's period, all pupils of a school year, and storing
 * days. Nothing here journals: the caller writes the entry (JOURNAL_ATTENDANCE_READ or what the
 * reading is part of), and takes care that protected pupils are not shown (series_walk shows
 * listed pupils only; series_read reads whom it is asked for).
 */
#ifndef SCHOOL_SERIES_STORE_H
#define SCHOOL_SERIES_STORE_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "school/series.h"

#define SERIES_READ_YEARS 30 /* a period that touches more school years is refused (ERR_LIMIT) */

/* The days from–to, both included; a day of which nothing is stored has nothing offered. The
 * days belong to the arena. ERR_CORRUPT when a stored year is not one. */
MUST_USE enum err series_read(struct bank *b, struct person_id person, struct date from,
                              struct date to, struct arena *a, struct series *out,
                              struct err_ctx *ctx);

/* Every listed pupil with something stored in the school year, by person id. About 2 µs a pupil. */
struct series_walk;
MUST_USE enum err series_walk_open(struct bank *b, int school_year, struct series_walk **out,
                                   struct err_ctx *ctx);
/* False at the end and on an error, which closing tells. */
bool series_walk_next(struct series_walk *w, struct person_id *person_out,
                      struct series_year *year_out);
MUST_USE enum err series_walk_close(struct series_walk *w, struct err_ctx *ctx);

/* What is now known of one day. It replaces what was stored about the day. */
struct series_change {
    struct date date;
    struct series_day day; /* holds the invariant of series.h */
};

/* Stores the days of one pupil, in any order but each once, in the caller's write transaction.
 * Days not named stay. *changed_out tells whether anything differs from before. */
MUST_USE enum err series_put(struct bank *b, struct person_id person,
                             const struct series_change *changes, size_t count, bool *changed_out,
                             struct err_ctx *ctx);

/* Says that a stored year cannot be unpacked: ERR_CORRUPT. */
enum err series_store_corrupt(struct err_ctx *ctx);

#endif
