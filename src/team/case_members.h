/*
 * Who takes part in a case beside the responsible employee: single employees and whole teams, from
 * a first day to a last one. What it opens is found by team/case_access.h.
 */
#ifndef TEAM_CASE_MEMBERS_H
#define TEAM_CASE_MEMBERS_H

#include "bank/work_team.h"
#include "team/case.h"

/* A team begins or stops working with a case; journalled as a change of the case. The actor must
 * have a way to the case that is not an opening. ERR_CONFLICT: it works with it already, or does
 * not. */
MUST_USE enum err case_team_add(struct bank *b, const struct actor *actor, struct case_id id,
                                struct team_id team, struct date to, struct err_ctx *ctx);
MUST_USE enum err case_team_end(struct bank *b, const struct actor *actor, struct case_id id,
                                struct team_id team, struct err_ctx *ctx);
/* An employee takes part in a case, or no longer; as above. */
MUST_USE enum err case_member_add(struct bank *b, const struct actor *actor, struct case_id id,
                                  struct staff_id staff, struct date to, struct err_ctx *ctx);
MUST_USE enum err case_member_end(struct bank *b, const struct actor *actor, struct case_id id,
                                  struct staff_id staff, struct err_ctx *ctx);

#endif
