/* The rule set of a bank: loaded with SHA-256 as its version, so that journals can compare. */
#ifndef BANK_RULES_H
#define BANK_RULES_H

#include <stdio.h>

#include "base/err.h"
#include "law/law.h"

/* SHA-256 in hexadecimal, as law_load() wants it. */
law_digest bank_rules_digest;

/* Reads share_dir/rules. Free with law_free(). Inline, so that who uses a bank without asking the
 * law need not be linked with it. */
MUST_USE static inline enum err bank_rules_load(const char *share_dir, struct law_rules **out,
                                                struct err_ctx *ctx)
{
    char dir[1024];
    snprintf(dir, sizeof dir, "%s/rules", share_dir);
    return law_load(dir, bank_rules_digest, out, ctx);
}

#endif
