/*
 * The limits of absence signals. There is none in law ("no clear definition of what counts as
 * longer or repeated absence", requirement D04): each organiser sets its own, from a day on, and
 * old ones stay, so that a signal can be explained with the limits of its day. While nothing is
 * set, 10, 15 and 20 % of total absence hold (signals_default_rules).
 */
#ifndef SCHOOL_THRESHOLD_H
#define SCHOOL_THRESHOLD_H

#include "bank/bank.h"
#include "school/signals.h"

#define THRESHOLD_SET_MAX 8 /* limits of one measure at a time */

struct threshold {
    enum signals_measure measure;
    unsigned per_mille; /* 0: from this day there is no limit of the measure */
    struct date valid_from;
    struct date valid_to; /* last day; DATE_OPEN */
    struct timestamp set_at;
};

/* The rules that hold on a day. *defaults_out (may be NULL) tells that the limits of total
 * absence are those that come with the program. */
MUST_USE enum err threshold_rules(struct bank *b, struct date at, struct signals_rules *out,
                                  bool *defaults_out, struct err_ctx *ctx);

/* All that were ever set, by measure and day. The rows belong to the arena. */
MUST_USE enum err threshold_list(struct bank *b, struct arena *a, struct threshold **out,
                                 size_t *count_out, struct err_ctx *ctx);

/* A new set of limits. */
struct threshold_set {
    enum signals_measure measure;
    struct date from;          /* until the day before the next set, if one begins later */
    size_t count;              /* 0: no limit */
    const unsigned *per_mille; /* 1–999, each once */
};

/* Journalled, in a transaction of its own. ERR_INVALID when a limit is out of range or doubled. */
MUST_USE enum err threshold_set(struct bank *b, const struct threshold_set *set,
                                const struct actor *actor, struct err_ctx *ctx);

#endif
