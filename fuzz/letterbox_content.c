/*
 * What letters say, after the seal: the first byte is the kind. What is accepted is written again,
 * accepted again, and the same the third time.
 */
#include <stdlib.h>
#include <string.h>

#include "letterbox/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > ENVELOPE_BODY_MAX) {
        return 0;
    }
    struct arena *a = arena_new((size_t)4 << 20);
    enum letter_kind kind = (enum letter_kind)(data[0] % LETTER_KIND__MAX);
    struct content c, again;
    struct blob once, twice;
    if (content_parse(kind, (struct blob){data + 1, size - 1}, a, &c, NULL) == ERR_OK) {
        /* Escapes may make the text longer when it is written: then it is only refused. */
        if (content_write(&c, a, &once, NULL) == ERR_OK) {
            if (content_parse(kind, once, a, &again, NULL) != ERR_OK ||
                content_write(&again, a, &twice, NULL) != ERR_OK || once.n != twice.n ||
                memcmp(once.p, twice.p, once.n) != 0) {
                abort();
            }
            content_free(&again);
        }
        content_free(&c);
    }
    arena_free(a);
    return 0;
}
