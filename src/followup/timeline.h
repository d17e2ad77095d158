/*
 * One pupil's time line: weekly absence with interventions, consents and received items on it,
 * and what can honestly be said about the weeks before, during and after each intervention.
 * Arithmetic only; pupil.h reads it from a bank.
 *
 * What is never said: that an intervention caused anything. One pupil has no comparison, and a
 * pupil gets help when things are at their worst.
 */
#ifndef FOLLOWUP_TIMELINE_H
#define FOLLOWUP_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/intervention_code.h"
#include "base/date.h"
#include "stats/nap.h"

#define TIMELINE_BEFORE_WEEKS 12 /* with teaching, at most */
#define TIMELINE_AFTER_WEEKS  12
#define TIMELINE_LEAST_WEEKS  5 /* on either side, to say anything */
#define TIMELINE_MAX_WEEKS    160

/* Where something is known from. Index 0 is the bank's own register. */
struct timeline_source {
    bool own;
    const char *peer_name; /* the rest only of received letters */
    const char *grounds;   /* "OSL 10:1; R38" */
    struct letter_id letter;
    struct date sent, accepted;
};

struct timeline_week {
    struct date monday;
    int iso_year, iso_week;
    int offered_minutes, valid_minutes, invalid_minutes; /* offered 0: not counted */
    size_t source;
};

/* Weeks of one part of time, as means of weekly shares (0–1). */
struct timeline_phase {
    unsigned weeks;
    double absent, valid, invalid; /* NAN without weeks */
};

struct timeline_intervention {
    enum intervention_code code;
    enum intervention_level level;
    struct date start, end; /* end DATE_OPEN: goes on */
    size_t source;
    /* computed by timeline_compute */
    struct timeline_phase before, during, after;
    bool says_during, says_after;     /* enough weeks on both sides */
    struct nap nap_during, nap_after; /* against before; lower absence is better */
    bool overlaps;                    /* another one went on in these weeks */
};

enum timeline_mark_kind {
    MARK_CASE_OPENED,
    MARK_CASE_CLOSED,
    MARK_CONSENT_GIVEN,
    MARK_CONSENT_REFUSED,
    MARK_CONSENT_WITHDRAWN,
    MARK_GOAL,
    MARK_LETTER_RECEIVED,
    MARK__MAX
};
extern const char *const timeline_mark_code[MARK__MAX];
extern const char *const timeline_mark_text_sv[MARK__MAX];

struct timeline_mark {
    enum timeline_mark_kind kind;
    struct date on;
    const char *text; /* more, in Swedish; "" when there is none */
    size_t source;
};

struct timeline {
    struct case_id case_id; /* 0: outside a case */
    enum bank_kind bank_kind;
    const char *bank_name;
    struct date from, to; /* the asked period */
    struct timeline_source *sources;
    size_t source_count;
    struct timeline_week *weeks; /* one a calendar week of the period, in order */
    size_t week_count;
    struct timeline_intervention *interventions; /* by start */
    size_t intervention_count;
    struct timeline_mark *marks; /* by day */
    size_t mark_count;
    unsigned withdrawn_left_out; /* received letters not used since consent was withdrawn */
    /* computed */
    struct timeline_phase whole;
    unsigned own_weeks, received_weeks;
};

/* Fills in what is computed. Weeks that a start or an end splits belong to no phase. */
void timeline_compute(struct timeline *t);

/* valid + invalid of offered, 0–1; the week must have something offered. */
double timeline_share(const struct timeline_week *w);

#endif
