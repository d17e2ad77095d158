/*
 * The authority's own times in bank.conf: targets stricter than the law (`target.DEADLINE = DAYS`)
 * and how long it keeps records where the law leaves that to it (`retention.RECORD = YEARS`).
 *
 * Deadlines and records are named as in the rule files. Whether there is such a one, and whether a
 * target is strict enough, is the law engine's answer (team/own_times.h); here only the form of the
 * line is looked at.
 */
#ifndef BANK_LOCAL_H
#define BANK_LOCAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum local_kind { LOCAL_TARGET, LOCAL_RETENTION, LOCAL__MAX };
extern const char *const local_prefix[LOCAL__MAX]; /* "target.", "retention." */

#define LOCAL_CODE 48
#define LOCAL_MAX  32 /* lines of one kind */

struct local_time {
    char code[LOCAL_CODE];
    int number; /* calendar days of a target, years of a retention */
};

struct bank_local {
    struct local_time list[LOCAL__MAX][LOCAL_MAX];
    size_t count[LOCAL__MAX];
};

/* Whether the key of a line is one of these; *kind_out and *code_out are then what it is of. */
bool local_key(const char *key, enum local_kind *kind_out, const char **code_out);
/* One line of the file. Days are 0–366, years 0–200. */
MUST_USE enum err local_set(struct bank_local *l, enum local_kind kind, const char *code,
                            const char *value, const char *where, struct err_ctx *ctx);
/* The authority's own number; -1: it has set none. */
int local_find(const struct bank_local *l, enum local_kind kind, const char *code);
void local_write(const struct bank_local *l, struct buf *out);

#endif
