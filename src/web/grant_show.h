/* The conditions of the state grant for teams, for the team of whoever gives an intervention. */
#ifndef WEB_GRANT_SHOW_H
#define WEB_GRANT_SHOW_H

#include "law/grant.h"
#include "web/request.h"

/* What is known here of a team: most of what the grant asks for is not. */
MUST_USE enum err grant_facts(struct request *rq, int64_t team, struct law_grant_facts *out,
                              struct err_ctx *ctx);

/* *out is NULL when the employee is in no team today, or is nobody (id 0). */
MUST_USE enum err grant_show(struct request *rq, struct staff_id giver,
                             const struct page_grant **out, struct err_ctx *ctx);

#endif
