/*
 * Envelopes and receipts from the network: reading never reads outside the bytes; the parts of what
 * is read as an envelope make up the whole of it; and what is decoded inside is encoded again as
 * the same bytes, so there is one spelling.
 */
#include <stdlib.h>
#include <string.h>

#include "letterbox/envelope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_outer(struct blob bytes)
{
    struct envelope_header h;
    if (envelope_parse(bytes, &h, NULL) != ERR_OK) {
        return;
    }
    if (h.signed_part.p != bytes.p || h.signed_part.n + BANK_SIGNATURE != bytes.n ||
        h.signature != bytes.p + h.signed_part.n || h.sealed.p + h.sealed.n != h.signature) {
        abort();
    }
}

static void check_inner(struct blob plain)
{
    struct envelope e;
    if (envelope_decode_inner(plain, &e, NULL) != ERR_OK || e.kind == LETTER_NONE) {
        return; /* a kind we do not know cannot be written again */
    }
    struct arena *a = arena_new((size_t)1 << 20);
    struct blob again;
    if (envelope_encode_inner(&e, a, &again, NULL) != ERR_OK || again.n != plain.n ||
        memcmp(again.p, plain.p, plain.n) != 0) {
        abort();
    }
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t key[BANK_SIGN_PUBLIC] = {1};
    struct receipt r;
    check_outer((struct blob){data, size});
    check_inner((struct blob){data, size});
    if (receipt_open((struct blob){data, size}, key, &r, NULL) == ERR_OK) {
        abort(); /* nobody can sign for a key that is no point of the curve's main group */
    }
    return 0;
}
