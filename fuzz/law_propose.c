/* Rules typed on top of others: refused with a place and a remedy, or read; the base is never
 * harmed. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/propose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void length_digest(const void *text, size_t n, char hex_out[LAW_VERSION_TEXT])
{
    (void)text;
    snprintf(hex_out, LAW_VERSION_TEXT, "%zu", n);
}

#define RULE(id, kind)                                                                             \
    "rule " id "\n  kind: " kind "\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"    \
    "  ground: OSL 8:1 (2009:400)\n  valid: 2020-01-01..\n  confidence: verified\n  checked-by:\n"

static struct law_rules *base(void)
{
    static struct law_rules *rules;
    char text[4096] = RULE("none", "default") RULE("R1", "permit") "  outcome: allow\n";
    struct err_ctx ctx;
    for (unsigned a = 0; rules == NULL && a < LAW_ASSESS__MAX; a++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "assessment %s\n  text.sv: f\n  text.en: q\n",
                 law_assessment_code[a]);
    }
    if (rules == NULL &&
        law_load_text("base", text, strlen(text), length_digest, &rules, &ctx) != ERR_OK) {
        abort();
    }
    return rules;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct law_rules *proposed;
    struct err_ctx ctx = {0};
    enum err e =
        law_propose(base(), "typed", (const char *)data, size, length_digest, &proposed, &ctx);
    if (e == ERR_OK) {
        struct date today = {20779};
        assert(law_proposal_day(base(), proposed, today).days >= today.days);
        law_free(proposed);
    } else {
        assert(proposed == NULL && ctx.what[0] != '\0' && ctx.where[0] != '\0');
    }
    return 0;
}
