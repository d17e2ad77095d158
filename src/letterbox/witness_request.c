#include "letterbox/witness_request.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "letterbox/inbox.h"

const char *witness_take_size(const char *p, int64_t *out)
{
    size_t n = strspn(p, "0123456789");
    if (n == 0 || n > 18 || (p[0] == '0' && n > 1) || p[n] != '\n') {
        return NULL;
    }
    *out = strtoll(p, NULL, 10);
    return p + n + 1;
}

static const char *take_hash(const char *p, struct witness_asked *q)
{
    size_t n = 0;
    if (q->proof_count == MERKLE_PROOF_MAX || strcspn(p, "\n") != WITNESS_HASH_TEXT ||
        p[WITNESS_HASH_TEXT] != '\n' ||
        sodium_base642bin(q->proof + q->proof_count * MERKLE_HASH, MERKLE_HASH, p,
                          WITNESS_HASH_TEXT, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        n != MERKLE_HASH) {
        return NULL;
    }
    q->proof_count++;
    return p + WITNESS_HASH_TEXT + 1;
}

bool witness_asked_parse(struct blob bytes, struct arena *a, struct witness_asked *q)
{
    if (bytes.n == 0 || bytes.n > LETTERBOX_CHECKPOINT_MAX ||
        memchr(bytes.p, '\0', bytes.n) != NULL) {
        return false;
    }
    const char *p = arena_strndup(a, (const char *)bytes.p, bytes.n);
    if (strncmp(p, "old ", 4) != 0 || (p = witness_take_size(p + 4, &q->old_size)) == NULL) {
        return false;
    }
    while (p != NULL && *p != '\n') {
        p = take_hash(p, q);
    }
    if (p == NULL) {
        return false;
    }
    q->note = arena_strdup(a, p + 1);
    return note_parse(q->note, strlen(q->note), &q->parsed) &&
           checkpoint_parse((struct blob){(const uint8_t *)q->parsed.text, q->parsed.text_n},
                            &q->checkpoint);
}
