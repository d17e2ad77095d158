/*
 * The keys that the bank proves itself with to identity providers (private_key_jwt), one for each
 * algorithm, sealed in the database. The newest of an algorithm signs; older ones stay public for
 * providers that have not yet fetched the new set.
 */
#ifndef LOGIN_KEY_H
#define LOGIN_KEY_H

#include "bank/bank.h"
#include "login/jwt.h"

#define LOGIN_KEYS_PUBLIC 4 /* the newest that are published */

/* A new key of each algorithm. */
MUST_USE enum err login_key_new(struct bank *b, struct err_ctx *ctx);
/* The public keys as a JSON Web Key Set, a new reference; an empty set when there are none. */
MUST_USE enum err login_key_public(struct bank *b, json_t **out, struct err_ctx *ctx);
/* The private key to sign with, a new reference. ERR_NOT_FOUND: make one. */
MUST_USE enum err login_key_private(struct bank *b, enum jwt_alg alg, json_t **out,
                                    struct err_ctx *ctx);

#endif
