/*
 * Who may. A route names one of these; a role of the table opens the route, and a relation to the
 * pupil (school unit, own case) opens the record. Every page about a person says why it is shown.
 */
#ifndef WEB_ACCESS_H
#define WEB_ACCESS_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/staff.h"
#include "web/session.h"

enum who {
    WHO_VISITOR = 1, /* anybody, also not signed in: the sign-in page itself */
    WHO_PEER,        /* another bank; the letterbox checks its signature */
    WHO_SIGNED_IN,   /* anybody signed in: employee, pupil or guardian */
    WHO_STAFF,       /* any employee */
    WHO_SIGNALS,     /* school: who works with attendance */
    WHO_CASES,       /* who works with cases, consents and letters */
    WHO_JOURNAL,     /* who answers for the records */
    WHO_PUPIL,       /* a pupil with a case here, on the own pages under /my */
    WHO_GUARDIAN,    /* a guardian of one */
    WHO_FAMILY,      /* either of them */
    WHO__MAX
};

/* Whether the role of an employee opens such routes in this kind of bank. */
bool access_role(enum who who, enum role role, enum bank_kind kind);
/* Whether the session does: no employee opens a family's routes, and no family an employee's. */
bool access_session(enum who who, const struct session *s, enum bank_kind kind);
bool access_is_family(enum who who); /* pupils or guardians alone */

/* Why somebody may see a person. */
enum relation {
    RELATION_NONE,
    RELATION_AUTHORITY, /* works for the whole school authority */
    RELATION_UNIT,      /* the pupil goes to the employee's school */
    RELATION_CASE,      /* an own case, or one of the unit led */
    RELATION__MAX
};

/* The strongest relation of an employee with the person today. */
MUST_USE enum err access_relation(struct bank *b, const struct staff *staff,
                                  struct person_id person, struct arena *a, enum relation *out,
                                  struct err_ctx *ctx);

/* Whether an employee's unit covers a school unit: the same, or the whole authority. */
bool access_unit(const struct staff *staff, const char *unit);

#endif
