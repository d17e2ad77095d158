/*
 * What a provider sends: a token and its keys as one text, "TOKEN\nJWKS\nMETADATA". Nothing of it
 * may be taken for signed, since whoever writes it has no key of ours; reading never reads outside.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "login/claims.h"
#include "login/id_token.h"
#include "login/jwt.h"
#include "login/metadata.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_claims(const json_t *claims)
{
    static const struct id_token_wanted wanted = {.issuer = "https://idp.example",
                                                  .client_id = "brygga",
                                                  .nonce = "n",
                                                  .acr = "a b",
                                                  .access_token = "t",
                                                  .now_s = 1800000000};
    char affiliation[AFFILIATION_MAX];
    struct civic_no civic;
    enum login_fault f = id_token_check(claims, &wanted);
    if (f == LOGIN_OK && json_text(claims, "sub") == NULL) {
        abort();
    }
    (void)userinfo_check(claims, claims, &wanted);
    if (claims_affiliation(claims, NULL, "2129990012", affiliation) == LOGIN_OK &&
        strstr(affiliation, "@2129990012") == NULL) {
        abort();
    }
    if (claims_civic(claims, NULL, &civic) == LOGIN_OK && strlen(civic.text) != 12) {
        abort();
    }
}

static void check_token(const char *text, size_t n, const json_t *keys)
{
    struct jwt t;
    if (jwt_read(text, n, &t) == LOGIN_OK) {
        if (t.kid == NULL || !json_is_object(t.claims)) {
            abort();
        }
        if (jwks_ok(keys)) {
            (void)jwt_verify(&t, keys);
        }
        check_claims(t.claims);
    }
    jwt_free(&t);
}

static void check_metadata(const json_t *document)
{
    struct metadata m;
    const char *why;
    char origin[PROVIDER_URL];
    if (metadata_read(document, "https://idp.example", &m, &why)) {
        metadata_origin(m.authorization, origin);
        if (strpbrk(origin, "; ,\r\n") != NULL || !provider_url_ok(m.token)) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
    size_t n = end != NULL ? (size_t)(end - text) : size;
    size_t rest = end != NULL ? size - n - 1 : 0;
    const char *second = rest > 0 ? memchr(end + 1, '\n', rest) : NULL;
    size_t keys_length = second != NULL ? (size_t)(second - end) - 1 : rest;
    json_t *keys = NULL, *document = NULL;
    if (rest > 0 && json_parse(end + 1, keys_length, "keys", &keys, NULL) != ERR_OK) {
        keys = NULL;
    }
    if (second != NULL &&
        json_parse(second + 1, rest - keys_length - 1, "metadata", &document, NULL) != ERR_OK) {
        document = NULL;
    }
    check_token(text, n, keys);
    check_metadata(document);
    json_decref(keys);
    json_decref(document);
    return 0;
}
