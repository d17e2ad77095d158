/*
 * The pupils with whom others can be compared at one moment, and which of them are similar.
 *
 * Similar means: will go alike when nothing is done. What foretells that best is estimated anew at
 * every moment from the candidates themselves: a regression of their mean absence in the coming
 * ten weeks on their history makes a score (a prognostic score; Hansen 2008, Biometrika
 * 95:481–488), in which pupils with much absence count most, since those are the ones to be
 * compared with. Nearness is mostly nearness of the score, a little of the recent level, of the
 * invalid part and of age, on the square root scale, so that 2 and 6 % are as far apart as 30 and
 * 39 %. Within the nearest a local linear regression on the whole history evens out what still
 * differs.
 *
 * The history: mean absence in the last week with teaching, the one before, the 3, 5 and 15 before
 * those, invalid absence in the last 10, sex and age.
 */
#ifndef FOLLOWUP_CROWD_H
#define FOLLOWUP_CROWD_H

#include "followup/panel.h"
#include "stats/neighbours.h"

#define CROWD_SCORE_WEEKS  10
#define CROWD_SLOPES       8
#define CROWD_PLACES       4
#define CROWD_LEAST_RECENT 5 /* of the last ten weeks with teaching must be known */

/* The weeks with teaching of a panel, found once. */
struct school_weeks {
    int *number; /* of the weeks with teaching, rising */
    int *before; /* by week, week_count + 1 of them: how many weeks with teaching lie before it */
};
struct school_weeks school_weeks_find(const struct panel *p);
void school_weeks_free(struct school_weeks *s);

struct crowd;
struct crowd *crowd_new(const struct panel *p, const struct school_weeks *weeks);
void crowd_free(struct crowd *c); /* NULL is safe */

/* Make it the crowd of week `anchor`: the pupils for whom `candidate` is true and who have enough
 * history. `ahead[pupil]` is their mean absence without help in the CROWD_SCORE_WEEKS from the
 * anchor on, NAN when unknown. */
void crowd_fill(struct crowd *c, int anchor, const bool *candidate, const float *ahead);

/* The most similar pupils to one pupil at the crowd's week; out->row are pupils. False when the
 * pupil has too little history or the crowd is too small. */
bool crowd_similar(const struct crowd *c, size_t pupil, struct neighbours *out);

#endif
