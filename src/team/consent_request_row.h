/* A request as it is stored; private to team. */
#ifndef TEAM_CONSENT_REQUEST_ROW_H
#define TEAM_CONSENT_REQUEST_ROW_H

#include "bank/journal.h"
#include "team/consent_request.h"

/* What is written and answered, sealed for the person and tied to the request's number. */
MUST_USE enum err request_seal(struct bank *b, const struct consent_request *r, struct arena *a,
                               struct blob *out, struct err_ctx *ctx);
/* Fills in steps, asked, way and c. */
MUST_USE enum err request_unseal(struct bank *b, struct reading *reading, struct blob sealed,
                                 struct arena *a, struct consent_request *r, struct err_ctx *ctx);

#endif
