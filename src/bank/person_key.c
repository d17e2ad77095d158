#include "bank/person_key.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/utf8.h"
#include "sql_bank.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    CONTEXT = 24, /* bank, person, purpose: eight bytes each */
    PURPOSE_WRAP = 0
};

/* What a sealed value is tied to. */
static void context(const struct bank *b, struct person_id id, int64_t purpose,
                    uint8_t out[CONTEXT])
{
    const uint64_t parts[3] = {(uint64_t)b->keys->bank_id, (uint64_t)id.v, (uint64_t)purpose};
    for (int i = 0; i < CONTEXT; i++) {
        out[i] = (uint8_t)(parts[i / 8] >> (56 - 8 * (i % 8)));
    }
}

/* nonce || ciphertext || tag; the nonce is random: 192 bits never repeat. */
static void seal(const uint8_t *key, const uint8_t ad[CONTEXT], struct blob plain, uint8_t *out)
{
    randombytes_buf(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, plain.p, plain.n, ad, CONTEXT,
                                               NULL, out, key);
}

static bool unseal(const uint8_t *key, const uint8_t ad[CONTEXT], struct blob sealed, uint8_t *out)
{
    return sealed.n >= BANK_SEAL_EXTRA && crypto_aead_xchacha20poly1305_ietf_decrypt(
                                              out, NULL, NULL, sealed.p + NONCE, sealed.n - NONCE,
                                              ad, CONTEXT, sealed.p, key) == 0;
}

void data_key_new(struct data_key *out)
{
    randombytes_buf(out->b, sizeof out->b);
}

void data_key_wipe(struct data_key *k)
{
    sodium_memzero(k->b, sizeof k->b);
}

void data_key_wrap(const struct bank *b, struct person_id id, const struct data_key *k,
                   uint8_t out[WRAPPED_KEY])
{
    uint8_t ad[CONTEXT];
    context(b, id, PURPOSE_WRAP, ad);
    seal(b->keys->secret.wrap, ad, (struct blob){k->b, sizeof k->b}, out);
}

enum err data_key_unwrap(const struct bank *b, struct person_id id, struct blob wrapped,
                         struct data_key *out, struct err_ctx *ctx)
{
    uint8_t ad[CONTEXT];
    if (wrapped.n == 0) {
        return err_set(ctx, ERR_NOT_FOUND, "person", "", "the person has been erased");
    }
    context(b, id, PURPOSE_WRAP, ad);
    if (wrapped.n != WRAPPED_KEY || !unseal(b->keys->secret.wrap, ad, wrapped, out->b)) {
        return err_set(ctx, ERR_CORRUPT, "person key", "run `brygga check`; restore from a backup",
                       "a person's data key has been changed or moved");
    }
    return ERR_OK;
}

void data_key_seal(const struct bank *b, struct person_id id, enum person_purpose purpose,
                   const struct data_key *k, struct blob plain, uint8_t *out)
{
    uint8_t ad[CONTEXT];
    context(b, id, (int64_t)purpose, ad);
    seal(k->b, ad, plain, out);
}

enum err data_key_unseal(const struct bank *b, struct person_id id, enum person_purpose purpose,
                         const struct data_key *k, struct blob sealed, uint8_t *out,
                         struct err_ctx *ctx)
{
    uint8_t ad[CONTEXT];
    context(b, id, (int64_t)purpose, ad);
    if (!unseal(k->b, ad, sealed, out)) {
        return err_set(ctx, ERR_CORRUPT, "sealed value",
                       "run `brygga check`; restore from a backup",
                       "a sealed value has been changed or moved");
    }
    return ERR_OK;
}

void civic_index(const struct keyring *k, const struct civic_no *civic, uint8_t out[CIVIC_INDEX])
{
    keyed_hash(k->secret.index, "civic number",
               (struct blob){(const uint8_t *)civic->text, strlen(civic->text)}, out, CIVIC_INDEX);
}

/* version, then number and names, each as a length byte and its bytes. */
size_t identity_write(const struct person_identity *p, uint8_t out[IDENTITY_PLAIN_MAX])
{
    const char *parts[3] = {p->has_civic ? p->civic.text : "", p->given_name, p->family_name};
    size_t n = 0;
    out[n++] = 1;
    for (int i = 0; i < 3; i++) {
        size_t length = strnlen(parts[i], PERSON_NAME - 1);
        out[n++] = (uint8_t)length;
        memcpy(out + n, parts[i], length);
        n += length;
    }
    return n;
}

bool identity_read(struct blob plain, struct person_identity *out)
{
    char *to[3] = {out->civic.text, out->given_name, out->family_name};
    const size_t room[3] = {sizeof out->civic.text, PERSON_NAME, PERSON_NAME};
    size_t at = 1;
    if (plain.n == 0 || plain.p[0] != 1) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        size_t length = at < plain.n ? plain.p[at++] : SIZE_MAX;
        if (length >= room[i] || length > plain.n - at) {
            return false;
        }
        memcpy(to[i], plain.p + at, length);
        to[i][length] = '\0';
        at += length;
    }
    out->has_civic = out->civic.text[0] != '\0';
    return at == plain.n;
}

/* ---- for other modules ---- */

enum err person_denied(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_DENIED, "person", "", "the person's identity is protected");
}

/* `r` is NULL when something is to be sealed. */
static enum err load_key(struct bank *b, const struct reading *r, struct person_id id,
                         struct data_key *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_person_keys_in in = {b->keys->bank_id, id.v};
    struct sql_bank_person_keys_row row;
    enum err e = sql_bank_person_keys(b->db, &in, a, &row, ctx);
    if (e == ERR_OK && r != NULL && !reading_may(r, row.effective_protection)) {
        e = person_denied(ctx);
    }
    if (e == ERR_OK) {
        e = data_key_unwrap(b, id, row.wrapped_key, out, ctx);
    }
    arena_free(a);
    return e;
}

enum err person_seal(struct bank *b, struct person_id id, enum person_purpose purpose,
                     struct blob plain, struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    struct data_key key;
    if (plain.n > BANK_SEAL_MAX) {
        return err_set(ctx, ERR_LIMIT, "sealing", "", "more than %zu MiB cannot be sealed at once",
                       BANK_SEAL_MAX >> 20);
    }
    enum err e = load_key(b, NULL, id, &key, ctx);
    if (e == ERR_OK) {
        uint8_t *sealed = arena_alloc(a, plain.n + BANK_SEAL_EXTRA);
        data_key_seal(b, id, purpose, &key, plain, sealed);
        *out = (struct blob){sealed, plain.n + BANK_SEAL_EXTRA};
    }
    data_key_wipe(&key);
    return e;
}

enum err person_unseal(struct bank *b, struct reading *r, struct person_id id,
                       enum person_purpose purpose, struct blob sealed, struct arena *a,
                       struct blob *out, struct err_ctx *ctx)
{
    struct data_key key;
    assert(r != NULL);
    if (sealed.n < BANK_SEAL_EXTRA || sealed.n > BANK_SEAL_MAX + BANK_SEAL_EXTRA) {
        return err_set(ctx, ERR_CORRUPT, "sealed value", "run `brygga check`",
                       "a sealed value has no usable length");
    }
    enum err e = load_key(b, r, id, &key, ctx);
    if (e == ERR_OK) {
        uint8_t *plain = arena_alloc(a, sealed.n - BANK_SEAL_EXTRA + 1); /* with a NUL for text */
        e = data_key_unseal(b, id, purpose, &key, sealed, plain, ctx);
        *out = (struct blob){plain, sealed.n - BANK_SEAL_EXTRA};
    }
    data_key_wipe(&key);
    if (e == ERR_OK) {
        reading_add(r, id);
    }
    return e;
}
