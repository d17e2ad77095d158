/*
 * The true effects, summed while the demo is written: for each intervention code the mean over
 * its pupils of (absence share as it was − absence share as it would have been), in percentage
 * points, with the same illness, weather and luck on both sides.
 */
#ifndef DEMO_TRUTH_H
#define DEMO_TRUTH_H

#include <stdio.h>

#include "demo/effect.h"

enum { DEMO_BEFORE_WEEKS = 12, DEMO_AFTER_WEEKS = 12, DEMO_TRUTH_WEEKS = 30 };

struct demo_sum {
    unsigned pupils;
    double with, without; /* sums of the pupils' mean weekly absence shares */
};

/* One episode: mean weekly absence shares; a period without weeks has weeks == 0. */
struct demo_period {
    int weeks;
    double with, without;
};
struct demo_outcome {
    struct demo_period before, during, after;
};

struct demo_truth {
    unsigned episodes[DEMO_KINDS];
    struct demo_sum before[DEMO_KINDS], during[DEMO_KINDS], after[DEMO_KINDS];
    struct demo_sum week[DEMO_KINDS][DEMO_TRUTH_WEEKS]; /* by weeks since the start */
};

/* `with` and `without` are the days as they were and as they would have been. */
void demo_truth_add(struct demo_truth *truth, const struct demo_town *t,
                    const struct demo_episode *e, const struct demo_days *with,
                    const struct demo_days *without, struct demo_outcome *out);

void demo_truth_write(const struct demo_truth *truth, const struct demo_town *t, FILE *out);

#endif
