#include "bank/crypto.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "bank/internal.h"

static_assert(BANK_SIGN_PUBLIC == crypto_sign_PUBLICKEYBYTES, "libsodium");
static_assert(BANK_SIGNATURE == crypto_sign_BYTES, "libsodium");
static_assert(BANK_BOX_PUBLIC == crypto_box_PUBLICKEYBYTES, "libsodium");
static_assert(BANK_BOX_EXTRA == crypto_box_SEALBYTES, "libsodium");
static_assert(BANK_SEAL_EXTRA == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                                     crypto_aead_xchacha20poly1305_ietf_ABYTES,
              "libsodium");

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, DOMAIN_MAX = 64 };

const struct bank_public *bank_public(const struct bank *b)
{
    return &b->keys->public;
}

/* Signs the SHA-512 of domain NUL message, so that nothing has to be copied. */
static void signed_digest(const char *domain, struct blob message,
                          uint8_t out[crypto_hash_sha512_BYTES])
{
    crypto_hash_sha512_state s;
    crypto_hash_sha512_init(&s);
    crypto_hash_sha512_update(&s, (const unsigned char *)domain, strlen(domain) + 1);
    if (message.n != 0) {
        crypto_hash_sha512_update(&s, message.p, message.n);
    }
    crypto_hash_sha512_final(&s, out);
}

void bank_sign(const struct bank *b, const char *domain, struct blob message,
               uint8_t signature_out[BANK_SIGNATURE])
{
    uint8_t digest[crypto_hash_sha512_BYTES];
    signed_digest(domain, message, digest);
    crypto_sign_detached(signature_out, NULL, digest, sizeof digest, b->keys->sign_secret);
}

bool bank_signature_ok(const uint8_t key[BANK_SIGN_PUBLIC], const char *domain, struct blob message,
                       const uint8_t signature[BANK_SIGNATURE])
{
    uint8_t digest[crypto_hash_sha512_BYTES];
    signed_digest(domain, message, digest);
    return crypto_sign_verify_detached(signature, digest, sizeof digest, key) == 0;
}

static enum err too_large(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_LIMIT, "sealing", "", "more than %zu MiB cannot be sealed at once",
                   BANK_SEAL_MAX >> 20);
}

enum err bank_box_seal(const uint8_t recipient[BANK_BOX_PUBLIC], struct blob plain, struct arena *a,
                       struct blob *out, struct err_ctx *ctx)
{
    if (plain.n > BANK_SEAL_MAX) {
        return too_large(ctx);
    }
    uint8_t *sealed = arena_alloc(a, plain.n + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed, plain.p, plain.n, recipient) != 0) {
        return err_set(ctx, ERR_INVALID, "recipient key", "ask the other bank for its keys again",
                       "the recipient's key is not a usable X25519 key");
    }
    *out = (struct blob){sealed, plain.n + crypto_box_SEALBYTES};
    return ERR_OK;
}

enum err bank_box_open(const struct bank *b, struct blob sealed, struct arena *a, struct blob *out,
                       struct err_ctx *ctx)
{
    if (sealed.n < crypto_box_SEALBYTES || sealed.n > BANK_SEAL_MAX + crypto_box_SEALBYTES) {
        return err_set(ctx, ERR_CORRUPT, "sealed part", "", "the sealed part has no usable length");
    }
    size_t n = sealed.n - crypto_box_SEALBYTES;
    uint8_t *plain = arena_alloc(a, n + 1); /* text may be read up to a NUL */
    if (crypto_box_seal_open(plain, sealed.p, sealed.n, b->keys->public.box,
                             b->keys->secret.box_secret) != 0) {
        return err_set(ctx, ERR_CORRUPT, "sealed part", "",
                       "it is not sealed to this bank, or has been changed");
    }
    *out = (struct blob){plain, n};
    return ERR_OK;
}

/* What ties a sealed value of the bank to its place. */
static size_t seal_context(const struct bank *b, const char *domain, int64_t row,
                           uint8_t out[DOMAIN_MAX + 16])
{
    size_t n = strlen(domain);
    assert(n != 0 && n < DOMAIN_MAX);
    for (int i = 0; i < 8; i++) {
        out[i] = (uint8_t)((uint64_t)b->keys->bank_id >> (56 - 8 * i));
        out[8 + i] = (uint8_t)((uint64_t)row >> (56 - 8 * i));
    }
    memcpy(out + 16, domain, n);
    return 16 + n;
}

enum err bank_seal(const struct bank *b, const char *domain, int64_t row, struct blob plain,
                   struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    uint8_t context[DOMAIN_MAX + 16];
    size_t context_n = seal_context(b, domain, row, context);
    if (plain.n > BANK_SEAL_MAX) {
        return too_large(ctx);
    }
    uint8_t *sealed = arena_alloc(a, plain.n + BANK_SEAL_EXTRA);
    randombytes_buf(sealed, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, plain.p, plain.n, context,
                                               context_n, NULL, sealed, b->keys->secret.seal);
    *out = (struct blob){sealed, plain.n + BANK_SEAL_EXTRA};
    return ERR_OK;
}

enum err bank_unseal(const struct bank *b, const char *domain, int64_t row, struct blob sealed,
                     struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    uint8_t context[DOMAIN_MAX + 16];
    size_t context_n = seal_context(b, domain, row, context);
    if (sealed.n < BANK_SEAL_EXTRA || sealed.n > BANK_SEAL_MAX + BANK_SEAL_EXTRA) {
        return err_set(ctx, ERR_CORRUPT, domain, "", "the sealed value has no usable length");
    }
    size_t n = sealed.n - BANK_SEAL_EXTRA;
    uint8_t *plain = arena_alloc(a, n + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, sealed.p + NONCE,
                                                   sealed.n - NONCE, context, context_n, sealed.p,
                                                   b->keys->secret.seal) != 0) {
        return err_set(ctx, ERR_CORRUPT, domain, "run brygga check; restore from a backup",
                       "a sealed value has been changed or moved");
    }
    *out = (struct blob){plain, n};
    return ERR_OK;
}

void keyed_hash(const uint8_t key[32], const char *domain, struct blob input, uint8_t *out,
                size_t out_bytes)
{
    crypto_generichash_state s;
    crypto_generichash_init(&s, key, 32, out_bytes);
    crypto_generichash_update(&s, (const unsigned char *)domain, strlen(domain) + 1);
    if (input.n != 0) {
        crypto_generichash_update(&s, input.p, input.n);
    }
    crypto_generichash_final(&s, out, out_bytes);
    sodium_memzero(&s, sizeof s);
}

void bank_keyed_hash(const struct bank *b, const char *domain, struct blob input, uint8_t *out,
                     size_t out_bytes)
{
    assert(out_bytes >= 16 && out_bytes <= 32);
    keyed_hash(b->keys->secret.index, domain, input, out, out_bytes);
}

void bank_random(void *out, size_t n)
{
    randombytes_buf(out, n);
}

void bank_sha256(struct blob input, uint8_t out[32])
{
    crypto_hash_sha256(out, input.p, input.n);
}

void bank_sha256_hex(const void *text, size_t n, char hex_out[65])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, text, n);
    sodium_bin2hex(hex_out, 65, hash, sizeof hash);
}

bool bank_equal_secret(const void *x, const void *y, size_t n)
{
    return sodium_memcmp(x, y, n) == 0;
}

void bank_wipe(void *p, size_t n)
{
    sodium_memzero(p, n);
}
