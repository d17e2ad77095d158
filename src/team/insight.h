/*
 * What a guardian may see of a child: the assessment that the law leaves to a human being.
 *
 * Secrecy that protects a child does not hold against a guardian in so far as the guardian decides
 * in the child's affairs, unless the child can be assumed to suffer considerable harm (OSL 12:3,
 * FB 6:11). An employee who has the child's case assesses that for each guardian and writes down
 * why. Without an assessment the guardian is shown nothing. Whether something is shown is the law
 * engine's answer (family/room.h); this only keeps what it asks for.
 */
#ifndef TEAM_INSIGHT_H
#define TEAM_INSIGHT_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "law/facts.h"

#define INSIGHT_WHY_MAX 4000 /* bytes */

struct insight {
    enum law_result decides; /* LAW_NOT_ASSESSED: there is none */
    struct staff_id assessed_by;
    struct timestamp assessed_at;
    const char *why; /* NULL unless read with its text */
};

/* Stores and journals, in one transaction. An employee needs a relation to the child
 * (team/case.h). ERR_INVALID: not MET or NOT_MET, or no reason written. */
MUST_USE enum err insight_set(struct bank *b, const struct actor *actor, struct person_id child,
                              struct person_id guardian, enum law_result decides, const char *why,
                              struct err_ctx *ctx);

/* Without text and journal, for a decision. None is no error. */
MUST_USE enum err insight_get(struct bank *b, struct person_id child, struct person_id guardian,
                              struct insight *out, struct err_ctx *ctx);

/* With its text, for an employee with a relation; journalled as a read of the child. */
MUST_USE enum err insight_read(struct bank *b, const struct actor *actor, struct person_id child,
                               struct person_id guardian, struct arena *a, struct insight *out,
                               struct err_ctx *ctx);

#endif
