/*
 * The secret keys of a bank, and the sealed file that holds them (docs/formats.md, "keyring").
 *
 * The file is sealed with XChaCha20-Poly1305 under a key from Argon2id of a passphrase, or under
 * the random key in keys/unlock.key. Its head is authenticated. In memory the keys are
 * in guarded, locked pages (sodium_malloc), shared by all handles of a bank and wiped with the
 * last.
 */
#ifndef BANK_KEYRING_H
#define BANK_KEYRING_H

#include <stdint.h>

#include "bank/bank.h"
#include "bank/crypto.h"
#include "bank/passphrase.h"

/* Order and size are the file's. */
struct keyring_secrets {
    uint8_t wrap[32];         /* wraps each person's data key */
    uint8_t index[32];        /* blind index of personal numbers, and other keyed hashes */
    uint8_t seal[32];         /* what belongs to the bank and to nobody in particular */
    uint8_t mac[32];          /* rows of the journal that only the program may write */
    uint8_t sign_seed[32];    /* Ed25519: letters */
    uint8_t box_secret[32];   /* X25519 */
    uint8_t journal_seed[32]; /* Ed25519: checkpoints */
    uint8_t witness_seed[32]; /* Ed25519: cosignatures */
};

struct keyring {
    int64_t bank_id;
    struct keyring_secrets secret;
    uint8_t sign_secret[64], journal_secret[64], witness_secret[64]; /* libsodium's long form */
    struct bank_public public;
    int handles; /* how many banks hold it; changed atomically */
};

/* New random keys and a random bank id. */
struct keyring *keyring_new(void);
struct keyring *keyring_share(struct keyring *k);
void keyring_release(struct keyring *k); /* NULL is safe */

/* How hard Argon2id works. */
enum keyring_cost {
    KEYRING_COST_NORMAL, /* libsodium's MODERATE: 256 MiB, about half a second */
    KEYRING_COST_TEST    /* the least there is: for tests only */
};

/* The bytes of the sealed file. Exactly one of passphrase and unlock key is given. */
#define KEYRING_BYTES  353
#define KEYRING_UNLOCK 32
MUST_USE enum err keyring_seal(const struct keyring *k, const struct passphrase *passphrase,
                               const uint8_t *unlock_key, enum keyring_cost cost,
                               uint8_t out[KEYRING_BYTES], struct err_ctx *ctx);
/* ERR_SETUP: wrong passphrase or key, or changed; ERR_CORRUPT: not a keyring. */
MUST_USE enum err keyring_unseal(const uint8_t *bytes, size_t n,
                                 const struct passphrase *passphrase, const uint8_t *unlock_key,
                                 struct keyring **out, struct err_ctx *ctx);
/* What opens a sealed file. ERR_CORRUPT. */
MUST_USE enum err keyring_method(const uint8_t *bytes, size_t n, enum bank_unlock *out,
                                 struct err_ctx *ctx);

/* The text of keys/unlock.key. */
#define KEYRING_UNLOCK_TEXT 96
void keyring_unlock_write(const uint8_t key[KEYRING_UNLOCK], char out[KEYRING_UNLOCK_TEXT]);
bool keyring_unlock_read(const char *text, size_t n, uint8_t key_out[KEYRING_UNLOCK]);

#endif
