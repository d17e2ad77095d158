/*
 * The survey of a case (kartläggning, requirements D05, F05): short structured texts and three
 * ladders from 0 (as bad as it can be) to 10 (as good as it can be), as the pupil says. It is the
 * bank's own documentation. A new survey never changes an old one.
 */
#ifndef TEAM_SURVEY_H
#define TEAM_SURVEY_H

#include "team/case.h"

enum survey_part {
    SURVEY_VOICE, /* what the pupil says, in the pupil's own words */
    SURVEY_STRENGTHS,
    SURVEY_WORRIES,
    SURVEY_ATTENDANCE,
    SURVEY_SCHOOL,
    SURVEY_HOME,
    SURVEY_INVOLVED, /* who already takes part */
    SURVEY_PART__MAX
};
extern const char *const survey_part_code[SURVEY_PART__MAX];
extern const char *const survey_part_text_sv[SURVEY_PART__MAX];

enum survey_ladder { SURVEY_AT_SCHOOL, SURVEY_AT_HOME, SURVEY_FEELING, SURVEY_LADDER__MAX };
extern const char *const survey_ladder_code[SURVEY_LADDER__MAX];
extern const char *const survey_ladder_text_sv[SURVEY_LADDER__MAX];

#define SURVEY_TEXT_MAX   1500 /* bytes of a part */
#define SURVEY_LADDER_MAX 10
#define SURVEY_NOT_ASKED  (-1)

struct survey {
    int number; /* 1, 2, 3 … */
    struct timestamp at;
    struct staff_id by;                  /* 0: not an employee */
    const char *parts[SURVEY_PART__MAX]; /* NULL: nothing written */
    int ladders[SURVEY_LADDER__MAX];     /* 0–10, SURVEY_NOT_ASKED */
};

/* Stores a new survey (number, at and by are set here) and journals it. ERR_INVALID: nothing at
 * all is filled in. ERR_CONFLICT: the case is closed. */
MUST_USE enum err survey_write(struct bank *b, const struct actor *actor, struct case_id id,
                               const struct survey *in, struct err_ctx *ctx);

/* Every survey of the case, newest first; journalled as a read of the case. */
MUST_USE enum err survey_list(struct bank *b, const struct actor *actor, struct case_id id,
                              struct arena *a, struct survey **out, size_t *count_out,
                              struct err_ctx *ctx);

#endif
