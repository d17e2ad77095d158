/* Who may see, and who may change, what is kept in a case. A person can have cases that are walled
 * off from each other, so it is asked of the case and not of the person. Private to team. */
#ifndef TEAM_MAY_WRITE_H
#define TEAM_MAY_WRITE_H

#include "team/case.h"

/* ERR_NOT_FOUND unless the actor may change it: an emergency opening only lets one read. */
MUST_USE enum err may_write(struct bank *b, const struct actor *actor, struct case_id id,
                            struct err_ctx *ctx);
/* ERR_NOT_FOUND unless the actor may see it. */
MUST_USE enum err may_see(struct bank *b, const struct actor *actor, struct case_id id,
                          struct err_ctx *ctx);

/* For lists over a person's cases: remembers the last answers. */
struct may_seen {
    struct {
        int64_t case_id;
        bool may;
    } known[8];
    size_t count;
};
/* Whether the actor may see what the case keeps; always true of case 0. */
MUST_USE enum err may_see_row(struct bank *b, const struct actor *actor, struct case_id id,
                              struct may_seen *seen, bool *out, struct err_ctx *ctx);

#endif
