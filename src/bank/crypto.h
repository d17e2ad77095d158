/*
 * What the bank's keys do for other modules, without the keys leaving this one. All of it is
 * libsodium: Ed25519 signatures, X25519 sealed boxes, XChaCha20-Poly1305 and BLAKE2b.
 *
 * A `domain` is a short constant word ("letter", "receipt") that goes into what is signed or
 * sealed, so that something made for one use never passes in another.
 */
#ifndef BANK_CRYPTO_H
#define BANK_CRYPTO_H

#include "bank/bank.h"

#define BANK_SIGN_PUBLIC 32
#define BANK_SIGNATURE   64
#define BANK_BOX_PUBLIC  32
#define BANK_SEAL_EXTRA  40 /* nonce and tag: what sealing adds */
#define BANK_BOX_EXTRA   48 /* ephemeral key and tag: what sealing to a public key adds */
#define BANK_SEAL_MAX    ((size_t)16 * 1024 * 1024) /* larger things are refused (ERR_LIMIT) */

/* Public keys that a peer must know. The journal key signs checkpoints and cosigns a peer's. */
struct bank_public {
    uint8_t sign[BANK_SIGN_PUBLIC];    /* Ed25519: letters and receipts */
    uint8_t box[BANK_BOX_PUBLIC];      /* X25519: letters to this bank are sealed to it */
    uint8_t journal[BANK_SIGN_PUBLIC]; /* Ed25519: checkpoints of this bank's journal */
    uint8_t witness[BANK_SIGN_PUBLIC]; /* Ed25519: cosignatures of peers' checkpoints */
};
const struct bank_public *bank_public(const struct bank *b);

/* Ed25519 over SHA-512(domain NUL message). */
void bank_sign(const struct bank *b, const char *domain, struct blob message,
               uint8_t signature_out[BANK_SIGNATURE]);
/* Whether `key` made the signature; needs no bank. */
bool bank_signature_ok(const uint8_t key[BANK_SIGN_PUBLIC], const char *domain, struct blob message,
                       const uint8_t signature[BANK_SIGNATURE]);

/* Seals to somebody's box key so that not even the sender can open it (crypto_box_seal). It says
 * nothing about who sent it: sign what it stands in. */
MUST_USE enum err bank_box_seal(const uint8_t recipient[BANK_BOX_PUBLIC], struct blob plain,
                                struct arena *a, struct blob *out, struct err_ctx *ctx);
/* Opens what was sealed to this bank. ERR_CORRUPT when it was not, or has been changed. */
MUST_USE enum err bank_box_open(const struct bank *b, struct blob sealed, struct arena *a,
                                struct blob *out, struct err_ctx *ctx);

/* Seals something of the bank's own that is not about one person (a peer's token, a draft);
 * `row` ties it to its place. What is about a person goes through person_seal(). */
MUST_USE enum err bank_seal(const struct bank *b, const char *domain, int64_t row,
                            struct blob plain, struct arena *a, struct blob *out,
                            struct err_ctx *ctx);
MUST_USE enum err bank_unseal(const struct bank *b, const char *domain, int64_t row,
                              struct blob sealed, struct arena *a, struct blob *out,
                              struct err_ctx *ctx);

/* BLAKE2b of up to 32 bytes keyed with the bank's index key: the same input gives the same output
 * in this bank only. */
void bank_keyed_hash(const struct bank *b, const char *domain, struct blob input, uint8_t *out,
                     size_t out_bytes);

void bank_random(void *out, size_t n);
/* SHA-256; `out` has 32 bytes. */
void bank_sha256(struct blob input, uint8_t out[32]);
/* SHA-256 as 64 hexadecimal digits: the law_digest of this program. */
void bank_sha256_hex(const void *text, size_t n, char hex_out[65]);
/* Compares without telling by its time where the difference is. */
bool bank_equal_secret(const void *x, const void *y, size_t n);
void bank_wipe(void *p, size_t n); /* not optimised away */

#endif
