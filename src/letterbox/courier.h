/*
 * The courier: takes what is due in the outbox to its recipients, at least once, until a valid
 * receipt tells that it arrived or was refused for good. After a failure it waits about twice as
 * long as before, from 2 s to 1 h, with jitter; it never gives up by itself.
 *
 * No database transaction is open while it talks to a peer. Several couriers may run at once (a
 * serving process and `letter deliver`): a letter may then go twice, which changes nothing.
 */
#ifndef LETTERBOX_COURIER_H
#define LETTERBOX_COURIER_H

#include <stdatomic.h>

#include "bank/bank.h"
#include "letterbox/envelope.h"
#include "letterbox/peer.h"

#define COURIER_REPLY_MAX ((size_t)4096)

struct courier_reply {
    int status; /* HTTP */
    size_t length;
    uint8_t body[COURIER_REPLY_MAX];
};

/* How bytes get to a peer and back; a test gives its own. Not ERR_OK: nothing is known of what
 * happened; the reason goes to `ctx` without personal data. */
struct courier_transport {
    void *user;
    enum err (*post)(void *user, const char *url, struct blob bytes, struct courier_reply *reply,
                     struct err_ctx *ctx);
};

/* HTTP with libcurl: connect within 5 s, done within 20 s, no redirects, https checked against
 * the system's authorities, no proxy. Call once in main(), before threads. */
MUST_USE enum err courier_http_setup(struct err_ctx *ctx);
const struct courier_transport *courier_http(void);

struct courier_result {
    unsigned tried, delivered, refused, failed;
    unsigned waiting; /* left in the outbox */
};

/* Delivers what is due; `all` also what waits for its next attempt. */
MUST_USE enum err courier_run(struct bank *b, const struct courier_transport *t, bool all,
                              struct courier_result *out, struct err_ctx *ctx);

/* Asks every confirmed peer to witness the newest checkpoint of this bank's journal, where it has
 * not yet. What fails is logged, and asked again the next time. */
void courier_witness(struct bank *b, const struct courier_transport *t);

/* Runs until *stop, looking at the outbox twice a second; for a thread of its own with a bank
 * handle of its own (bank_clone). Errors are logged and do not end it. */
void courier_loop(struct bank *b, const struct courier_transport *t, const atomic_bool *stop);

#endif
