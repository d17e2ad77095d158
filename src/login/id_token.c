#include "login/id_token.h"

#include <string.h>

#include "bank/crypto.h"
#include "bank/provider.h"
#include "base/json.h"
#include "login/jwt.h"

static bool is_text(const json_t *claims, const char *name, const char *value)
{
    const char *text = json_text(claims, name);
    return text != NULL && strcmp(text, value) == 0;
}

/* For this client and nobody else: one audience, or an array of which it is the only one. */
static bool audience_ok(const json_t *claims, const char *client_id)
{
    const json_t *aud = json_object_get(claims, "aud");
    if (json_is_array(aud) && json_array_size(aud) == 1) {
        aud = json_array_get(aud, 0);
    }
    bool mine = json_is_string(aud) && strcmp(json_string_value(aud), client_id) == 0;
    return mine && (json_object_get(claims, "azp") == NULL || is_text(claims, "azp", client_id));
}

static bool seconds(const json_t *claims, const char *name, int64_t *out)
{
    const json_t *v = json_object_get(claims, name);
    *out = json_is_integer(v) ? (int64_t)json_integer_value(v) : 0;
    return *out > 0 && *out < INT64_C(253402300800); /* year 10000 */
}

static bool times_ok(const json_t *claims, int64_t now)
{
    int64_t iat, exp, nbf;
    if (!seconds(claims, "iat", &iat) || !seconds(claims, "exp", &exp)) {
        return false;
    }
    if (json_object_get(claims, "nbf") != NULL &&
        (!seconds(claims, "nbf", &nbf) || nbf > now + ID_TOKEN_SKEW_S)) {
        return false;
    }
    return exp > iat && exp - iat <= ID_TOKEN_LIFE_S && iat <= now + ID_TOKEN_SKEW_S &&
           exp > now - ID_TOKEN_SKEW_S;
}

static bool sub_ok(const json_t *claims)
{
    const char *sub = json_text(claims, "sub");
    return sub != NULL && sub[0] != '\0' && strlen(sub) <= ID_TOKEN_SUB;
}

/* The left half of SHA-256 over the access token (Core 3.1.3.6): both algorithms end in 256. */
static bool at_hash_ok(const json_t *claims, const char *access_token)
{
    const json_t *claimed = json_object_get(claims, "at_hash");
    if (claimed == NULL) {
        return true; /* optional in the code flow: the token came straight from the provider */
    }
    if (access_token == NULL || !json_is_string(claimed)) {
        return false;
    }
    uint8_t hash[32];
    struct arena *a = arena_new(1024);
    bank_sha256((struct blob){(const uint8_t *)access_token, strlen(access_token)}, hash);
    bool same = strcmp(jwt_base64(hash, sizeof hash / 2, a), json_string_value(claimed)) == 0;
    arena_free(a);
    return same;
}

enum login_fault id_token_check(const json_t *claims, const struct id_token_wanted *w)
{
    const char *acr = json_text(claims, "acr");
    if (!is_text(claims, "iss", w->issuer)) {
        return LOGIN_ISS;
    }
    if (!audience_ok(claims, w->client_id)) {
        return LOGIN_AUD;
    }
    if (!times_ok(claims, w->now_s)) {
        return LOGIN_TIME;
    }
    if (!is_text(claims, "nonce", w->nonce)) {
        return LOGIN_NONCE;
    }
    if (acr == NULL || strchr(acr, ' ') != NULL || !provider_word_in(w->acr, acr)) {
        return LOGIN_ACR;
    }
    if (!at_hash_ok(claims, w->access_token)) {
        return LOGIN_AT_HASH;
    }
    return sub_ok(claims) ? LOGIN_OK : LOGIN_SUB;
}

enum login_fault userinfo_check(const json_t *claims, const json_t *id_token,
                                const struct id_token_wanted *w)
{
    if (!is_text(claims, "iss", w->issuer) || !audience_ok(claims, w->client_id)) {
        return LOGIN_USERINFO;
    }
    return sub_ok(claims) && is_text(claims, "sub", json_text(id_token, "sub")) ? LOGIN_OK
                                                                                : LOGIN_SUB;
}
