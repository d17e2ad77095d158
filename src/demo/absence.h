/*
 * How a pupil of the demo is absent, lesson by lesson, when nobody does anything about it.
 *
 * Ordinary pupils fall ill in runs (more in November and February), see the dentist, take leave,
 * come late or skip a lesson now and then. A few skip lessons often (skolk), stay away longer
 * and longer (skolvägran) or are kept at home in clusters of days (föräldrastödd frånvaro). A
 * slow swing of each pupil's own makes good and bad spells, so that a pupil who is chosen in a
 * bad spell gets better without help: regression to the mean.
 */
#ifndef DEMO_ABSENCE_H
#define DEMO_ABSENCE_H

#include <stdint.h>

#include "demo/prng.h"
#include "demo/town.h"

#define DEMO_MAX_LESSONS 8
#define DEMO_MAX_DAYS    (366 * 2)

enum demo_pattern {
    DEMO_ORDINARY,
    DEMO_TRUANT,
    DEMO_REFUSAL,
    DEMO_PARENT_SUPPORTED,
    DEMO_PATTERN__MAX
};
extern const char *const demo_pattern_code[DEMO_PATTERN__MAX];

/* A day of a pupil; a day without lessons is no school day for that pupil. */
struct demo_day {
    uint8_t lessons;
    int8_t unit; /* index of the unit that offered the lessons */
    uint8_t minutes[DEMO_MAX_LESSONS], valid[DEMO_MAX_LESSONS], invalid[DEMO_MAX_LESSONS];
};

/* The days of one pupil, index 0 is the first day of the town. */
struct demo_days {
    struct demo_day day[DEMO_MAX_DAYS];
    int count;
    enum demo_pattern pattern;
};

/* What all pupils share: school days by calendar variant and the illness factor of each day. */
struct demo_year_plan;
struct demo_year_plan *demo_year_plan_new(const struct demo_town *t);
void demo_year_plan_free(struct demo_year_plan *plan); /* NULL is safe */

/* Fills the days of a pupil. Each pupil has a random stream of their own. */
void demo_absence_simulate(const struct demo_town *t, const struct demo_year_plan *plan,
                           unsigned pupil, struct demo_days *out);

int demo_day_offered(const struct demo_day *d); /* minutes */
int demo_day_absent(const struct demo_day *d);  /* minutes, valid and invalid */

#endif
