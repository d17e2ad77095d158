/*
 * Goals of goal attainment scaling (GAS): a child's own goals, each with words for five levels
 * from -2 (as it was at the start, or worse) over 0 (as hoped) to +2 (much better than hoped).
 * Title and words are sealed. Measurements with an instrument of score gas say how far they were
 * reached (team/measure.h).
 */
#ifndef TEAM_GAS_H
#define TEAM_GAS_H

#include "bank/journal.h"
#include "team/instrument.h"

#define GAS_LEVELS     5
#define GAS_TEXT       400 /* bytes of the title and of each level's words */
#define GAS_WEIGHT_MAX 5
#define GAS_GOALS      12 /* of a person; more than a handful is too much to work with */

struct gas_goal {
    struct goal_id id;
    struct person_id person;
    struct case_id case_id;
    int weight; /* 1–5; 1 unless goals matter differently much */
    struct date set_on, ended_on;
    const char *title;
    const char *levels[GAS_LEVELS]; /* from -2 to 2; "" but for the levels -2, 0 and 2 may stand */
};

/* Sets a goal; the actor must have the case; journalled. `in->id`, person and ended_on are not
 * read. ERR_INVALID: title or the words of level 0 are missing. ERR_LIMIT: GAS_GOALS are open. */
MUST_USE enum err gas_set(struct bank *b, const struct actor *actor, const struct gas_goal *in,
                          struct goal_id *id_out, struct err_ctx *ctx);
/* No later measurement asks for it. ERR_CONFLICT: ended already. */
MUST_USE enum err gas_end(struct bank *b, const struct actor *actor, struct goal_id id,
                          struct date on, struct err_ctx *ctx);

/* A person's goals by number, ended ones too, within a reading; belong to the arena. The caller
 * has made sure that the reader may see them. */
MUST_USE enum err gas_list(struct bank *b, struct reading *r, struct person_id person,
                           struct arena *a, struct gas_goal **out, size_t *count_out,
                           struct err_ctx *ctx);

#endif
