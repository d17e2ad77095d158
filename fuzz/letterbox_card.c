/*
 * Peer cards, addresses, words and requests to witness, as texts from outside: reading never reads
 * outside the text, and what passes holds what the rest of the program relies on.
 */
#include <stdlib.h>
#include <string.h>

#include "letterbox/peer.h"
#include "letterbox/witness_request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_card(const char *text, size_t n)
{
    struct peer_card card;
    if (peer_card_parse(text, n, "card", &card, NULL) == ERR_OK &&
        (!peer_url_ok(card.url) || card.name[0] == '\0' || strlen(card.url) >= BANK_URL)) {
        abort();
    }
}

static void check_witness(struct blob bytes)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct witness_asked *asked = arena_alloc(a, sizeof *asked);
    if (witness_asked_parse(bytes, a, asked) &&
        (asked->old_size < 0 || asked->proof_count > MERKLE_PROOF_MAX ||
         asked->checkpoint.size < 0)) {
        abort();
    }
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fingerprint f = {{0x3f, 0x54, 0xdc, 0xc1}};
    if (size > 16384) {
        return 0;
    }
    struct arena *a = arena_new((size_t)1 << 20);
    char *text = arena_strndup(a, (const char *)data, size);
    check_card((const char *)data, size);
    check_witness((struct blob){data, size});
    if (peer_url_ok(text) && strpbrk(text, " @?#\\%") != NULL) {
        abort();
    }
    (void)peer_words_match(text, &f);
    arena_free(a);
    return 0;
}
