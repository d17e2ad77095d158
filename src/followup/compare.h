/*
 * What would have happened anyway: the expected absence of pupils who got help, from similar
 * pupils at the same time who had not.
 *
 * Why. Pupils are chosen when it is at its worst, and from there absence falls by itself
 * (regression to the mean): in 100,000 simulated pupils without any help, those chosen above 20 %
 * fell by 4 percentage points. A before-after difference alone says nothing. The comparison
 * pupils here have had the same recent weeks and the same longer history in the same calendar
 * weeks, so they regress as much, and meet the same holidays and waves of illness.
 *
 * How, for a pupil whose first whole week with help is s:
 * 1. Candidates: all pupils who at week s are in no case and have had no intervention, with at
 *    least five of the last ten weeks offered.
 * 2. The 60 most similar by what foretells their absence (followup/crowd.h) give a local linear
 *    prediction (stats/neighbours.h), with the same weights for every week after s.
 * 3. A candidate who is later drawn into a case is not dropped, since those who get worse are
 *    the ones drawn in, and leaving them out would make the comparison look too healthy. From
 *    that week on their own expected absence takes the place of their absence; it is made in the
 *    same way, which is why pupils are handled from the latest start to the earliest (a
 *    g-computation by neighbours; Robins 1986).
 * 4. Effect of a group: mean over its pupils of (mean weekly absence with help − expected), in
 *    the weeks with help, and in those after. Its standard error has the pupils' own spread, or
 *    that of similar pupils without help when it is larger, and what comes from shared comparison
 *    pupils (Abadie & Imbens 2006); the interval uses Student's t.
 *
 * What it rests on: that choice depended on what the attendance shows, not on something else
 * that also decides how it goes (a diagnosis, a move, the family's will). That cannot be tested
 * here and is said in every output.
 */
#ifndef FOLLOWUP_COMPARE_H
#define FOLLOWUP_COMPARE_H

#include "followup/panel.h"
#include "stats/describe.h"

#define COMPARE_BEFORE_WEEKS 8  /* weeks with teaching that make "before" */
#define COMPARE_AFTER_WEEKS  12 /* calendar weeks that make "after" */
#define COMPARE_LEAST_WEEKS  5  /* fewer before or during: the pupil is not counted */
#define COMPARE_CONFIDENCE   0.95

/* An intervention of a pupil of the panel. */
struct compare_subject {
    size_t pupil;
    struct panel_span span;
};

/* Everything about one subject; shares 0–1, NAN where there are no weeks. */
struct compare_result {
    int before_weeks, during_weeks, after_weeks;
    double before, during, after;
    bool counted;           /* enough weeks before and during */
    bool compared;          /* and similar pupils were found */
    double expected_before; /* of the similar pupils, to show that they are similar */
    double expected_during, expected_after;
    double spread_during, spread_after; /* variance of a comparison pupil's mean */
};

struct compare;

/* `entry[pupil]` is the week from which a pupil is in a case or has had an intervention, INT_MAX
 * for never. Panel, entry and subjects must outlive the result. */
struct compare *compare_run(const struct panel *panel, const int *entry,
                            const struct compare_subject *subjects, size_t count);
void compare_free(struct compare *c); /* NULL is safe */

const struct compare_result *compare_result(const struct compare *c, size_t subject);

/* Whether there is anything to say of the weeks after. */
bool compare_knows_after(const struct compare_result *r);

/* Over the subjects chosen by `in` that could be compared. `n_out` is how many; below 2 the
 * estimate is NAN. Shares, not per cent. */
struct estimate compare_during(const struct compare *c, const bool *in, size_t *n_out);
struct estimate compare_after(const struct compare *c, const bool *in, size_t *n_out);

#endif
