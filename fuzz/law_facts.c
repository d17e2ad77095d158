/* Facts in JSON of any content are refused, or read to what is written as the same. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "law/facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    json_t *object;
    struct err_ctx ctx = {0};
    if (json_parse((const char *)data, n, "fuzz", &object, &ctx) != ERR_OK) {
        return 0;
    }
    struct law_facts facts, again;
    if (law_facts_from_json(object, &facts, &ctx) == ERR_OK) {
        json_t *written = law_facts_json(&facts);
        assert(law_facts_from_json(written, &again, &ctx) == ERR_OK);
        assert(memcmp(&facts, &again, sizeof facts) == 0);
        json_decref(written);
    } else {
        assert(ctx.what[0] != '\0' && ctx.remedy[0] != '\0');
    }
    json_decref(object);
    return 0;
}
