/*
 * Signed JSON Web Tokens (RFC 7515, 7519; RFC 8725): reading what a provider has signed, and
 * signing what the bank says of itself. Two algorithms are taken, RS256 and ES256, whatever a
 * token or a key says; never "none", never a shared secret.
 */
#ifndef LOGIN_JWT_H
#define LOGIN_JWT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"
#include "base/mem.h"
#include "login/fault.h"

#define JWT_MAX ((size_t)32 * 1024) /* bytes of a token */

enum jwt_alg { JWT_ES256, JWT_RS256, JWT_ALG__MAX };
extern const char *const jwt_alg_name[JWT_ALG__MAX];

/* A token as read, nothing of it verified. */
struct jwt {
    enum jwt_alg alg;
    const char *kid;         /* belongs to `header` */
    json_t *header, *claims; /* objects; owned */
    json_t *jws;             /* the flattened form that libjose takes; owned */
};

/* Reads the compact form. Refused: another number of parts than three, bad base64url, anything but
 * JSON objects, critical extensions (`crit`), a kid that is missing or long, other algorithms.
 * Free `out` with jwt_free() whatever comes out. */
enum login_fault jwt_read(const char *text, size_t n, struct jwt *out);
void jwt_free(struct jwt *t);

/* The key of the set that made this signature: by kid, and fit for the algorithm. A new reference
 * with nothing in it but what verifying needs; NULL when there is none, or two. */
json_t *jwks_find(const json_t *set, const char *kid, enum jwt_alg alg);
/* Whether a set can be used at all: an object with an array `keys`, not too many. */
bool jwks_ok(const json_t *set);

/* LOGIN_OK, LOGIN_KID (the set has no such key: fetch it anew, once), LOGIN_SIGNATURE. */
enum login_fault jwt_verify(const struct jwt *t, const json_t *set);

/* ---- what the bank signs ---- */

/* A new private key with `kid` and `alg`; NULL when it cannot be made. */
json_t *jwt_key_new(enum jwt_alg alg);
/* The part that others may see, with "use": "sig". */
json_t *jwt_key_public(const json_t *key);
/* The compact form; NULL when the key does not sign. Text belongs to the arena. */
const char *jwt_sign(const json_t *claims, const json_t *key, struct arena *a);

/* base64url without padding (RFC 4648 5). */
const char *jwt_base64(const void *p, size_t n, struct arena *a);

#endif
