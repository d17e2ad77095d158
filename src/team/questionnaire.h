/*
 * Questionnaires: an instrument that a child, a guardian or staff is asked to answer by a day.
 * Who is asked may always say no, and nothing follows from it. Answers begun are kept sealed, so
 * that one can go on later.
 *
 * An employee who has the case plans, reminds, takes away, and can fill in together with whom it
 * concerns. A pupil answers the own ones, a guardian those addressed to that guardian.
 */
#ifndef TEAM_QUESTIONNAIRE_H
#define TEAM_QUESTIONNAIRE_H

#include "team/measure.h"

struct questionnaire_id {
    int64_t v;
};

enum questionnaire_state {
    QUESTIONNAIRE_OPEN,
    QUESTIONNAIRE_ANSWERED,
    QUESTIONNAIRE_DECLINED,
    QUESTIONNAIRE_CANCELLED, /* by staff */
    QUESTIONNAIRE_STATE__MAX
};
extern const char *const questionnaire_state_code[QUESTIONNAIRE_STATE__MAX];
extern const char *const questionnaire_state_text_sv[QUESTIONNAIRE_STATE__MAX];

#define QUESTIONNAIRE_EARLY_DAYS 7  /* it can be answered so long before its day */
#define QUESTIONNAIRE_LATE_DAYS  7  /* it is late so long after it */
#define QUESTIONNAIRE_MOST       26 /* planned at once */

struct questionnaire {
    struct questionnaire_id id, plan; /* plan: the first of those planned together */
    struct person_id person;
    struct case_id case_id;
    struct instrument_id instrument;
    enum respondent respondent;
    struct person_id respondent_id; /* the guardian asked; else 0 */
    enum measure_moment moment;
    struct date due_on;
    enum questionnaire_state state;
    int reminders;
    struct date reminded_on, closed_on; /* DATE_OPEN: not yet */
    struct measurement_id measurement;  /* 0: not answered */
    bool begun;                         /* answers are kept, to go on with */
};

/* One, or one every so many weeks. */
struct questionnaire_plan {
    struct case_id case_id;
    struct instrument_id instrument;
    enum respondent respondent;
    struct person_id respondent_id; /* guardian: who; 0 when only staff can fill in */
    struct date first, last;        /* last is not read unless every_weeks */
    int every_weeks;                /* 0: once */
    bool first_is_before, last_is_after;
};

/* Makes the questionnaires, journalled. ERR_CONFLICT: this respondent has an open one of the same
 * instrument on one of the days. ERR_LIMIT: more than QUESTIONNAIRE_MOST. */
MUST_USE enum err questionnaire_plan(struct bank *b, const struct actor *actor,
                                     const struct questionnaire_plan *p,
                                     struct questionnaire_id *first_out, size_t *count_out,
                                     struct err_ctx *ctx);

/* Those of a person by day, for an employee with a relation. No answers in them. */
MUST_USE enum err questionnaire_list(struct bank *b, const struct actor *actor,
                                     struct person_id person, struct arena *a,
                                     struct questionnaire **out, size_t *count_out,
                                     struct err_ctx *ctx);
/* What a pupil or guardian is asked now: open, and not too early. */
MUST_USE enum err questionnaire_mine(struct bank *b, const struct actor *actor, struct arena *a,
                                     struct questionnaire **out, size_t *count_out,
                                     struct err_ctx *ctx);
/* Open ones with their day up to `until` in open cases of listed people that the employee is
 * responsible for. Names nobody and is not journalled: whoever opens the people does so through a
 * reading. */
MUST_USE enum err questionnaire_due(struct bank *b, struct staff_id staff, struct date until,
                                    struct arena *a, struct questionnaire **out, size_t *count_out,
                                    struct err_ctx *ctx);

/* Answers begun, or given. */
struct questionnaire_draft {
    const struct measure_answer *answers;
    size_t count;
    const char *note; /* "" when none */
};

/* One that the actor may answer or fill in, with what has been begun; journalled as a read.
 * ERR_NOT_FOUND otherwise, also for a family's when it is too early or done. */
MUST_USE enum err questionnaire_read(struct bank *b, const struct actor *actor,
                                     struct questionnaire_id id, struct arena *a,
                                     struct questionnaire *out, struct questionnaire_draft *draft,
                                     struct err_ctx *ctx);
/* Keeps what has been begun. ERR_CONFLICT: not open any more. */
MUST_USE enum err questionnaire_save(struct bank *b, const struct actor *actor,
                                     struct questionnaire_id id,
                                     const struct questionnaire_draft *draft, struct err_ctx *ctx);
/* Makes a measurement of the answers. `how` and the day are read of an employee only: whoever is
 * signed in answers alone and today. */
MUST_USE enum err questionnaire_answer(struct bank *b, const struct actor *actor,
                                       struct questionnaire_id id,
                                       const struct questionnaire_draft *draft,
                                       enum measure_how how, struct date taken_on,
                                       struct measurement_id *id_out, struct err_ctx *ctx);
/* Whoever is asked does not want to; or said so to an employee. */
MUST_USE enum err questionnaire_decline(struct bank *b, const struct actor *actor,
                                        struct questionnaire_id id, struct err_ctx *ctx);
/* An employee takes it away, and with `rest` the later ones of the same plan. */
MUST_USE enum err questionnaire_cancel(struct bank *b, const struct actor *actor,
                                       struct questionnaire_id id, bool rest, struct err_ctx *ctx);
/* An employee has reminded. */
MUST_USE enum err questionnaire_remind(struct bank *b, const struct actor *actor,
                                       struct questionnaire_id id, struct err_ctx *ctx);

#endif
