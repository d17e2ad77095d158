/*
 * One line of an attendance file: found fields, tested, turned into a row of numbers – or into a
 * reason why not. The file format is in docs/formats.md.
 *
 * There are two readers of a line. The fast one takes lines without quotes, spaces or anything
 * else unusual, whose pupil it has met before; whatever it hesitates at goes to the careful one,
 * which alone decides that a line is wrong and why. The fast one accepts nothing that the careful
 * one would not read the same way (tests/school/test_attendance_line.c).
 */
#ifndef SCHOOL_ATTENDANCE_LINE_H
#define SCHOOL_ATTENDANCE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civic.h"
#include "base/csv.h"

enum attendance_column {
    ATTENDANCE_CIVIC_NO,
    ATTENDANCE_DATE,
    ATTENDANCE_OFFERED,
    ATTENDANCE_VALID,
    ATTENDANCE_INVALID,
    ATTENDANCE_LESSON, /* optional in the file */
    ATTENDANCE_COLUMN__MAX
};
extern const struct csv_column attendance_columns[ATTENDANCE_COLUMN__MAX];

enum attendance_fault {
    ATTENDANCE_FINE,
    ATTENDANCE_LINE_LONG,
    ATTENDANCE_NUL,
    ATTENDANCE_NOT_UTF8,
    ATTENDANCE_QUOTES,
    ATTENDANCE_FIELD_COUNT,
    ATTENDANCE_CIVIC_LENGTH,
    ATTENDANCE_CIVIC_DIGITS,
    ATTENDANCE_CIVIC_DATE,
    ATTENDANCE_CIVIC_CHECK,
    ATTENDANCE_NO_PUPIL, /* also a pupil with protected identity: the reason must not tell */
    ATTENDANCE_DATE_FORM,
    ATTENDANCE_DATE_NONE, /* 30 February */
    ATTENDANCE_DATE_RANGE,
    ATTENDANCE_EMPTY,
    ATTENDANCE_NEGATIVE,
    ATTENDANCE_NOT_WHOLE,
    ATTENDANCE_TOO_MANY,
    ATTENDANCE_ABSENT_MORE,
    ATTENDANCE_LESSON_RANGE,
    /* found when rows are added up: attendance_fold.h */
    ATTENDANCE_DUPLICATE,
    ATTENDANCE_DAY_LONG,
    ATTENDANCE_FAULT__MAX
};
const char *attendance_fault_reason(enum attendance_fault f);
const char *attendance_fault_remedy(enum attendance_fault f);

#define ATTENDANCE_LINE_MAX 4096 /* bytes with its line end; a longer one is refused */
#define ATTENDANCE_LINE_PAD 16
#define ATTENDANCE_DAY_ZERO 10957 /* 2000-01-01, in days since 1970-01-01 */
#define ATTENDANCE_DAYS     36525 /* days that a row can be about: to 2099-12-31 */
#define ATTENDANCE_LESSONS  31
#define ATTENDANCE_LINES    (1u << 27) /* more lines than a part of a file can have */

/* What a line says. */
struct attendance_row {
    uint32_t pupil;
    uint16_t day; /* since 2000-01-01 */
    uint16_t offered_minutes, valid_minutes, invalid_minutes;
    uint32_t lesson : 5; /* 0 when the file has no lessons */
    uint32_t line : 27;  /* of this part of the file, from 0 */
};

/* Where the columns stand in this file. */
struct attendance_layout {
    char separator;
    bool has_lesson;
    unsigned column_count;
    uint8_t role[CSV_MAX_COLUMNS]; /* enum attendance_column; __MAX for a column not asked for */
};

/* Which pupil a number belongs to. */
struct attendance_pupils {
    uint32_t count; /* pupils are numbered from 0 to count-1 */
    const void *user;
    /* False when this bank keeps no attendance for such a person. Several threads call it. */
    bool (*find)(const void *user, const struct civic_no *civic, uint32_t *pupil_out);
};

/* Reads lines of one file; one for each thread. */
struct attendance_line;
struct attendance_line *attendance_line_new(const struct attendance_layout *layout,
                                            const struct attendance_pupils *pupils);
void attendance_line_free(struct attendance_line *l);
void attendance_line_no_shortcut(struct attendance_line *l); /* for tests: careful reader only */

/* Reads the line at `p`. `n` bytes are there; p[n] must be a line feed and ATTENDANCE_LINE_PAD
 * bytes from there on must be readable. *next_out is where the next line starts, at most p + n + 1.
 * On a fault *column_out says where
 * (__MAX: the line as a whole). *blank_out: the line was empty, there is no row and no fault. */
enum attendance_fault attendance_line_read(struct attendance_line *l, const char *p, size_t n,
                                           const char **next_out, struct attendance_row *row_out,
                                           enum attendance_column *column_out, bool *blank_out);

#endif
