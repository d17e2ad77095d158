/*
 * Teams: groups of employees that work together, such as a skolsocialt team or a school's student
 * health team. Who is a member is a relation (bank/relation.h); a team that works with a case
 * gives its members a way to it (team/case_members.h).
 */
#ifndef BANK_WORK_TEAM_H
#define BANK_WORK_TEAM_H

#include "bank/relation.h"

#define TEAM_NAME 128

struct team_id {
    int64_t v;
};

struct team {
    struct team_id id;
    char name[TEAM_NAME];
    char unit[STAFF_UNIT];        /* where it works; "" for no single unit */
    char source_id[STAFF_SOURCE]; /* SS 12000 Group; "" when made in Brygga */
    struct timestamp ended;       /* ms 0: not */
};

/* Adds (id 0) or changes name and unit; journalled. ERR_INVALID: no name. ERR_CONFLICT: ended. */
MUST_USE enum err team_put(struct bank *b, const struct team *in, const struct actor *actor,
                           struct team_id *id_out, struct err_ctx *ctx);
/* Ends the team and every membership at once. */
MUST_USE enum err team_end(struct bank *b, struct team_id id, const struct actor *actor,
                           struct err_ctx *ctx);
MUST_USE enum err team_read(struct bank *b, struct team_id id, struct team *out,
                            struct err_ctx *ctx);
/* By name. */
MUST_USE enum err team_list(struct bank *b, bool ended_too, struct arena *a, struct team **out,
                            size_t *count_out, struct err_ctx *ctx);

#endif
