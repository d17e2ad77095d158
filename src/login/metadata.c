#include "login/metadata.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

static bool address(const json_t *document, const char *name, char out[PROVIDER_URL])
{
    const char *text = json_text(document, name);
    out[0] = '\0';
    return text != NULL && provider_url_ok(text) &&
           (size_t)snprintf(out, PROVIDER_URL, "%s", text) < PROVIDER_URL;
}

static bool address_or_none(const json_t *document, const char *name, char out[PROVIDER_URL])
{
    return address(document, name, out) || json_object_get(document, name) == NULL;
}

static bool has(const json_t *list, const char *word)
{
    const json_t *v;
    size_t i;
    json_array_foreach(list, i, v)
    {
        if (json_is_string(v) && strcmp(json_string_value(v), word) == 0) {
            return true;
        }
    }
    return false;
}

/* What a list that is not there means is up to the caller. */
static bool offers(const json_t *document, const char *name, const char *word, bool if_absent)
{
    const json_t *list = json_object_get(document, name);
    return list == NULL ? if_absent : has(list, word);
}

static const char *what_is_wrong(const json_t *d, const char *issuer, struct metadata *m)
{
    const char *says = json_text(d, "issuer");
    if (says == NULL || strcmp(says, issuer) != 0) {
        return "its issuer is not the configured one";
    }
    if (!address(d, "authorization_endpoint", m->authorization) ||
        !address(d, "token_endpoint", m->token) || !address(d, "jwks_uri", m->jwks) ||
        !address_or_none(d, "userinfo_endpoint", m->userinfo) ||
        !address_or_none(d, "end_session_endpoint", m->end_session)) {
        return "an address is missing or is not https";
    }
    if (!offers(d, "response_types_supported", "code", false)) {
        return "it does not offer the code flow";
    }
    if (!offers(d, "code_challenge_methods_supported", "S256", true)) {
        return "it does not offer PKCE with S256";
    }
    if (!offers(d, "token_endpoint_auth_methods_supported", "private_key_jwt", false)) {
        return "it does not offer private_key_jwt";
    }
    const char *const algs = "id_token_signing_alg_values_supported";
    if (!offers(d, algs, "RS256", true) && !offers(d, algs, "ES256", true)) {
        return "it signs with neither RS256 nor ES256";
    }
    return NULL;
}

bool metadata_read(const json_t *document, const char *issuer, struct metadata *out,
                   const char **why_out)
{
    *out = (struct metadata){0};
    *why_out = what_is_wrong(document, issuer, out);
    out->iss_parameter =
        json_is_true(json_object_get(document, "authorization_response_iss_parameter_supported"));
    out->es256 =
        offers(document, "token_endpoint_auth_signing_alg_values_supported", "ES256", true);
    return *why_out == NULL;
}

void metadata_origin(const char *url, char out[PROVIDER_URL])
{
    const char *host = strstr(url, "://");
    size_t n = host != NULL ? (size_t)(host + 3 - url) + strcspn(host + 3, "/") : 0;
    snprintf(out, PROVIDER_URL, "%.*s", (int)(n < PROVIDER_URL ? n : 0), url);
}
