/*
 * Weekly absence of many pupils side by side: the memory of a group follow-up. One row a pupil,
 * one column a calendar week from `first_monday`. A week in which nothing was offered has no
 * share and never counts.
 *
 * Memory: 8 bytes a pupil and week; 100,000 pupils and 100 weeks are 80 MB.
 */
#ifndef FOLLOWUP_PANEL_H
#define FOLLOWUP_PANEL_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civic.h"
#include "base/date.h"

struct panel_week {
    float absent;  /* share of offered minutes, valid and invalid; NAN: nothing offered */
    float invalid; /* share of offered minutes */
};

struct panel_pupil {
    struct date birth_date; /* DATE_OPEN when unknown */
    enum sex sex;
};

struct panel {
    size_t pupil_count;
    int week_count;
    struct date first_monday;
    struct panel_pupil *pupils;
    struct panel_week *weeks; /* pupil-major */
};

struct panel *panel_new(size_t pupils, struct date first_monday, int weeks);
void panel_free(struct panel *p); /* NULL is safe */

static inline struct panel_week *panel_row(const struct panel *p, size_t pupil)
{
    return p->weeks + pupil * (size_t)p->week_count;
}

void panel_set(struct panel *p, size_t pupil, int week, uint32_t offered_minutes,
               uint32_t valid_minutes, uint32_t invalid_minutes);

/* Week number of a day; may be outside the panel. */
int panel_week_of(const struct panel *p, struct date d);
struct date panel_monday(const struct panel *p, int week);

/* Mean of weekly absence shares from `from` to `to`, both included and cut to the panel; weeks
 * without teaching are skipped. NAN and no weeks when there is none. */
double panel_mean(const struct panel *p, size_t pupil, int from, int to, int *weeks_out);

/* The first week of the last `want` weeks with teaching before `before`, looking back at most
 * `reach` weeks. *found_out is how many there are. */
int panel_back(const struct panel *p, size_t pupil, int before, int want, int reach,
               int *found_out);

/* The three parts of time around an intervention. A week belongs to a part when all its school
 * days, Monday to Friday, do; a week that the first or last day splits belongs to none. */
struct panel_span {
    int before_last;               /* last week wholly before the start */
    int during_first, during_last; /* during_last < during_first: no whole week */
    int after_first;               /* first week wholly after the end; week_count: not ended */
};
struct panel_span panel_span(const struct panel *p, struct date start, struct date end);

#endif
