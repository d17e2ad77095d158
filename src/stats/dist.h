/*
 * Distribution functions: the standard normal and Student's t. Accurate to about 1e-10 in the
 * range that confidence intervals use.
 */
#ifndef STATS_DIST_H
#define STATS_DIST_H

double dist_normal_cdf(double x);
double dist_normal_quantile(double p); /* 0 < p < 1; ±infinity at the ends, NAN outside */

double dist_t_cdf(double t, double df);      /* df > 0; need not be whole */
double dist_t_quantile(double p, double df); /* 0 < p < 1; ±infinity at the ends, NAN outside */

#endif
