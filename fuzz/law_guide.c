/* Answers of the guided question, as they stand in an address that anybody can type. What is read
 * must come back as the same text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "law/guide.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[4096];
    size_t n = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, n);
    text[n] = '\0';
    struct law_guide g;
    if (!law_guide_read(text, &g)) {
        return 0;
    }
    struct buf b;
    buf_init(&b, LAW_GUIDE_TEXT);
    law_guide_write(&g, g.asked_n, &b);
    if (!buf_ok(&b) || strcmp(b.text, text) != 0) {
        abort();
    }
    buf_free(&b);
    return 0;
}
