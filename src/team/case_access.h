/*
 * Who may work with a case, and why: the responsible employee, members of the case, teams that
 * work with it, and those who lead its unit. One place for all modules: the way is found in the
 * bank each time, so that what has ended today opens nothing.
 */
#ifndef TEAM_CASE_ACCESS_H
#define TEAM_CASE_ACCESS_H

#include "bank/opening.h"
#include "bank/staff.h"
#include "team/case.h"

enum case_way { /* strongest first; as the view staff_case */
                CASE_WAY_RESPONSIBLE,
                CASE_WAY_MEMBER,
                CASE_WAY_TEAM,
                CASE_WAY_LEADER,
                CASE_WAY_OPENING, /* an emergency: may read, not write */
                CASE_WAY_NONE,
                CASE_WAY__MAX
};

struct case_access {
    enum case_way way;
    struct case_id case_id; /* through which case */
    bool closed;
    int64_t team;         /* of CASE_WAY_TEAM */
    struct date from, to; /* of the relation; DATE_OPEN: no last day */
    struct opening opening;
};

/* Rektor, elevhälsochef, enhetschef. */
bool case_leads(enum role role);

struct case_question {
    struct staff_id staff;
    struct person_id person; /* 0: whoever's case */
    struct case_id case_id;  /* 0: any case of the person */
    bool closed_too;
    bool opening_too; /* an emergency opening counts, for reading */
};
/* The strongest way of an active employee; CASE_WAY_NONE when there is none. */
MUST_USE enum err case_find_way(struct bank *b, const struct case_question *q,
                                struct case_access *out, struct err_ctx *ctx);

/* Everybody with a way to a case on a day, except by opening; leaders as far as the role leads. */
struct case_person {
    struct staff_id staff;
    enum case_way way;
    int64_t team;
    struct date from, to;
};
MUST_USE enum err case_people(struct bank *b, struct case_id id, struct date on, struct arena *a,
                              struct case_person **out, size_t *count_out, struct err_ctx *ctx);

#endif
