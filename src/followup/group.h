/*
 * The group follow-up: for each intervention code, sex and age band how many pupils, their mean
 * weekly absence before, during and after, and the difference from what similar pupils who were
 * in no case lead us to expect (followup/compare.h). Every table passes disclosure control
 * (table/table.h), and protected persons are in none.
 *
 * A pupil counts once, with the first intervention that began in the period, so that five persons
 * in a cell are five persons. Counted are those with at least five weeks with teaching before
 * and during it. A social bank has no pupils outside cases to compare with: it shows means and
 * makes no comparison.
 *
 * Of hidden cells it is never told which were small and which were hidden for another's sake: that
 * would narrow down what they can be.
 */
#ifndef FOLLOWUP_GROUP_H
#define FOLLOWUP_GROUP_H

#include "bank/bank.h"
#include "bank/intervention_code.h"
#include "base/json.h"
#include "followup/compare.h"
#include "table/table.h"

/* What the table is divided by, bits. */
enum group_by { GROUP_BY_CODE = 1, GROUP_BY_SEX = 2, GROUP_BY_AGE = 4, GROUP_BY_ALL = 7 };

enum age_band {
    AGE_UNKNOWN,
    AGE_TO_9, /* at the start of the intervention */
    AGE_10_12,
    AGE_13_15,
    AGE_FROM_16,
    AGE_BAND__MAX
};
extern const char *const age_band_code[AGE_BAND__MAX];
extern const char *const age_band_text_sv[AGE_BAND__MAX];
enum age_band age_band_at(struct date birth, struct date at); /* birth DATE_OPEN: unknown */

struct group_question {
    unsigned by; /* bits of enum group_by; at least one */
    bool has_from, has_to;
    struct date from, to; /* starts in these days; unless told the last two school years */
};

/* An intervention of a pupil, before the table is made. */
struct group_start {
    size_t pupil; /* in the panel */
    enum intervention_code code;
    struct date start, end;
};

/* What a cell says. Not known, hidden and not compared are all NAN. */
struct group_means {
    bool shown;
    double before, during;
    bool after_shown;
    double after;
    struct estimate difference, difference_after; /* from the expected */
    double expected_during, expected_after;
    bool all_compared; /* the differences are about all the cell's pupils */
};

struct group_cell {
    int code, sex, age; /* -1: all */
    int64_t pupils;     /* -1: hidden */
    struct group_means means;
};

struct group {
    unsigned by;
    enum bank_kind bank_kind;
    const char *bank_name;
    struct date from, to, last_week; /* the Monday of the last week with data; DATE_OPEN: none */
    int64_t counted;                 /* pupils in the table; -1: hidden */
    int64_t left_out;          /* had a start but too few weeks; -1: fewer than five, but some */
    int64_t compared;          /* for the balance below; not to be shown */
    int64_t comparison_pupils; /* in no case and without interventions, ever */
    double balance_before, balance_expected; /* mean before: of the compared, of the similar */
    struct group_cell *cells;                /* with at least one pupil or hidden; margins last */
    size_t cell_count;
    struct table_audit audit; /* of all tables together; exposed must be 0 */
};

/* The table from a panel. `entry` as for compare_run, NULL when there is nobody to compare with.
 * The starts are sorted; of a pupil with several the first counts. All in `out` belongs to the
 * arena. */
void group_make(const struct panel *panel, const int *entry, struct group_start *starts,
                size_t count, struct arena *a, struct group *out);

/* Reads the bank, makes the table and journals it (followup.group) with the people whose
 * interventions were read, the period and the digest of the table. ERR_CORRUPT, and nothing to
 * show, if the audit finds a hidden cell laid open. ERR_DENIED for a STAFF actor who may not
 * (roles: see group_read.c). 100,000 pupils and two years take some seconds. */
MUST_USE enum err group_read(struct bank *b, const struct actor *actor,
                             const struct group_question *q, struct arena *a, struct group *out,
                             struct err_ctx *ctx);

/* docs/formats.md, "Follow-up of a group". */
void group_text(struct buf *b, const struct group *g);
void group_csv(struct buf *b, const struct group *g);
json_t *group_json(const struct group *g); /* a new reference */

/* What must be said with the table, a Swedish sentence each; the list ends with NULL. */
const char *const *group_cautions(const struct group *g);

#endif
