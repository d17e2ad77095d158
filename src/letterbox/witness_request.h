/* The body of a request to witness a checkpoint (C2SP tlog-witness); private to letterbox. */
#ifndef LETTERBOX_WITNESS_REQUEST_H
#define LETTERBOX_WITNESS_REQUEST_H

#include "bank/note.h"
#include "base/mem.h"

#define WITNESS_HASH_TEXT ((size_t)44) /* a hash in base64 */

/* A request, taken apart. */
struct witness_asked {
    int64_t old_size;
    uint8_t proof[MERKLE_PROOF_MAX * MERKLE_HASH];
    size_t proof_count;
    char *note; /* NUL-terminated; belongs to the arena */
    struct note parsed;
    struct checkpoint checkpoint;
};

/* Strict; false when it is anything else. `out` is zeroed by the caller. */
bool witness_asked_parse(struct blob bytes, struct arena *a, struct witness_asked *out);

/* A number without sign and leading zeros and the newline after it; NULL or what follows. */
const char *witness_take_size(const char *p, int64_t *out);

#endif
