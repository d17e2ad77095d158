/*
 * A progress line for long work: share done, rate and time left, redrawn at most five times a
 * second on standard error. Silent unless standard error is a terminal.
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *title; /* not owned */
    const char *unit;  /* plural, such as "rows" */
    uint64_t total;    /* bytes or steps that make 100 %; 0 when unknown */
    int64_t started_ms, drawn_ms;
    bool shown;
};

void progress_start(struct progress *p, const char *title, const char *unit, uint64_t total);
/* `done` of `total`; `count` units (rows) so far. Cheap to call often. */
void progress_step(struct progress *p, uint64_t done, uint64_t count);
void progress_end(struct progress *p); /* clears the line */

#endif
