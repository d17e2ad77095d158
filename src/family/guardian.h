/* What an employee decides about one guardian of a child: custody, secrecy against the guardian,
 * and whether the guardian decides in the child's affairs (OSL 12:3). */
#ifndef FAMILY_GUARDIAN_H
#define FAMILY_GUARDIAN_H

#include "law/facts.h"
#include "school/register.h"

/* Stores both and journals, in one transaction; errors of guardian_set() and insight_set(). */
MUST_USE enum err guardian_decide(struct bank *b, const struct actor *actor,
                                  const struct guardian *g, enum law_result decides,
                                  const char *why, struct err_ctx *ctx);

#endif
