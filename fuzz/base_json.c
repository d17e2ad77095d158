/* The streaming JSON reader never crashes and never reads past an element's maximum. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    uint8_t *copy = mem_alloc(size);
    memcpy(copy, data, size);
    FILE *f = fmemopen(copy, size, "rb");
    struct json_stream *s;
    struct err_ctx ctx;
    if (json_stream_open(f, "fuzz", "data", 4096, &s, &ctx) == ERR_OK) {
        json_t *element;
        unsigned line;
        while (json_stream_next(s, &element, &line, &ctx) == ERR_OK && element != NULL) {
            json_decref(element);
        }
        json_stream_close(s);
    }
    fclose(f);
    free(copy);
    return 0;
}
