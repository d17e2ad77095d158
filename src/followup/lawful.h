/*
 * May this bank follow up its own work with its own records of one person (flow R32), what it has
 * received and written into them included? Asked of the law engine before each follow-up, so that
 * the page can say on what ground it is shown, and a change of the law changes it.
 */
#ifndef FOLLOWUP_LAWFUL_H
#define FOLLOWUP_LAWFUL_H

#include "bank/bank.h"
#include "law/law.h"

/* ERR_DENIED with the reason when the law does not allow it. `out` belongs to arena and rules. For
 * a person who may be listed; protected persons are stopped before. */
MUST_USE enum err followup_lawful(const struct bank *b, const struct law_rules *rules,
                                  struct date on, struct arena *a, struct law_decision *out,
                                  struct err_ctx *ctx);

#endif
