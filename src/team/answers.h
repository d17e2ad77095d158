/* Answers as they are kept: sealed JSON, {"answers":{"ITEM":3},"note":"…"}; inside this module. */
#ifndef TEAM_ANSWERS_H
#define TEAM_ANSWERS_H

#include "bank/person.h"
#include "team/questionnaire.h"

MUST_USE enum err answers_seal(struct bank *b, struct person_id person, enum person_purpose purpose,
                               const struct questionnaire_draft *d, struct arena *a,
                               struct blob *out, struct err_ctx *ctx);
MUST_USE enum err answers_open(struct bank *b, struct reading *r, struct person_id person,
                               enum person_purpose purpose, struct blob sealed, struct arena *a,
                               struct questionnaire_draft *out, struct err_ctx *ctx);

/* Each answer is to an item of the instrument (or to one of the goals), once, within its scale,
 * and the note is not too long. Nothing at all is right, too. */
MUST_USE enum err answers_check(const struct instrument *i, const struct gas_goal *goals,
                                size_t goal_count, const struct questionnaire_draft *d,
                                struct err_ctx *ctx);

/* The score, if enough is answered; NAN and false otherwise. */
bool answers_score(const struct instrument *i, const struct gas_goal *goals, size_t goal_count,
                   const struct measure_answer *answers, size_t count, double *out);

/* measure.c: keeps a measurement within the caller's write transaction, after access control;
 * person and who recorded it are taken from `in` and `actor`. */
MUST_USE enum err measure_store(struct bank *b, const struct actor *actor,
                                const struct measurement *in, struct reading *r, struct arena *a,
                                struct measurement_id *id_out, struct err_ctx *ctx);

#endif
