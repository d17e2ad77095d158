/* Who may work with a case, without journal; private to team. */
#ifndef TEAM_CASE_CHECK_H
#define TEAM_CASE_CHECK_H

#include "bank/staff.h"
#include "team/case.h"
#include "team/work.h"

/* The case if the actor may see it; else ERR_NOT_FOUND. */
MUST_USE enum err case_check_seen(struct bank *b, const struct actor *actor, struct case_id id,
                                  struct team_case *out, struct err_ctx *ctx);
/* The same, for writing: an emergency opening only reads. */
MUST_USE enum err case_check_write(struct bank *b, const struct actor *actor, struct case_id id,
                                   struct team_case *out, struct err_ctx *ctx);
/* The same, and it is open; ERR_CONFLICT when it is closed. For writing in it. */
MUST_USE enum err case_check_open(struct bank *b, const struct actor *actor, struct case_id id,
                                  struct team_case *out, struct err_ctx *ctx);
/* Journals something about the case. */
MUST_USE enum err case_journal(struct bank *b, const struct actor *actor, enum journal_event event,
                               const struct team_case *c, const char *detail, struct err_ctx *ctx);
/* ERR_INVALID unless it is an active employee. */
MUST_USE enum err case_check_responsible(struct bank *b, struct staff_id id, struct staff *out,
                                         struct err_ctx *ctx);
/* Seals a note with the person's key and adds the event, within the transaction. */
MUST_USE enum err case_add_event(struct bank *b, struct work *w, const struct team_case *c,
                                 enum case_event_kind kind, const char *note, struct err_ctx *ctx);

/* What waits for somebody's answer in a case that ends is taken back, within the transaction:
 * nobody is asked any more. */
struct case_withdrawn {
    int64_t requests, questionnaires, offers;
};
MUST_USE enum err case_withdraw_open(const struct work *w, struct case_id id,
                                     struct case_withdrawn *out, struct err_ctx *ctx);

/* To whom a case goes and, when it moves, to which unit. */
struct case_gift {
    struct staff_id to;
    const char *unit; /* NULL: it stays */
    const char *note; /* NULL: none */
};
/* Gives an open case to somebody, with event and journal, within the transaction; control of
 * access is the caller's. */
MUST_USE enum err case_give(struct bank *b, struct work *w, const struct actor *actor,
                            struct team_case *c, const struct case_gift *gift, struct err_ctx *ctx);

#endif
