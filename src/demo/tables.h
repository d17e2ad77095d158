/* The CSV files of the demo, written pupil by pupil. */
#ifndef DEMO_TABLES_H
#define DEMO_TABLES_H

#include "base/err.h"
#include "demo/effect.h"
#include "demo/truth.h"

struct demo_tables;

MUST_USE enum err demo_tables_open(const char *dir, const struct demo_town *t,
                                   struct demo_tables **out, struct err_ctx *ctx);

/* Attendance rows of one pupil, one a lesson; returns how many. */
uint64_t demo_tables_add_days(struct demo_tables *tables, const struct demo_town *t, unsigned pupil,
                              const struct demo_days *days);

/* An intervention with the cases, consents and the truth that go with it. */
void demo_tables_add_episode(struct demo_tables *tables, const struct demo_town *t, unsigned pupil,
                             const struct demo_episode *e, enum demo_pattern pattern,
                             const struct demo_outcome *outcome);

/* Tells whether everything was written; frees. */
MUST_USE enum err demo_tables_close(struct demo_tables *tables, struct err_ctx *ctx);

#endif
