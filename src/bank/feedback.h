/* What people tell of the accessibility of the pages (lag 2018:1937 om tillgänglighet till digital
 * offentlig service): kept sealed, and read by those who answer for the bank. */
#ifndef BANK_FEEDBACK_H
#define BANK_FEEDBACK_H

#include "bank/actor.h"
#include "bank/bank.h"

#define FEEDBACK_TEXT_MAX    4000 /* bytes */
#define FEEDBACK_CONTACT_MAX 200
/* A door that everybody may knock on must fill neither the disk nor the reader's day. */
#define FEEDBACK_ROWS_MAX 1000
#define FEEDBACK_HOUR_MAX 30 /* in one hour, from everybody together */

struct feedback {
    int64_t id;
    struct timestamp sent_at;
    const char *what, *contact; /* contact "" when the writer wants no answer */
};

/* Stores and journals. ERR_INVALID: no text, or not UTF-8. ERR_LIMIT: there is no more room, or
 * too many have come within an hour. */
MUST_USE enum err feedback_send(struct bank *b, const struct actor *actor, const char *what,
                                const char *contact, struct err_ctx *ctx);
/* Newest first, at most 200; texts in the arena. */
MUST_USE enum err feedback_list(struct bank *b, struct arena *a, struct feedback **out,
                                size_t *count_out, struct err_ctx *ctx);
/* Takes away one that has been dealt with; journalled. ERR_NOT_FOUND. */
MUST_USE enum err feedback_remove(struct bank *b, const struct actor *actor, int64_t id,
                                  struct err_ctx *ctx);

#endif
