/*
 * C2SP signed notes (c2sp.org/signed-note) and the checkpoints of transparency logs in them
 * (c2sp.org/tlog-checkpoint). Reading is strict and allocates nothing: what is returned points
 * into the text.
 */
#ifndef BANK_NOTE_H
#define BANK_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bank/merkle.h"
#include "base/buf.h"
#include "base/mem.h"

#define NOTE_MAX            65536
#define NOTE_SIGNATURES_MAX 32
#define NOTE_NAME_MAX       191
#define NOTE_SIGNATURE_MAX  128 /* longer ones (post-quantum) are passed over as unknown */

enum note_type {
    NOTE_ED25519 = 1,    /* a log's own signature over the text */
    NOTE_COSIGNATURE = 4 /* cosignature/v1: a time and a signature over it and the text */
};

struct note_signature {
    const char *name;
    size_t name_n;
    uint8_t key_id[4];
    uint8_t bytes[NOTE_SIGNATURE_MAX];
    size_t bytes_n; /* 0: longer than we know */
};

struct note {
    const char *text; /* with its last newline, without the blank line */
    size_t text_n;
    struct note_signature signatures[NOTE_SIGNATURES_MAX];
    size_t signature_count;
};

/* False unless it is a whole, well-formed note. */
bool note_parse(const char *p, size_t n, struct note *out);
/* One signature line with its newline. */
bool note_signature_parse(const char *line, size_t n, struct note_signature *out);
/* Whether a name may stand in a signature line. */
bool note_name_ok(const char *name, size_t n);

/* A key that is trusted: the name it signs under, what it signs as, and its Ed25519 half. */
struct note_key {
    const char *name;
    enum note_type type;
    const uint8_t *public_key; /* 32 bytes */
};
void note_key_id(const struct note_key *k, uint8_t out[4]);

enum note_verdict {
    NOTE_VALID,
    NOTE_NOT_SIGNED, /* no line of this key */
    NOTE_FORGED      /* a line of this key that fails: refuse the whole note */
};
/* `*time_out` (seconds, may be NULL) is set for cosignatures. */
enum note_verdict note_verify(const struct note *note, const struct note_key *k, int64_t *time_out);
/* The same for one signature over `text`. */
enum note_verdict note_signature_verify(struct blob text, const struct note_signature *s,
                                        const struct note_key *k, int64_t *time_out);

/* Appends a signature line over `text`. `secret_key` is the Ed25519 secret of libsodium (64
 * bytes); `time` is for cosignatures, in seconds. */
void note_sign(struct buf *out, struct blob text, const struct note_key *k,
               const uint8_t *secret_key, int64_t time);

#define CHECKPOINT_ORIGIN_MAX 191

struct checkpoint {
    char origin[CHECKPOINT_ORIGIN_MAX + 1];
    int64_t size;
    struct merkle_hash root;
};
/* The three lines; lines after them are accepted and not kept. */
bool checkpoint_parse(struct blob text, struct checkpoint *out);
void checkpoint_text(struct buf *out, const struct checkpoint *c);

#endif
