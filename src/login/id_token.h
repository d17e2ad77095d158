/*
 * What an ID token and a UserInfo answer must say (OpenID Connect Core 3.1.3.7, 5.3; OIDC Sweden
 * profile 1.0), as pure functions over claims whose signature has been verified.
 */
#ifndef LOGIN_ID_TOKEN_H
#define LOGIN_ID_TOKEN_H

#include <stdint.h>

#include "base/json.h"
#include "login/fault.h"

#define ID_TOKEN_LIFE_S 300 /* longest from iat to exp */
#define ID_TOKEN_SKEW_S 30  /* how far two clocks may differ */
#define ID_TOKEN_SUB    255

struct id_token_wanted {
    const char *issuer, *client_id, *nonce;
    const char *acr;          /* accepted levels, one space between */
    const char *access_token; /* that came with it; NULL: none */
    int64_t now_s;            /* seconds since 1970 */
};

enum login_fault id_token_check(const json_t *claims, const struct id_token_wanted *w);
/* UserInfo: same issuer, for this client, about the same `sub` as the ID token. */
enum login_fault userinfo_check(const json_t *claims, const json_t *id_token,
                                const struct id_token_wanted *w);

#endif
