/* The rule set of a bank: loaded with SHA-256 as its version, so that journals can compare. */
#ifndef BANK_RULES_H
#define BANK_RULES_H

#include "base/err.h"
#include "law/law.h"

/* Reads share/rules. Free with law_free(). */
MUST_USE enum err bank_rules_load(const char *share_dir, struct law_rules **out,
                                  struct err_ctx *ctx);

/* SHA-256 in hexadecimal, as law_load() wants it. */
law_digest bank_rules_digest;

#endif
