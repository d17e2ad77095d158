/* What receiving and deciding share; private to letterbox. */
#ifndef LETTERBOX_INBOX_STORE_H
#define LETTERBOX_INBOX_STORE_H

#include "letterbox/inbox.h"
#include "team/work.h"

/* The other bank has answered one of our letters; an answer to what we have not sent it, or a
 * second one, changes nothing. Within the caller's transaction. */
MUST_USE enum err inbox_take_answer(struct bank *b, struct work *w, const struct actor *actor,
                                    const struct peer *peer, const struct content *c,
                                    struct arena *a, struct err_ctx *ctx);

/* The other bank has withdrawn letters. Within the caller's transaction. */
MUST_USE enum err inbox_take_withdrawal(struct bank *b, struct work *w, const struct actor *actor,
                                        const struct peer *peer, const struct content *c,
                                        struct arena *a, struct err_ctx *ctx);

/* Opens a stored envelope again and parses what it says; content_free() after. */
MUST_USE enum err inbox_open(struct bank *b, struct blob envelope, struct arena *a,
                             struct content *out, struct err_ctx *ctx);

#endif
