/* Refused sign-ins in the journal: every kind of fault at every provider, at most so many times an
 * hour that a flood does not fill it. */
#ifndef LOGIN_REFUSAL_H
#define LOGIN_REFUSAL_H

#include "bank/bank.h"
#include "login/fault.h"

#define LOGIN_REFUSALS_AN_HOUR 20

/* `provider` "" when it is not known. The reason goes to the log too; who it was is in neither. */
MUST_USE enum err login_refusal_note(struct bank *b, const char *provider, enum login_fault fault,
                                     struct err_ctx *ctx);

#endif
