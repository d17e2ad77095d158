/*
 * Envelopes: what crosses between banks, byte by byte (docs/letterbox.md). Integers are big-endian.
 *
 *     0   3  "BRL"              32+n of the sealed part is a crypto_box_seal of:
 *     3   1  version 1              0  32  sender's fingerprint, again
 *     4  32  sender's fingerprint  32  32  recipient's fingerprint, again
 *    36  32  recipient's           64  16  letter reference, again
 *    68  16  letter reference      80   8  created, ms since 1970 UTC
 *    84   4  n                     88   1  kind
 *    88   n  sealed part           89   4  m
 *  88+n  64  Ed25519 signature     93   m  body, JSON
 *            over all before it  93+m   p  zeros up to the next multiple of 1,024
 *
 * The identities inside the sealed part bind what was sealed to who signed it and whom it is for:
 * nobody can take a letter's sealed part, sign it and pass it off as a letter of their own, and a
 * recipient cannot pass it on as if it had been sent to a third.
 *
 * Everything is read strictly: one spelling, no optional parts, every length checked.
 */
#ifndef LETTERBOX_ENVELOPE_H
#define LETTERBOX_ENVELOPE_H

#include <stddef.h>
#include <stdint.h>

#include "bank/bank.h"
#include "bank/crypto.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

#define ENVELOPE_BODY_MAX ((size_t)64 * 1024)
#define ENVELOPE_MAX      ((size_t)68 * 1024) /* bytes; anything larger is refused unread */
#define ENVELOPE_MIN      ((size_t)(88 + 1024 + BANK_BOX_EXTRA + BANK_SIGNATURE))
#define ENVELOPE_STEP     ((size_t)1024) /* plain text is padded to a multiple of this */
#define ENVELOPE_DIGEST   32
#define RECEIPT_BYTES     ((size_t)190)

/* Names a letter everywhere; random. */
#define LETTER_REF      16
#define LETTER_REF_TEXT 33
struct letter_ref {
    uint8_t b[LETTER_REF];
};
const char *letter_ref_format(const struct letter_ref *r, char out[LETTER_REF_TEXT]); /* hex */
bool letter_ref_parse(const char *text, struct letter_ref *out);

/* SHA-256 over a peer's keys and description (letterbox/peer.h). */
#define FINGERPRINT 32
struct fingerprint {
    uint8_t b[FINGERPRINT];
};

/* The number is on the wire: never renumber. */
enum letter_kind {
    LETTER_NONE = 0,
    LETTER_ATTENDANCE = 1,
    LETTER_INTERVENTION = 2,
    LETTER_GOAL = 3,
    LETTER_MESSAGE = 4,
    LETTER_ANSWER = 5,              /* accepted or rejected */
    LETTER_WITHDRAWAL = 6,          /* a consent was withdrawn: which letters it carried */
    LETTER_CONSULTATION = 7,        /* advice asked for about a child who cannot be recognised */
    LETTER_CONSULTATION_ANSWER = 8, /* the advice */
    LETTER_KIND__MAX
};
extern const char *const letter_kind_code[LETTER_KIND__MAX];
extern const char *const letter_kind_text_sv[LETTER_KIND__MAX];
/* Whether a letter of this kind is about a person and needs a decision and an answer. */
bool letter_kind_is_item(enum letter_kind k);

/* What an envelope says, opened. The body belongs to the arena. */
struct envelope {
    struct fingerprint sender, recipient;
    struct letter_ref ref;
    struct timestamp created;
    enum letter_kind kind;
    struct blob body;
};

/* Only what stands outside the seal; checks layout and sizes, nothing else. */
struct envelope_header {
    struct fingerprint sender, recipient;
    struct letter_ref ref;
    struct blob sealed;      /* inside the bytes given */
    struct blob signed_part; /* everything before the signature */
    const uint8_t *signature;
};
MUST_USE enum err envelope_parse(struct blob bytes, struct envelope_header *out,
                                 struct err_ctx *ctx);

/* Seals `e` to the recipient's box key and signs it with the bank's key. */
MUST_USE enum err envelope_make(const struct bank *b, const struct envelope *e,
                                const uint8_t recipient_box[BANK_BOX_PUBLIC], struct arena *a,
                                struct blob *out, struct err_ctx *ctx);

/* Whether the sender's key signed it. */
bool envelope_signature_ok(const struct envelope_header *h,
                           const uint8_t sender_sign[BANK_SIGN_PUBLIC]);

/* Opens the sealed part with the bank's key and checks that it says what the header says.
 * Check the signature first. ERR_CORRUPT. */
MUST_USE enum err envelope_open(const struct bank *b, const struct envelope_header *h,
                                struct arena *a, struct envelope *out, struct err_ctx *ctx);

/* The two halves of the sealed part, without keys; for tests and fuzzing. */
MUST_USE enum err envelope_encode_inner(const struct envelope *e, struct arena *a, struct blob *out,
                                        struct err_ctx *ctx);
MUST_USE enum err envelope_decode_inner(struct blob plain, struct envelope *out,
                                        struct err_ctx *ctx);

/* SHA-256 of a whole envelope. */
void envelope_digest(struct blob bytes, uint8_t out[ENVELOPE_DIGEST]);

/* What the recipient's bank answers at once. The number is on the wire. */
enum receipt_status {
    RECEIPT_NONE = 0,
    RECEIPT_RECEIVED = 1, /* stored, or stored before */
    /* Final refusals: sending the same bytes again gives the same. */
    RECEIPT_NOT_FOR_US = 2, /* the recipient is another, or has new keys */
    RECEIPT_UNREADABLE = 3, /* the seal does not open or says another thing than the header */
    RECEIPT_UNKNOWN_KIND = 4,
    RECEIPT_BAD_CONTENT = 5, /* the body fails the schema of its kind */
    RECEIPT_REF_TAKEN = 6,   /* another letter of this sender has the reference */
    RECEIPT_STATUS__MAX
};
extern const char *const receipt_status_code[RECEIPT_STATUS__MAX];
extern const char *const receipt_status_text_sv[RECEIPT_STATUS__MAX];

/* Signed by the recipient; 190 bytes: "BRR", version, sender's and recipient's fingerprints,
 * letter reference, digest of the envelope, time (8), status (1), zero (1), signature over it. */
struct receipt {
    struct fingerprint sender, recipient; /* of the letter */
    struct letter_ref ref;
    uint8_t digest[ENVELOPE_DIGEST];
    struct timestamp at;
    enum receipt_status status;
};
void receipt_make(const struct bank *b, const struct receipt *r, uint8_t out[RECEIPT_BYTES]);
/* Parses and checks the signature. ERR_CORRUPT. */
MUST_USE enum err receipt_open(struct blob bytes, const uint8_t recipient_sign[BANK_SIGN_PUBLIC],
                               struct receipt *out, struct err_ctx *ctx);

#endif
