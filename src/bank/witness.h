/*
 * Witnessing (C2SP tlog-cosignature/v1): each bank watches that its peers' journals only grow,
 * and keeps the newest state it has seen of each. The transport is the letterbox's.
 *
 *  1. The log's bank sends (note, old size, consistency proof from the old size).
 *  2. The witness calls witness_cosign(): signature of the log, size and proof are checked against
 *     the last state it cosigned; the new state is stored and the cosignature line returned.
 *  3. The log's bank calls witness_store() with the line.
 * When the old size is not what the witness holds, ERR_CONFLICT and *held_size_out tell which
 * size to prove from.
 */
#ifndef BANK_WITNESS_H
#define BANK_WITNESS_H

#include "bank/crypto.h"
#include "bank/journal.h"

#define WITNESS_LINE_MAX 512

struct witness_request {
    struct peer_id peer;                   /* whose log it is; our row of it */
    const char *origin;                    /* the name that was agreed when the peer was added */
    uint8_t journal_key[BANK_SIGN_PUBLIC]; /* of the peer's log */
    const char *note;                      /* NUL-terminated */
    int64_t old_size;
    const uint8_t *proof; /* proof_count × 32 bytes */
    size_t proof_count;
};
/* For a peer whose request has been authenticated: a refusal is written in the journal.
 * Within a transaction of its own; journalled. `line_out` is a whole signature line with its
 * newline. ERR_CORRUPT: wrong signature, proof or a second history – the last is journalled and
 * must reach a human being. */
MUST_USE enum err witness_cosign(struct bank *b, const struct witness_request *q,
                                 char line_out[WITNESS_LINE_MAX], int64_t *held_size_out,
                                 struct err_ctx *ctx);

/* What we hold of a peer's log: size 0 and "" when nothing. The note carries our cosignature. */
MUST_USE enum err witness_held(struct bank *b, struct peer_id peer, struct arena *a,
                               int64_t *size_out, const char **note_out, struct err_ctx *ctx);

/* A peer has cosigned our checkpoint of `size`: checks the line with the peer's witness key and
 * stores it. */
MUST_USE enum err witness_store(struct bank *b, struct peer_id peer, const char *witness_name,
                                const uint8_t witness_key[BANK_SIGN_PUBLIC], int64_t size,
                                const char *line, struct err_ctx *ctx);
/* The newest size this peer has cosigned of our log; 0 when none. */
MUST_USE enum err witness_cosigned_size(struct bank *b, struct peer_id peer, int64_t *size_out,
                                        struct err_ctx *ctx);
/* The name this bank cosigns under. */
const char *witness_name(const struct bank *b);

#endif
