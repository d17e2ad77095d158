#include "login/jwt.h"

#include <jose/b64.h>
#include <jose/jwk.h>
#include <jose/jws.h>
#include <string.h>

#include "base/json.h"

#define KID_MAX       255
#define KEYS_MAX      50
#define RSA_BYTES_MIN 256 /* 2048 bits */

const char *const jwt_alg_name[JWT_ALG__MAX] = {"ES256", "RS256"};

/* The n bytes at p as a JSON object, decoded from base64url; NULL when it is not one. */
static json_t *decode_object(const char *p, size_t n)
{
    json_t *out = NULL;
    size_t room = jose_b64_dec_buf(NULL, n, NULL, 0);
    if (n == 0 || room == SIZE_MAX || room > JWT_MAX) {
        return NULL;
    }
    char *bytes = mem_alloc(room + 1);
    size_t got = jose_b64_dec_buf(p, n, bytes, room);
    if (got != SIZE_MAX && json_parse(bytes, got, "token", &out, NULL) != ERR_OK) {
        out = NULL;
    }
    free(bytes);
    if (!json_is_object(out)) {
        json_decref(out);
        return NULL;
    }
    return out;
}

static enum login_fault read_header(struct jwt *t)
{
    const char *alg = json_text(t->header, "alg");
    int found = -1;
    for (int i = 0; alg != NULL && i < JWT_ALG__MAX; i++) {
        found = strcmp(alg, jwt_alg_name[i]) == 0 ? i : found;
    }
    if (found < 0) {
        return LOGIN_ALG;
    }
    t->alg = (enum jwt_alg)found;
    if (json_object_get(t->header, "crit") != NULL || json_object_get(t->header, "b64") != NULL) {
        return LOGIN_MALFORMED;
    }
    t->kid = json_text(t->header, "kid");
    return t->kid == NULL || t->kid[0] == '\0' || strlen(t->kid) > KID_MAX ? LOGIN_KID : LOGIN_OK;
}

enum login_fault jwt_read(const char *text, size_t n, struct jwt *out)
{
    *out = (struct jwt){0};
    const char *first = n <= JWT_MAX ? memchr(text, '.', n) : NULL;
    const char *end = text + n;
    const char *second = first != NULL ? memchr(first + 1, '.', (size_t)(end - first) - 1) : NULL;
    if (second == NULL || memchr(second + 1, '.', (size_t)(end - second) - 1) != NULL) {
        return LOGIN_MALFORMED;
    }
    out->header = decode_object(text, (size_t)(first - text));
    out->claims = decode_object(first + 1, (size_t)(second - first) - 1);
    if (out->header == NULL || out->claims == NULL) {
        return LOGIN_MALFORMED;
    }
    enum login_fault f = read_header(out);
    if (f != LOGIN_OK) {
        return f;
    }
    out->jws = json_pack("{s:s%, s:s%, s:s%}", "protected", text, (size_t)(first - text), "payload",
                         first + 1, (size_t)(second - first) - 1, "signature", second + 1,
                         (size_t)(end - second) - 1);
    return out->jws != NULL && second + 1 < end ? LOGIN_OK : LOGIN_MALFORMED;
}

void jwt_free(struct jwt *t)
{
    json_decref(t->header);
    json_decref(t->claims);
    json_decref(t->jws);
    *t = (struct jwt){0};
}

/* ---- keys of the provider ---- */

bool jwks_ok(const json_t *set)
{
    const json_t *keys = json_object_get(set, "keys");
    return json_is_array(keys) && json_array_size(keys) > 0 && json_array_size(keys) <= KEYS_MAX;
}

static bool is_or_absent(const json_t *key, const char *member, const char *value)
{
    const json_t *v = json_object_get(key, member);
    return v == NULL || (json_is_string(v) && strcmp(json_string_value(v), value) == 0);
}

static bool is(const json_t *key, const char *member, const char *value)
{
    return json_object_get(key, member) != NULL && is_or_absent(key, member, value);
}

/* What verifying needs, and nothing that could be read as another kind of key. */
static json_t *clean_key(const json_t *key, enum jwt_alg alg)
{
    if (!is_or_absent(key, "use", "sig") || !is_or_absent(key, "alg", jwt_alg_name[alg])) {
        return NULL;
    }
    if (alg == JWT_ES256 && is(key, "kty", "EC") && is(key, "crv", "P-256") &&
        json_text(key, "x") != NULL && json_text(key, "y") != NULL) {
        return json_pack("{s:s, s:s, s:s, s:s}", "kty", "EC", "crv", "P-256", "x",
                         json_text(key, "x"), "y", json_text(key, "y"));
    }
    size_t bytes = jose_b64_dec(json_object_get(key, "n"), NULL, 0);
    if (alg == JWT_RS256 && is(key, "kty", "RSA") && json_text(key, "n") != NULL &&
        json_text(key, "e") != NULL && bytes != SIZE_MAX && bytes >= RSA_BYTES_MIN) {
        return json_pack("{s:s, s:s, s:s}", "kty", "RSA", "n", json_text(key, "n"), "e",
                         json_text(key, "e"));
    }
    return NULL;
}

json_t *jwks_find(const json_t *set, const char *kid, enum jwt_alg alg)
{
    json_t *found = NULL;
    const json_t *key;
    size_t i;
    json_array_foreach(json_object_get(set, "keys"), i, key)
    {
        const char *name = json_text(key, "kid");
        json_t *clean =
            name != NULL && strcmp(name, kid) == 0 && i < KEYS_MAX ? clean_key(key, alg) : NULL;
        if (clean != NULL && found != NULL) {
            json_decref(clean);
            json_decref(found);
            return NULL;
        }
        found = clean != NULL ? clean : found;
    }
    return found;
}

enum login_fault jwt_verify(const struct jwt *t, const json_t *set)
{
    json_t *key = jwks_find(set, t->kid, t->alg);
    if (key == NULL) {
        return LOGIN_KID;
    }
    bool ok = jose_jws_ver(NULL, t->jws, NULL, key, false);
    json_decref(key);
    return ok ? LOGIN_OK : LOGIN_SIGNATURE;
}

/* ---- what the bank signs ---- */

json_t *jwt_key_new(enum jwt_alg alg)
{
    json_t *key = json_pack("{s:s}", "alg", jwt_alg_name[alg]);
    json_t *kid = NULL;
    if (key != NULL && jose_jwk_gen(NULL, key)) {
        kid = jose_jwk_thp(NULL, key, "S256");
    }
    if (kid == NULL || json_object_set_new(key, "kid", kid) != 0) {
        json_decref(key);
        return NULL;
    }
    return key;
}

json_t *jwt_key_public(const json_t *key)
{
    json_t *out = json_deep_copy(key);
    if (out != NULL &&
        (!jose_jwk_pub(NULL, out) || json_object_set_new(out, "use", json_string("sig")) != 0)) {
        json_decref(out);
        out = NULL;
    }
    (void)json_object_del(out, "key_ops");
    return out;
}

const char *jwt_base64(const void *p, size_t n, struct arena *a)
{
    size_t room = jose_b64_enc_buf(NULL, n, NULL, 0);
    char *out = arena_alloc(a, room + 1);
    return jose_b64_enc_buf(p, n, out, room) == room ? out : "";
}

const char *jwt_sign(const json_t *claims, const json_t *key, struct arena *a)
{
    const char *out = NULL;
    json_t *jws = json_pack("{s:o}", "payload", jose_b64_enc_dump(claims));
    json_t *sig = json_pack("{s:{s:s, s:s, s:s}}", "protected", "alg", json_text(key, "alg"), "kid",
                            json_text(key, "kid"), "typ", "JWT");
    if (jws != NULL && sig != NULL && jose_jws_sig(NULL, jws, sig, key)) {
        out = arena_printf(a, "%s.%s.%s", json_text(jws, "protected"), json_text(jws, "payload"),
                           json_text(jws, "signature"));
    }
    json_decref(jws);
    json_decref(sig);
    return out;
}
