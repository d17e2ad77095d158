/*
 * Means, spread and the difference between two groups.
 */
#ifndef STATS_DESCRIBE_H
#define STATS_DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>

double describe_mean(const double *x, size_t n);     /* NAN when n is 0 */
double describe_variance(const double *x, size_t n); /* divides by n - 1; NAN below 2 */

/* An estimate with its uncertainty. NAN where it cannot be said. */
struct estimate {
    double value, se, df;
    double low, high; /* confidence interval */
};

/* value ± t quantile × se. */
struct estimate estimate_make(double value, double se, double df, double confidence);

/* Mean of `b` minus mean of `a`, unequal variances, with Satterthwaite's degrees of freedom.
 * Source: Welch (1947), Biometrika 34. */
struct estimate describe_welch(const double *a, size_t a_count, const double *b, size_t b_count,
                               double confidence);

#endif
