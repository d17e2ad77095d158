/* Between the files of this module. */
#ifndef LOGIN_INTERNAL_H
#define LOGIN_INTERNAL_H

#include <stdatomic.h>

#include "base/json.h"
#include "login/login.h"
#include "login/metadata.h"

struct source; /* one provider with what it has told */

struct login {
    struct source *sources[BANK_PROVIDERS];
    size_t count;
    char redirect[BANK_URL + 32], home[BANK_URL + 32];
    char organisation_number[BANK_ORGNUMBER];
    atomic_int finishing;
};

/* source.c */
struct source *source_new(const struct bank_provider *conf);
void source_free(struct source *s);
const struct bank_provider *source_conf(const struct source *s);
/* Fetched when missing or older than an hour; what is known stays in use while the provider is
 * away. ERR_UNAVAILABLE. */
MUST_USE enum err source_metadata(struct source *s, struct metadata *out, struct err_ctx *ctx);
/* What is known now, without asking; false when nothing is. */
bool source_known(struct source *s, struct metadata *out);
/* The keys, a new reference; `anew` asks the provider, at most once a minute. */
MUST_USE enum err source_keys(struct source *s, const struct metadata *m, bool anew, json_t **out,
                              struct err_ctx *ctx);

/* begin.c */
struct waiting { /* what was remembered when the sign-in began */
    char provider[PROVIDER_NAME], state[64], nonce[64], verifier[64];
    bool pupil;
    char next[LOGIN_NEXT_MAX];
};
/* Takes it out of the database, so that it serves once. LOGIN_STATE in *fault_out: there is none
 * for this cookie. */
MUST_USE enum err waiting_take(struct bank *b, const char *cookie, struct waiting *out,
                               enum login_fault *fault_out, struct err_ctx *ctx);

struct source *login_source(struct login *l, const char *name);

#endif
