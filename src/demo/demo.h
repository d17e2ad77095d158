/*
 * Writes the demo municipality: the files that banks import, and the truth about them.
 *
 *   school/       the municipal organiser   ss12000/, attendance-YYYY.csv (one a school
 *   independent/  the independent organiser year), staff.csv, cases.csv, consents.csv
 *   social/       social services           interventions, staff, cases and consents as CSV
 *   truth.json    the true effect of each intervention code (demo/truth.h)
 *   truth.csv     the same for each pupil
 *
 * The same options give byte-identical files. Memory grows with the pupils (about 200 bytes
 * each), not with the lessons. docs/formats.md describes the columns.
 */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "demo/town.h"

struct demo_options {
    unsigned pupils; /* 1 … DEMO_MAX_PUPILS */
    uint64_t seed;
    struct date end; /* last day of the data */
};

struct demo_summary {
    unsigned pupils, guardians, units;
    unsigned protected_pupils, interim_pupils;
    unsigned interventions;
    uint64_t attendance_rows;
    double absence_share;      /* of all offered minutes */
    unsigned above_20_percent; /* pupils over all their days */
    struct date first, end;
};

/* `dir` is made when it is not there and must be empty. ERR_CONFLICT: it is not. What was
 * written before a failure is left for the user to see. */
MUST_USE enum err demo_write(const char *dir, const struct demo_options *o,
                             struct demo_summary *out, struct err_ctx *ctx);

#endif
