/*
 * The serving process of one bank: the door, the pages, the letterbox's machine routes, and the
 * threads that carry letters and sign checkpoints. It runs until it is told to stop.
 */
#ifndef WEB_APP_H
#define WEB_APP_H

#include <stdint.h>

#include "bank/bank.h"
#include "law/law.h"

struct app;
struct login;

/* A rule file that somebody may try instead of the rules in force (page "Om lagen vore en annan").
 */
struct app_proposal {
    const char *name, *title, *text;
};

struct app_options {
    struct bank *bank; /* open; used by this thread only while the app runs */
    const struct law_rules *rules;
    const struct app_proposal *proposals; /* live as long as the app */
    size_t proposal_count;
    const char *address;  /* NULL: the configured one */
    int port;             /* -1: the configured one; 0: any free one */
    unsigned handles;     /* requests answered at once; 0: 8 */
    unsigned connections; /* 0: 200 */
};

MUST_USE enum err app_start(const struct app_options *o, struct app **out, struct err_ctx *ctx);
uint16_t app_port(const struct app *a);
const struct app_proposal *app_proposals(const struct app *a, size_t *count_out);
/* Whether the only sign-in is choosing a person. Then every page refuses whoever does not sit at
 * this computer: a listening address, a peer or a Host that is not loopback, or a proxy. */
bool app_demo_login(const struct app *a);
struct login *app_login(const struct app *a); /* NULL: the demo's choice of a person */
const char *app_cookie_name(const struct app *a);
const char *app_login_cookie_name(const struct app *a); /* while the provider is asked */
bool app_secure(const struct app *a); /* reached over https: cookies are Secure and __Host- */
/* Lets requests under way finish and stops everything. NULL is safe. */
void app_stop(struct app *a);

#endif
