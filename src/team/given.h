/*
 * What help is given in a case: chosen from the catalogue, kept as an intervention about the
 * person (intervention/given.h), with the plan, each occasion, and why it ended. Only what is
 * documented by name is kept about a person; the rest is counted as a group
 * (intervention/groups.h).
 */
#ifndef TEAM_GIVEN_H
#define TEAM_GIVEN_H

#include "intervention/catalogue.h"
#include "intervention/given.h"

/* How often it is planned. Stored: add at the end. */
enum given_pace {
    PACE_NOT_SET,
    PACE_SEVERAL_A_WEEK,
    PACE_WEEKLY,
    PACE_FORTNIGHTLY,
    PACE_MONTHLY,
    PACE_AS_NEEDED,
    GIVEN_PACE__MAX
};
extern const char *const given_pace_code[GIVEN_PACE__MAX];
extern const char *const given_pace_text_sv[GIVEN_PACE__MAX];

enum given_end {
    GIVEN_GOES_ON,
    GIVEN_END_DONE,     /* as planned */
    GIVEN_END_GOAL,     /* the goal was reached before */
    GIVEN_END_DECLINED, /* the child or the guardians did not want to go on */
    GIVEN_END_NO_HELP,  /* it did not help enough */
    GIVEN_END_OTHER,    /* other help instead */
    GIVEN_END_MOVED,
    GIVEN_END_CAPACITY, /* the authority could not go on */
    GIVEN_END__MAX
};
extern const char *const given_end_code[GIVEN_END__MAX];
extern const char *const given_end_text_sv[GIVEN_END__MAX];

enum given_outcome { OCCASION_HELD, OCCASION_MISSED, OCCASION_CANCELLED, GIVEN_OUTCOME__MAX };
extern const char *const given_outcome_code[GIVEN_OUTCOME__MAX]; /* held, missed, cancelled */
extern const char *const given_outcome_text_sv[GIVEN_OUTCOME__MAX];

#define GIVEN_OCCASIONS_MOST 500

struct given {
    struct intervention v;
    struct case_id case_id;    /* 0: from a file, or registered outside a case */
    struct catalogue_id entry; /* 0 likewise */
    struct staff_id given_by;  /* 0: not an employee of this bank */
    int planned_occasions;     /* 0: not planned in number */
    enum given_pace pace;
    enum given_end end_reason;
    int count[GIVEN_OUTCOME__MAX]; /* occasions so far */
};

/* Begins one; journalled. Read of `in`: case_id, entry, v.start_date, v.end_date (DATE_OPEN: until
 * further notice), v.title (more about it, sealed; "" none), v.unit, given_by, planned_occasions,
 * pace. The actor must have the case. ERR_DENIED: the catalogue says that it is not documented by
 * name. ERR_CONFLICT: the same from the same day is there already. */
MUST_USE enum err given_start(struct bank *b, const struct actor *actor, const struct given *in,
                              struct intervention_id *id_out, struct err_ctx *ctx);
/* Ends one; journalled. ERR_CONFLICT: ended with a reason already. ERR_INVALID: before its start,
 * or in the future. */
MUST_USE enum err given_stop(struct bank *b, const struct actor *actor, struct intervention_id id,
                             struct date last_day, enum given_end reason, struct err_ctx *ctx);
/* One occasion; journalled. ERR_INVALID: outside its time or in the future. */
MUST_USE enum err given_occasion(struct bank *b, const struct actor *actor,
                                 struct intervention_id id, struct date on,
                                 enum given_outcome outcome, struct err_ctx *ctx);
/* Takes away one that was registered by mistake, with its occasions; journalled. */
MUST_USE enum err given_remove(struct bank *b, const struct actor *actor, struct intervention_id id,
                               struct err_ctx *ctx);

/* A person's interventions in this bank, newest first, from files too; journalled as one read.
 * ERR_NOT_FOUND: no relation to the person. */
MUST_USE enum err given_list(struct bank *b, const struct actor *actor, struct person_id person,
                             struct arena *a, struct given **out, size_t *count_out,
                             struct err_ctx *ctx);

/* Leaves only what the actor may know of from a list of a person's interventions: what was
 * registered in this case or in none; with case 0, in any case that the actor may see. */
MUST_USE enum err given_keep(struct bank *b, const struct actor *actor, struct person_id person,
                             struct case_id case_id, struct intervention *list, size_t *count,
                             struct err_ctx *ctx);

struct given_occasion {
    struct date on;
    enum given_outcome outcome;
    struct staff_id recorded_by;
};
/* One registered in a case, with its occasions by day; journalled. */
MUST_USE enum err given_read(struct bank *b, const struct actor *actor, struct intervention_id id,
                             struct arena *a, struct given *out, struct given_occasion **occasions,
                             size_t *occasion_count, struct err_ctx *ctx);

#endif
