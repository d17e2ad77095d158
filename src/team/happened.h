/*
 * What has happened in a case that the law counts days from: an event of the rule files ("en
 * orosanmälan kom in") and its day, as somebody who works with the case has noted it. The deadlines
 * that follow are the law engine's (law/deadline.h); none is kept.
 *
 * A row is never changed; a mistake is struck out and stays among the rows.
 */
#ifndef TEAM_HAPPENED_H
#define TEAM_HAPPENED_H

#include "law/deadline.h"
#include "team/case.h"

#define HAPPENED_EVENT 64
#define HAPPENED_MAX   500 /* rows of a case */

struct happened {
    int number;
    const char *event; /* of the rule files; belongs to the arena */
    struct date day;
    struct timestamp at;
    struct staff_id by;
    bool struck;
};

/* Events that may be noted in a bank of this kind, in the order of the rule files; NULL past the
 * last. Those that another room notes (an inquiry into absence, a consent) are not among them. */
const struct law_event *happened_event(const struct law_rules *rules, enum bank_kind kind,
                                       size_t i);

/* ERR_INVALID: no such event, or a day ahead. ERR_CONFLICT: the case is closed. */
MUST_USE enum err happened_write(struct bank *b, const struct law_rules *rules,
                                 const struct actor *actor, struct case_id id, const char *event,
                                 struct date day, struct err_ctx *ctx);
/* ERR_CONFLICT: no such row, struck out already, or the case is closed. */
MUST_USE enum err happened_strike(struct bank *b, const struct actor *actor, struct case_id id,
                                  int number, struct err_ctx *ctx);

/* The latest first. Without journal and control of access: the caller has opened the case, or makes
 * a list over cases that the reader may see. */
MUST_USE enum err happened_get(struct bank *b, struct case_id id, struct arena *a,
                               struct happened **out, size_t *count_out, struct err_ctx *ctx);

/* The deadlines that follow on a day for this bank, with its own targets. Belongs to the arena. */
size_t happened_deadlines(const struct law_rules *rules, const struct bank_config *c,
                          const struct happened *rows, size_t count, struct date on,
                          struct arena *a, struct law_followed **out);

#endif
