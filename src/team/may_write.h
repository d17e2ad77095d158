/* Who may change what is kept about a person in a case: as case_check_relation(), but an emergency
 * opening, which lets one read, is not enough. ERR_NOT_FOUND otherwise. Private to team. */
#ifndef TEAM_MAY_WRITE_H
#define TEAM_MAY_WRITE_H

#include "team/case.h"

MUST_USE enum err may_write(struct bank *b, const struct actor *actor, struct person_id person,
                            struct err_ctx *ctx);

#endif
