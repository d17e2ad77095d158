/*
 * Are the authority's own times in bank.conf (bank/local.h) such as the law lets it set? Asked when
 * the bank is checked and before it is served.
 */
#ifndef TEAM_OWN_TIMES_H
#define TEAM_OWN_TIMES_H

#include "bank/bank.h"
#include "law/law.h"

/* ERR_INVALID names the line and says what to do. */
MUST_USE enum err own_times_check(const struct law_rules *rules, const struct bank_config *c,
                                  struct err_ctx *ctx);

#endif
