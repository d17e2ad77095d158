/* A rule file of any content is refused with a place, or is a rule set that decides. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "law/check.h"
#include "law/law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void no_digest(const void *text, size_t n, char hex_out[LAW_VERSION_TEXT])
{
    (void)text;
    snprintf(hex_out, LAW_VERSION_TEXT, "%zu", n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    if (law_load_text("fuzz", (const char *)data, n, no_digest, &rules, &ctx) != ERR_OK) {
        assert(rules == NULL && ctx.what[0] != '\0' && ctx.where[0] != '\0');
        return 0;
    }
    struct arena *arena = arena_new(64u << 20);
    struct law_decision d;
    law_decide(rules, &(struct law_facts){.question_date = {20000}}, LAW_WITH_ALL, arena, &d);
    const struct law_issue *issues;
    law_check(rules, (struct date){20000}, arena, &issues);
    arena_free(arena);
    law_free(rules);
    return 0;
}
