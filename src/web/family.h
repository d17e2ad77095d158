/*
 * Pupils and guardians as users: who of the people in the bank may sign in, and whose pages they
 * may open. A person with a protected identity, or exposed by one, never does: none of their pages
 * exist.
 */
#ifndef WEB_FAMILY_H
#define WEB_FAMILY_H

#include "web/session.h"

/* The children that a guardian may see pages about: listed, in custody today (law/majority.h), told
 * of by the last import or entered by an employee for today, without secrecy against the guardian
 * (OSL 12:3), and with a case here, open or closed. Ids belong to the arena. Empty when the
 * guardian is not listed. */
MUST_USE enum err family_children(struct bank *b, struct person_id guardian, struct arena *a,
                                  struct person_id **out, size_t *count_out, struct err_ctx *ctx);
/* Whether the guardian may see that child. */
MUST_USE enum err family_is_child(struct bank *b, struct person_id guardian, struct person_id child,
                                  bool *out, struct err_ctx *ctx);
/* Whether the person may be signed in as this today: a pupil who is listed and has or has had a
 * case here, a guardian with at least one child as above. */
MUST_USE enum err family_may(struct bank *b, enum session_kind kind, struct person_id person,
                             bool *out, struct err_ctx *ctx);

#endif
