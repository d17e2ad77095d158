/*
 * Reads an attendance file: parts of fixed size, several threads, constant memory beside the
 * fold. The outcome – sums, counts, which rows are refused, in which order they are reported – is
 * the same whatever the number of threads and their timing:
 *
 *   1. Each thread reads the next part of the file and turns the lines that start in it into
 *      rows, sorted by the thread that will add them up.
 *   2. One thread gives the lines their numbers and makes the planes of new days.
 *   3. Each thread adds up the rows of its own pupils, part by part in the order of the file.
 *   4. One thread reports what was refused, by line.
 */
#ifndef SCHOOL_ATTENDANCE_FILE_H
#define SCHOOL_ATTENDANCE_FILE_H

#include "school/attendance_fold.h"

struct attendance_reject {
    unsigned long line; /* counted from 1, the header */
    const char *column; /* "" when it is about the whole line */
    const char *reason, *remedy;
};

struct attendance_file_options {
    struct attendance_pupils pupils;
    void (*reject)(void *user, const struct attendance_reject *r); /* in the order of lines */
    void *user;
    unsigned threads;  /* 0: two */
    size_t part_bytes; /* 0: 2 MiB; for tests */
    size_t max_bytes;  /* of the fold; 0: 384 MiB */
    bool careful;      /* for tests: without the fast reader */
};

struct attendance_file_totals {
    uint64_t rows;     /* lines that are not empty, without the header */
    uint64_t refused;  /* of them */
    uint64_t repeated; /* without lessons: rows just like the row before them */
    bool has_lesson;
};

/* Reads the whole of `fd`, a regular file that is not closed; `name` is for messages. *fold_out
 * belongs to the caller. ERR_INVALID: not an attendance file; ERR_LIMIT: too many days. */
MUST_USE enum err attendance_file_read(int fd, const char *name,
                                       const struct attendance_file_options *o,
                                       struct attendance_fold **fold_out,
                                       struct attendance_file_totals *totals_out,
                                       struct err_ctx *ctx);

#endif
