#include "bank/keyring.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/sodium_memory.h"

/* The file: magic, method, Argon2id cost, salt and nonce (all authenticated), sealed keys. */
static const char magic[16] = "brygga-keyring1\n"; /* without a NUL */
enum {
    AT_METHOD = 16,
    AT_OPS = 17,
    AT_MEMORY = 25,
    AT_SALT = 33,
    AT_NONCE = AT_SALT + crypto_pwhash_SALTBYTES,
    HEAD = AT_NONCE + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    PLAIN = 8 + sizeof(struct keyring_secrets),
    METHOD_PASSPHRASE = 1,
    METHOD_KEY_FILE = 2
};
static_assert(HEAD + PLAIN + crypto_aead_xchacha20poly1305_ietf_ABYTES == KEYRING_BYTES, "layout");
static_assert(sizeof(struct keyring_secrets) == (size_t)8 * 32, "no padding");
static_assert(crypto_pwhash_SALTBYTES == 16 && crypto_sign_SEEDBYTES == 32, "libsodium");

static const uint64_t memory_max = (uint64_t)2 << 30; /* a file may not ask for more */
static const uint64_t ops_max = 64;
static const char unlock_head[] = "brygga-unlock1 ";

static void put64(uint8_t *p, uint64_t v)
{
    for (int i = 7; i >= 0; i--, v >>= 8) {
        p[i] = (uint8_t)v;
    }
}

static uint64_t get64(const uint8_t *p)
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) {
        v = v << 8 | p[i];
    }
    return v;
}

/* What follows from the secrets. */
static void complete(struct keyring *k)
{
    crypto_sign_seed_keypair(k->public.sign, k->sign_secret, k->secret.sign_seed);
    crypto_sign_seed_keypair(k->public.journal, k->journal_secret, k->secret.journal_seed);
    crypto_sign_seed_keypair(k->public.witness, k->witness_secret, k->secret.witness_seed);
    crypto_scalarmult_base(k->public.box, k->secret.box_secret);
}

struct keyring *keyring_new(void)
{
    struct keyring *k = secret_alloc(sizeof *k);
    randombytes_buf(&k->secret, sizeof k->secret);
    uint64_t id = 0;
    while (id == 0) { /* below 2^53, so that every JSON reader keeps it whole */
        randombytes_buf(&id, sizeof id);
        id >>= 11;
    }
    k->bank_id = (int64_t)id;
    k->handles = 1;
    complete(k);
    return k;
}

struct keyring *keyring_share(struct keyring *k)
{
    __atomic_add_fetch(&k->handles, 1, __ATOMIC_RELAXED);
    return k;
}

void keyring_release(struct keyring *k)
{
    if (k != NULL && __atomic_sub_fetch(&k->handles, 1, __ATOMIC_ACQ_REL) == 0) {
        sodium_free(k);
    }
}

/* The key that seals the file, by the cost that its head says. */
static enum err derive(const uint8_t *head, const struct passphrase *passphrase, uint8_t *key,
                       struct err_ctx *ctx)
{
    uint64_t ops = get64(head + AT_OPS), memory = get64(head + AT_MEMORY);
    if (ops < crypto_pwhash_OPSLIMIT_MIN || ops > ops_max || memory < crypto_pwhash_MEMLIMIT_MIN ||
        memory > memory_max) {
        return err_set(ctx, ERR_CORRUPT, "keys/keyring", "restore it from the backup of the keys",
                       "the cost of the passphrase is out of bounds");
    }
    if (crypto_pwhash(key, 32, passphrase->text, passphrase->n, head + AT_SALT, ops, (size_t)memory,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return err_set(ctx, ERR_IO, "keys/keyring", "free some memory and try again",
                       "the passphrase needs %llu MiB of memory for a moment",
                       (unsigned long long)(memory >> 20));
    }
    return ERR_OK;
}

enum err keyring_seal(const struct keyring *k, const struct passphrase *passphrase,
                      const uint8_t *unlock_key, enum keyring_cost cost, uint8_t out[KEYRING_BYTES],
                      struct err_ctx *ctx)
{
    assert((passphrase != NULL) != (unlock_key != NULL));
    bool least = cost == KEYRING_COST_TEST;
    enum err e = ERR_OK;
    memset(out, 0, KEYRING_BYTES);
    memcpy(out, magic, sizeof magic);
    out[AT_METHOD] = passphrase != NULL ? METHOD_PASSPHRASE : METHOD_KEY_FILE;
    randombytes_buf(out + AT_SALT, HEAD - AT_SALT);
    uint8_t *key = secret_alloc(32), *plain = secret_alloc(PLAIN);
    if (passphrase != NULL) {
        put64(out + AT_OPS, least ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE);
        put64(out + AT_MEMORY,
              least ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_MODERATE);
        e = derive(out, passphrase, key, ctx);
    } else {
        memcpy(key, unlock_key, 32);
    }
    if (e == ERR_OK) {
        put64(plain, (uint64_t)k->bank_id);
        memcpy(plain + 8, &k->secret, sizeof k->secret);
        crypto_aead_xchacha20poly1305_ietf_encrypt(out + HEAD, NULL, plain, PLAIN, out, HEAD, NULL,
                                                   out + AT_NONCE, key);
    }
    sodium_free(key);
    sodium_free(plain);
    return e;
}

enum err keyring_method(const uint8_t *bytes, size_t n, enum bank_unlock *out, struct err_ctx *ctx)
{
    if (n != KEYRING_BYTES || memcmp(bytes, magic, sizeof magic) != 0 ||
        (bytes[AT_METHOD] != METHOD_PASSPHRASE && bytes[AT_METHOD] != METHOD_KEY_FILE)) {
        return err_set(ctx, ERR_CORRUPT, "keys/keyring", "restore it from the backup of the keys",
                       "the file is not a keyring of this program");
    }
    *out = bytes[AT_METHOD] == METHOD_PASSPHRASE ? BANK_UNLOCK_PASSPHRASE : BANK_UNLOCK_KEY_FILE;
    return ERR_OK;
}

enum err keyring_unseal(const uint8_t *bytes, size_t n, const struct passphrase *passphrase,
                        const uint8_t *unlock_key, struct keyring **out, struct err_ctx *ctx)
{
    enum bank_unlock method;
    *out = NULL;
    enum err e = keyring_method(bytes, n, &method, ctx);
    if (e != ERR_OK) {
        return e;
    }
    uint8_t *key = secret_alloc(32), *plain = secret_alloc(PLAIN);
    if (method == BANK_UNLOCK_PASSPHRASE) {
        assert(passphrase != NULL);
        e = derive(bytes, passphrase, key, ctx);
    } else {
        assert(unlock_key != NULL);
        memcpy(key, unlock_key, 32);
    }
    if (e == ERR_OK && crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, bytes + HEAD,
                                                                  KEYRING_BYTES - HEAD, bytes, HEAD,
                                                                  bytes + AT_NONCE, key) != 0) {
        e = method == BANK_UNLOCK_PASSPHRASE
                ? err_set(ctx, ERR_SETUP, "keys/keyring", "try again; mind capital letters",
                          "wrong passphrase, or the keyring has been changed")
                : err_set(ctx, ERR_SETUP, "keys/keyring",
                          "restore keys/unlock.key and keys/keyring from the same backup",
                          "keys/unlock.key does not open the keyring");
    }
    if (e == ERR_OK) {
        struct keyring *k = secret_alloc(sizeof *k);
        k->bank_id = (int64_t)get64(plain);
        memcpy(&k->secret, plain + 8, sizeof k->secret);
        k->handles = 1;
        complete(k);
        *out = k;
    }
    sodium_free(key);
    sodium_free(plain);
    return e;
}

void keyring_unlock_write(const uint8_t key[KEYRING_UNLOCK], char out[KEYRING_UNLOCK_TEXT])
{
    char hex[2 * KEYRING_UNLOCK + 1];
    sodium_bin2hex(hex, sizeof hex, key, KEYRING_UNLOCK);
    snprintf(out, KEYRING_UNLOCK_TEXT, "%s%s\n", unlock_head, hex);
    sodium_memzero(hex, sizeof hex);
}

bool keyring_unlock_read(const char *text, size_t n, uint8_t key_out[KEYRING_UNLOCK])
{
    size_t head = sizeof unlock_head - 1, got = 0;
    while (n != 0 && (text[n - 1] == '\n' || text[n - 1] == '\r')) {
        n--;
    }
    return n == head + (size_t)2 * KEYRING_UNLOCK && memcmp(text, unlock_head, head) == 0 &&
           sodium_hex2bin(key_out, KEYRING_UNLOCK, text + head, n - head, NULL, &got, NULL) == 0 &&
           got == KEYRING_UNLOCK;
}
