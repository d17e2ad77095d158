/*
 * Rows of an attendance file added up to minutes per pupil and day, in memory: one plane for each
 * day that the file is about, with a place for every pupil. Ten bytes a pupil and day with
 * lessons, six without; the total has a maximum.
 *
 * Threads may add rows of different pupils at once if attendance_fold_part() sends the pupils to
 * different threads, and if the planes were made before. Rows of one pupil must come in the order
 * of the file, for the first of two duplicates is the one that counts.
 */
#ifndef SCHOOL_ATTENDANCE_FOLD_H
#define SCHOOL_ATTENDANCE_FOLD_H

#include "school/attendance_line.h"
#include "school/series.h"

struct attendance_fold;

struct attendance_fold *attendance_fold_new(uint32_t pupil_count, bool has_lesson,
                                            size_t max_bytes);
void attendance_fold_free(struct attendance_fold *f);

bool attendance_fold_has_day(const struct attendance_fold *f, uint16_t day);
/* Makes the plane of a day, if it is not there. ERR_LIMIT when there are too many. */
MUST_USE enum err attendance_fold_make_day(struct attendance_fold *f, uint16_t day,
                                           struct err_ctx *ctx);

/* Which of `parts` threads handles the pupil. */
unsigned attendance_fold_part(uint32_t pupil, unsigned parts);

/* Adds a row; its day has a plane. ATTENDANCE_DUPLICATE and ATTENDANCE_DAY_LONG: not added. */
enum attendance_fault attendance_fold_add(struct attendance_fold *f,
                                          const struct attendance_row *row);

/* The days with a plane, in rising order. Valid until another is made. */
const uint16_t *attendance_fold_days(const struct attendance_fold *f, size_t *count_out);

/* Minutes of a pupil's day; false when no row was about it. A day with a plane. */
bool attendance_fold_get(const struct attendance_fold *f, uint32_t pupil, uint16_t day,
                         struct series_day *out);

#endif
