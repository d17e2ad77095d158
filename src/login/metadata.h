/* What a provider says of itself (OpenID Connect Discovery 1.0). */
#ifndef LOGIN_METADATA_H
#define LOGIN_METADATA_H

#include "bank/provider.h"
#include "base/json.h"

struct metadata {
    char authorization[PROVIDER_URL], token[PROVIDER_URL], jwks[PROVIDER_URL];
    char userinfo[PROVIDER_URL];    /* "": the ID token says all */
    char end_session[PROVIDER_URL]; /* "": no sign-out there */
    bool iss_parameter;             /* answers carry `iss` (RFC 9207) */
    bool es256;                     /* takes client assertions signed with ES256 */
};

/* False when something that must be there is not: the issuer as configured, the endpoints, the
 * code flow; when an address is none that may be used; or when the provider says that it cannot do
 * what the profile asks (PKCE S256, private_key_jwt, RS256 or ES256). `*why_out`: what is wrong. */
bool metadata_read(const json_t *document, const char *issuer, struct metadata *out,
                   const char **why_out);

/* scheme://host:port of an address. */
void metadata_origin(const char *url, char out[PROVIDER_URL]);

#endif
