/* Who may work with a case, without journal; private to team. */
#ifndef TEAM_CASE_CHECK_H
#define TEAM_CASE_CHECK_H

#include "team/case.h"

/* The case if the actor may see it; else ERR_NOT_FOUND. */
MUST_USE enum err case_check_seen(struct bank *b, const struct actor *actor, struct case_id id,
                                  struct team_case *out, struct err_ctx *ctx);
/* The same, and it is open; ERR_CONFLICT when it is closed. For writing in it. */
MUST_USE enum err case_check_open(struct bank *b, const struct actor *actor, struct case_id id,
                                  struct team_case *out, struct err_ctx *ctx);
/* Journals something about the case. */
MUST_USE enum err case_journal(struct bank *b, const struct actor *actor, enum journal_event event,
                               const struct team_case *c, const char *detail, struct err_ctx *ctx);

#endif
