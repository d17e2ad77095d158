/*
 * Nonoverlap of all pairs (NAP): of all pairs of one observation before and one after, the share
 * in which the later one is better; ties count half. 0.5 is no difference, 1 is that every later
 * observation is better than every earlier one.
 *
 * Here better is LOWER: the observations are absence shares.
 *
 * Sources: Parker & Vannest (2009), Behavior Therapy 40:357–367. Standard error: the unbiased
 * estimator of Sen (1967) and Mee (1990). Interval: method 5 of Newcombe (2006), Statistics in
 * Medicine 25:559–573. The interval takes the observations as independent; weeks that follow
 * each other are not quite so, and the true uncertainty is rather larger.
 */
#ifndef STATS_NAP_H
#define STATS_NAP_H

#include <stddef.h>

struct nap {
    double value;
    double se; /* NAN when either phase has fewer than 2 observations */
    double low, high;
};

/* Both phases must have at least one observation; otherwise every member is NAN. */
struct nap nap_decrease(const double *before, size_t before_count, const double *after,
                        size_t after_count, double confidence);

#endif
