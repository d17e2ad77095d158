/*
 * A proposal beside the rules in force: some rule text, typed or in a file of its own, on top of a
 * loaded rule set. The set itself is not touched.
 */
#ifndef LAW_PROPOSE_H
#define LAW_PROPOSE_H

#include "law/law.h"

#define LAW_PROPOSAL_MAX ((size_t)64 * 1024) /* bytes of one proposal */

/* Loads `base` and the text together. A rule of the text with the id of a rule of `base` takes its
 * place; the other blocks must be new. `name` stands for the text in errors, which are
 * ERR_INVALID with "name:line:column" and the remedy. */
MUST_USE enum err law_propose(const struct law_rules *base, const char *name, const char *text,
                              size_t n, law_digest *digest, struct law_rules **out,
                              struct err_ctx *ctx);

/* The first day on which everything that the proposal adds or changes holds, looking at rules that
 * differ from `base`; `otherwise` when that day is earlier or there is none. A proposal for next
 * year changes nothing today: ask for this day. */
struct date law_proposal_day(const struct law_rules *base, const struct law_rules *proposed,
                             struct date otherwise);

#endif
