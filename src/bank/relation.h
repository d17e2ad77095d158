/*
 * Relations of employees, with their days: units they work at, compartments they work in, teams
 * they belong to, cases they take part in, groups of pupils they are mentors of. A role opens a
 * room; one of these opens a record in it.
 *
 * A relation holds from its first day to its last, both included, and not from the moment it is
 * ended: whoever ends one sees it gone at the next request. Nothing is deleted, so that it can be
 * told afterwards why somebody could read.
 */
#ifndef BANK_RELATION_H
#define BANK_RELATION_H

#include "bank/staff.h"
#include "base/mem.h"

enum relation_kind { /* stored: add at the end */
                     RELATION_UNIT,
                     RELATION_COMPARTMENT,
                     RELATION_TEAM,
                     RELATION_CASE,
                     RELATION_GROUP,
                     RELATION_KIND__MAX
};
extern const char *const relation_kind_code[RELATION_KIND__MAX]; /* unit … team, case, group */

struct relation_id {
    int64_t v;
};

struct staff_relation {
    struct relation_id id;
    struct staff_id staff;
    enum relation_kind kind;
    char unit[STAFF_UNIT]; /* of RELATION_UNIT; "" is the whole authority */
    int64_t object;        /* enum compartment, team, case or group of pupils; 0 for a unit */
    struct date from;
    struct date to;               /* last day; DATE_OPEN */
    struct timestamp ended;       /* ms 0: not cut off */
    char source_id[STAFF_SOURCE]; /* SS 12000 Duty or Group; "" when made in Brygga */
};

/* Adds one and journals it, in the caller's transaction or its own. ERR_CONFLICT: the same holds
 * on the first day already. ERR_INVALID: the last day before the first, an unknown employee. */
MUST_USE enum err relation_add(struct bank *b, const struct staff_relation *in,
                               const struct actor *actor, struct relation_id *id_out,
                               struct err_ctx *ctx);
/* Ends it now. ERR_CONFLICT: it has ended already. ERR_NOT_FOUND. */
MUST_USE enum err relation_end(struct bank *b, struct relation_id id, const struct actor *actor,
                               struct err_ctx *ctx);
/* Moves its last day (DATE_OPEN: none); for imports. */
MUST_USE enum err relation_set_to(struct bank *b, struct relation_id id, struct date to,
                                  const struct actor *actor, struct err_ctx *ctx);
MUST_USE enum err relation_read(struct bank *b, struct relation_id id, struct staff_relation *out,
                                struct err_ctx *ctx);

struct relation_filter {
    struct staff_id staff; /* 0: everybody's */
    int kind;              /* enum relation_kind; -1: all */
    int64_t object;        /* 0: all */
    struct date on;        /* days 0: whenever; else only what holds on that day */
};
/* By employee, kind and first day; the rows belong to the arena. */
MUST_USE enum err relation_list(struct bank *b, const struct relation_filter *f, struct arena *a,
                                struct staff_relation **out, size_t *count_out,
                                struct err_ctx *ctx);

/* Whether the employee works at the unit (or for the whole authority) on a day, and since when.
 * ERR_OK with id 0 in *out when not; else unit, from and to are filled in. */
struct unit_cover {
    bool covers, whole; /* whole: by working for the whole authority */
    struct date from, to;
};
MUST_USE enum err relation_covers(struct bank *b, struct staff_id staff, const char *unit,
                                  struct date on, struct unit_cover *out, struct err_ctx *ctx);

#endif
