/*
 * Has one person changed, or is it the error of measuring? And how far were personal goals
 * reached?
 */
#ifndef STATS_CHANGE_H
#define STATS_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

/* The reliable change index: the difference in units of its own error of measurement. From the
 * standard deviation of the scale among people and its reliability (0–1, test-retest or internal
 * consistency). Source: Jacobson & Truax (1991), J Consult Clin Psychol 59:12–19. */
struct change_index {
    double difference;    /* after - before */
    double se_difference; /* sd · √(2(1 - reliability)) */
    double index;         /* difference / se_difference */
    bool reliable;        /* |index| > 1.96: less than 5 % of unchanged people come so far */
};

/* False, and nothing is said, unless sd is positive and reliability from 0 to below 1. */
bool change_index(double before, double after, double sd, double reliability,
                  struct change_index *out);

/* The smallest difference that is reliable: 1.96 · se_difference. NAN as above. */
double change_limit(double sd, double reliability);

/* Goal attainment scaling: the T score of levels from -2 to +2, 50 when all are as expected.
 * `correlation` between goals is 0.30 by convention. Source: Kiresuk & Sherman (1968), Community
 * Ment Health J 4:443–453. NAN without goals, or unless weights are positive and 0 ≤ correlation
 * ≤ 1. */
double change_gas(const int *levels, const int *weights, size_t count, double correlation);

#endif
