/* The figures that R made (expected/make.R), by name. */
#ifndef TESTS_STATS_EXPECTED_H
#define TESTS_STATS_EXPECTED_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline double expected(const char *name)
{
    FILE *file = fopen(SOURCE_DIR "/tests/stats/expected/expected.txt", "r");
    assert_non_null(file);
    char key[64];
    double value = NAN;
    bool found = false;
    while (!found && fscanf(file, "%63s %lf", key, &value) == 2) {
        found = strcmp(key, name) == 0;
    }
    fclose(file);
    if (!found) {
        fail_msg("%s is not in expected.txt", name);
    }
    return value;
}

/* Equal to `tolerance` of the larger, or absolutely near zero. */
static inline void assert_near(const char *name, double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fmax(1, fabs(want)))) {
        fail_msg("%s: %.15g is not %.15g", name, got, want);
    }
}

#endif
