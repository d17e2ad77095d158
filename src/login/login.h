/*
 * Signing in: from the button to who somebody is. Code flow with PKCE, state bound to the browser
 * by a cookie, nonce, private_key_jwt, signed UserInfo (docs/login.md).
 *
 * A `struct login` holds what the providers have told of themselves and may be used by many
 * threads at once. Metadata is kept for an hour; keys are fetched anew when a signature names one
 * that is not known, at most once a minute.
 */
#ifndef LOGIN_LOGIN_H
#define LOGIN_LOGIN_H

#include "bank/bank.h"
#include "base/civic.h"
#include "login/claims.h"

#define LOGIN_COOKIE_TEXT 65 /* 32 random bytes as hexadecimal digits, and NUL */
#define LOGIN_WAIT_MS     ((int64_t)10 * 60 * 1000)
#define LOGIN_AT_ONCE     3 /* answers being checked; each may wait for the provider */
#define LOGIN_NEXT_MAX    300

struct login;

/* NULL in *out when the bank has no providers. */
MUST_USE enum err login_new(const struct bank_config *c, struct login **out, struct err_ctx *ctx);
void login_free(struct login *l); /* NULL is safe */

/* Fetches what is missing or old; for a thread that may wait. NULL is safe. */
void login_refresh(struct login *l);
/* "https://a.example https://b.example": where forms may lead, of providers known so far. */
const char *login_origins(struct login *l, struct arena *a);

struct login_wish {
    const char *provider; /* its name in bank.conf */
    bool pupil;           /* family: rather as pupil than as guardian */
    bool english;
    const char *next; /* path to go to afterwards; "" or NULL: the first page */
};
struct login_begun {
    const char *url; /* where to send the browser */
    char cookie[LOGIN_COOKIE_TEXT];
};
/* ERR_NOT_FOUND: no such provider. ERR_UNAVAILABLE: it does not answer, or cannot do what the
 * profile asks; the log says what. */
MUST_USE enum err login_begin(struct login *l, struct bank *b, const struct login_wish *w,
                              struct arena *a, struct login_begun *out, struct err_ctx *ctx);

/* What the browser brings back; NULL for what is not there. */
struct login_answer {
    const char *cookie, *state, *code, *iss, *error;
};
struct login_identity {
    char provider[PROVIDER_NAME]; /* also when refused, once it is known */
    enum provider_who who;
    char affiliation[AFFILIATION_MAX]; /* staff: id@orgnr */
    struct civic_no civic;             /* family */
    bool pupil;
    char next[LOGIN_NEXT_MAX]; /* a path of this site, or "" */
    const char *id_token;      /* belongs to the arena */
};
/* Checks the answer, once: whatever comes out, it cannot be used again. ERR_DENIED with *fault_out
 * when it is refused; ERR_BUSY when too many are being checked. */
MUST_USE enum err login_finish(struct login *l, struct bank *b, const struct login_answer *answer,
                               struct arena *a, struct login_identity *out,
                               enum login_fault *fault_out, struct err_ctx *ctx);

/* Where to end the session at the provider; NULL when it has no such place or is not known. */
const char *login_end_url(struct login *l, const char *provider, const char *id_token,
                          struct arena *a);

/* Forgets sign-ins that were begun and never answered. */
MUST_USE enum err login_purge(struct bank *b, struct err_ctx *ctx);

#endif
