/*
 * Linear regression by least squares with heteroscedasticity-consistent standard errors (HC3:
 * MacKinnon & White 1985; recommended for small samples by Long & Ervin 2000). For group
 * comparisons: outcome on the value before and on the group.
 */
#ifndef STATS_OLS_H
#define STATS_OLS_H

#include <stdbool.h>
#include <stddef.h>

#define OLS_MAX_COLUMNS 12

struct ols {
    size_t columns; /* with the intercept, which is first */
    double coefficient[OLS_MAX_COLUMNS];
    double se_hc3[OLS_MAX_COLUMNS];
    double df;
};

/* `x` holds `count` rows of `width` values; an intercept is added. False when there are too few
 * rows, too many columns, or columns that are linear combinations of each other. */
bool ols_fit(const double *x, size_t width, const double *y, size_t count, struct ols *out);

struct ols_matrix {
    double v[OLS_MAX_COLUMNS][OLS_MAX_COLUMNS];
};

/* Solve A x = b for the symmetric positive definite leading n × n part of `a`. `b` becomes x and
 * `a` its Cholesky factor. False when it is not positive definite. */
bool ols_solve(struct ols_matrix *a, size_t n, double b[OLS_MAX_COLUMNS]);

#endif
