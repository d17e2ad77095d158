/*
 * Import of an attendance file into a school bank.
 *
 * The file is read and added up in memory first (attendance_file.h); then one transaction merges
 * it: a day that the file tells of replaces what was stored about that pupil and day, every other
 * day stays. So the same file again changes nothing, a corrected file corrects, and an import that
 * is interrupted at any point leaves what was there before.
 *
 * Only enrolled, listed pupils are taken in. Rows of anyone else – unknown, not a pupil, protected
 * identity – are refused in the same words, so that the list of rejects discloses no protection.
 *
 * Memory: the fold (at most 384 MiB; 178 MB for 100,000 pupils, 178 days and lessons) and some
 * tens of megabytes.
 */
#ifndef SCHOOL_ATTENDANCE_IMPORT_H
#define SCHOOL_ATTENDANCE_IMPORT_H

#include "bank/bank.h"
#include "base/date.h"
#include "base/rejects.h"

struct attendance_import_options {
    const char *path;
    const char *rejects_path; /* NULL: only counted */
    const struct actor *actor;
    bool accept_missing; /* go on although more than 5 % of the pupils with attendance in the
                            file's period are not in the file */
    unsigned threads;    /* 0: two */
    size_t max_bytes;    /* of the fold; 0: 384 MiB */
};

struct attendance_import {
    bool has_lesson;
    uint64_t rows, refused; /* lines with something on them; of them not taken in */
    uint64_t repeated;      /* rows just like the row before (only without lessons) */
    uint64_t pupil_days;    /* taken in */
    uint64_t outside_days;  /* of them before or after the pupil's enrolments */
    uint64_t future_days;   /* of them after today */
    unsigned pupils, changed_pupils;
    unsigned days;                         /* different days in the file */
    struct date first, last;               /* of those; only when days > 0 */
    unsigned known_pupils, missing_pupils; /* with attendance in the period before; not in file */
    struct rejects_reasons reasons;
    bool asked; /* stopped since too many would be missing */
};

/* Journalled. ERR_CANCELLED with out->asked: more than 5 % missing, nothing changed. */
MUST_USE enum err attendance_import(struct bank *b, const struct attendance_import_options *o,
                                    struct attendance_import *out, struct err_ctx *ctx);

#endif
