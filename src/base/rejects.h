/*
 * rejects.csv: what an import could not take in, one line each, for the person who mends the file.
 * Columns line, column, reason, remedy, file, level; level is `rejected` (not taken in) or
 * `warning` (taken in, look at it). No value of a rejected row is ever written, only where it is.
 *
 * The file is made at the first entry, readable by its owner only. An import without entries
 * removes what an earlier one left at the same path, so that no stale list misleads.
 * Not thread-safe.
 */
#ifndef BASE_REJECTS_H
#define BASE_REJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define REJECTS_MAX 100000 /* lines written; after that they are only counted */

struct rejects;

/* `path` NULL counts only. Fails (ERR_CONFLICT) when something else than a list of rejects is at
 * the path. */
MUST_USE enum err rejects_open(const char *path, struct rejects **out, struct err_ctx *ctx);

/* `file` and `column` may be NULL; `line` 0 means the file as a whole. */
struct reject {
    const char *file; /* only its last part is written */
    unsigned long line;
    const char *column;
    const char *reason; /* no personal data */
    const char *remedy;
};
void rejects_add(struct rejects *r, const struct reject *what);
void rejects_warn(struct rejects *r, const struct reject *what);

unsigned long rejects_count(const struct rejects *r); /* rejected */
unsigned long rejects_warnings(const struct rejects *r);

/* The entries by reason, most first: what somebody reads before opening the list. */
#define REJECTS_REASONS 12
struct rejects_reason {
    char reason[160], remedy[200];
    bool warning;
    unsigned long count, first_line; /* 0: about a file as a whole */
};
struct rejects_reasons {
    size_t count;
    struct rejects_reason rows[REJECTS_REASONS];
    unsigned long others; /* entries with yet other reasons */
};
void rejects_reasons(const struct rejects *r, struct rejects_reasons *out);

/* Frees in every case. ERR_IO when the list could not be written whole. */
MUST_USE enum err rejects_close(struct rejects *r, struct err_ctx *ctx);

#endif
