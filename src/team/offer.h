/*
 * Hand-over at a change of staff: a case is offered to a colleague with a note, and is the
 * colleague's when it has been taken over. Until then nothing changes (requirements B20, D43).
 */
#ifndef TEAM_OFFER_H
#define TEAM_OFFER_H

#include "team/case.h"

struct offer_id {
    int64_t v;
};

enum offer_state { OFFER_WAITS, OFFER_TAKEN, OFFER_DECLINED, OFFER_WITHDRAWN, OFFER_STATE__MAX };
extern const char *const offer_state_code[OFFER_STATE__MAX];
extern const char *const offer_state_text_sv[OFFER_STATE__MAX];

#define OFFER_NOTE_MAX 1500 /* bytes */

struct case_offer {
    struct offer_id id;
    struct case_id case_id;
    struct person_id person;
    struct staff_id from, to;
    struct timestamp at, decided_at; /* ms 0: waits */
    enum offer_state state;
    const char *note;   /* from the one who hands over */
    const char *answer; /* why it was declined; NULL: nothing said */
};

/* Offers an open case that the actor may write in. Whether it
 * may go to another unit is the caller's question to the law engine. ERR_INVALID: no note, or no
 * such active employee. ERR_CONFLICT: an offer waits already, or the case is theirs. */
MUST_USE enum err offer_make(struct bank *b, const struct actor *actor, struct case_id id,
                             struct staff_id to, const char *note, struct offer_id *id_out,
                             struct err_ctx *ctx);
/* Several at once with the same note: all or none. */
MUST_USE enum err offer_make_many(struct bank *b, const struct actor *actor,
                                  const struct case_id *cases, size_t count, struct staff_id to,
                                  const char *note, struct err_ctx *ctx);
/* The colleague takes the case over; it becomes a case of `unit` when that is given. ERR_NOT_FOUND:
 * not offered to this employee. ERR_CONFLICT: decided already, or somebody else has the case now.
 */
MUST_USE enum err offer_accept(struct bank *b, const struct actor *actor, struct offer_id id,
                               const char *unit, struct err_ctx *ctx);
/* `why` may be NULL. */
MUST_USE enum err offer_decline(struct bank *b, const struct actor *actor, struct offer_id id,
                                const char *why, struct err_ctx *ctx);
/* Somebody who may write in the case takes its waiting offer back. ERR_CONFLICT: none waits. */
MUST_USE enum err offer_withdraw(struct bank *b, const struct actor *actor, struct case_id id,
                                 struct err_ctx *ctx);

struct offer_filter {
    struct staff_id to, from; /* 0: anybody */
    struct case_id case_id;   /* 0: all */
    bool decided_too;
};
/* Offers of open cases of listed people, newest first, with notes; journalled as one list. Only
 * such as are to or from the employee, or about a case that the employee may see. */
MUST_USE enum err offer_list(struct bank *b, const struct actor *actor,
                             const struct offer_filter *f, struct arena *a, struct case_offer **out,
                             size_t *count_out, struct err_ctx *ctx);
/* One that is to this employee, to decide on. ERR_NOT_FOUND. */
MUST_USE enum err offer_read(struct bank *b, const struct actor *actor, struct offer_id id,
                             struct arena *a, struct case_offer *out, struct err_ctx *ctx);

#endif
