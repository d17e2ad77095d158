/*
 * Identity providers in bank.conf: who may sign people in to this bank, and with what assurance.
 * Lines are `provider.NAME.SETTING = value`; docs/login.md tells what to write for which
 * federation.
 */
#ifndef BANK_PROVIDER_H
#define BANK_PROVIDER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

#define BANK_PROVIDERS     8
#define PROVIDER_NAME      32
#define PROVIDER_LABEL     96
#define PROVIDER_URL       256
#define PROVIDER_CLIENT_ID 256
#define PROVIDER_ACR       512
#define PROVIDER_SCOPE     512

/* Whom the provider's client signs in. */
enum provider_who { PROVIDER_STAFF, PROVIDER_FAMILY, PROVIDER_WHO__MAX };
extern const char *const provider_who_code[PROVIDER_WHO__MAX]; /* staff, family */

/* What a client assertion is addressed to. */
enum provider_audience { PROVIDER_ISSUER, PROVIDER_TOKEN_ENDPOINT, PROVIDER_AUDIENCE__MAX };
extern const char *const provider_audience_code[PROVIDER_AUDIENCE__MAX]; /* issuer, … */

struct bank_provider {
    char name[PROVIDER_NAME]; /* small letters, digits and hyphens; in addresses and the journal */
    char label[PROVIDER_LABEL]; /* on the button; the name unless set */
    enum provider_who who;
    char issuer[PROVIDER_URL]; /* https, or http on this machine; exactly as the provider has it */
    char client_id[PROVIDER_CLIENT_ID];
    char acr[PROVIDER_ACR];     /* accepted levels of assurance, one space between */
    char scope[PROVIDER_SCOPE]; /* "": what the Swedish profile says for these people */
    enum provider_audience audience;
    unsigned set; /* which settings the file has: bits of the table in provider.c */
};

struct bank_providers {
    struct bank_provider list[BANK_PROVIDERS];
    size_t count;
};

/* One line of the file; `key` is what comes after "provider.". */
MUST_USE enum err provider_set(struct bank_providers *p, const char *key, const char *value,
                               const char *where, struct err_ctx *ctx);
/* Whether every provider has what it must have. */
MUST_USE enum err provider_complete(struct bank_providers *p, const char *where,
                                    struct err_ctx *ctx);
void provider_write(const struct bank_providers *p, struct buf *out);
/* Whether the text is one of the words of a list with single spaces. */
bool provider_word_in(const char *list, const char *word);
/* https://HOST… or http:// to a loopback address, without user, query or fragment. */
bool provider_url_ok(const char *url);

#endif
