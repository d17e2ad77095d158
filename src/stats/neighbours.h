/*
 * What similar cases lead us to expect: the nearest neighbours of a target by its features, and
 * the weights with which their outcomes predict the target's outcome.
 *
 * The prediction is a local linear regression at the target (Cleveland 1979; Fan & Gijbels 1996)
 * over the nearest cases, with Epanechnikov kernel weights and a ridge penalty on the slopes. It
 * is linear in the outcomes, Σ w_j y_j with Σ w_j = 1, so the same weights serve every outcome of
 * the same neighbours (week after week) and their shares in an error can be followed. The slopes
 * take away the bias of plain averaging where the target lies at the edge of the crowd
 * (Abadie & Imbens 2011): a pupil with high absence has more neighbours below than above, and the
 * relation is not a straight line over the whole range, so one regression for all will not do.
 */
#ifndef STATS_NEIGHBOURS_H
#define STATS_NEIGHBOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NEIGHBOURS_MAX      64
#define NEIGHBOURS_FEATURES 8

/* Cases, a row each in two tables. By `place` it is decided who is near: units in which a
 * distance of one is equally much in every column; rows are in rising order of its first column,
 * so that a search looks only at those near by it. On `slope` the outcome is regressed. */
struct neighbours_crowd {
    size_t count;
    const float *place, *slope;
    size_t place_width, slope_width;
};

struct neighbours {
    size_t count;
    uint32_t row[NEIGHBOURS_MAX]; /* nearest first is not promised */
    double weight[NEIGHBOURS_MAX];
    double kernel[NEIGHBOURS_MAX];
    size_t width;
    double offset[NEIGHBOURS_MAX][NEIGHBOURS_FEATURES]; /* slope columns minus the target's */
};

/* The `want` nearest of the crowd (at most NEIGHBOURS_MAX) to a target with this place and these
 * slope columns, and their weights. False when there are fewer than slope_width + 3. */
bool neighbours_find(const struct neighbours_crowd *crowd, const float *place, const float *slope,
                     size_t want, struct neighbours *out);

/* Variance of single outcomes about the local fit, one outcome a neighbour. */
double neighbours_spread(const struct neighbours *n, const double *outcomes);

#endif
