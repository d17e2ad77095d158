/* An instrument's file of any content is refused with a place and a remedy, or it is one whose
 * scores stay within its range. */
#include <assert.h>
#include <stdint.h>

#include "team/instrument.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_scores(const struct instrument *i, bool high)
{
    struct instrument_answer answers[INSTRUMENT_ITEMS] = {{0}};
    double score;
    for (size_t k = 0; k < i->item_count; k++) {
        answers[k] = (struct instrument_answer){true, high ? i->items[k].to : i->items[k].from};
    }
    assert(instrument_score(i, answers, &score));
    assert(score >= i->low - 1e-6 && score <= i->high + 1e-6);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct err_ctx ctx = {0};
    struct instrument i;
    if (instrument_parse("fuzz", (const char *)data, n, a, &i, &ctx) != ERR_OK) {
        assert(ctx.what[0] != '\0' && ctx.where[0] != '\0' && ctx.remedy[0] != '\0');
    } else if (i.score != SCORE_GAS) {
        assert(i.item_count > 0 && i.respondents != 0 && i.version > 0);
        check_scores(&i, false);
        check_scores(&i, true);
    }
    arena_free(a);
    return 0;
}
