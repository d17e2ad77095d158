/*
 * Who may. A route names one of these; a role of the table opens the route, and a relation to the
 * person (school unit, case, team) opens the record. Every page about a person says why it is
 * shown.
 */
#ifndef WEB_ACCESS_H
#define WEB_ACCESS_H

#include "bank/bank.h"
#include "bank/compartment.h"
#include "bank/ids.h"
#include "bank/opening.h"
#include "bank/staff.h"
#include "law/law.h"
#include "school/pupil_group.h"
#include "team/case.h"
#include "web/session.h"

enum who {
    WHO_VISITOR = 1, /* anybody, also not signed in: the sign-in page itself */
    WHO_PEER,        /* another bank; the letterbox checks its signature */
    WHO_SIGNED_IN,   /* anybody signed in: employee, pupil or guardian */
    WHO_STAFF,       /* any employee */
    WHO_SIGNALS,     /* school: who works with attendance */
    WHO_CASES,       /* who works with cases, consents and letters */
    WHO_JOURNAL,     /* who answers for the records */
    WHO_PEOPLE,      /* who works with single people: attendance or cases */
    WHO_LEADERS,     /* who leads: rektor, elevhälsochef, enhetschef */
    WHO_ADMIN,       /* who manages employees, and opens no person */
    WHO_STAIR,       /* school: who sets the absence staircase */
    WHO_INQUIRY,     /* school: who inquires into absence */
    WHO_CAUSES,      /* school: the student health, for the causes of absence */
    WHO_GROUP,       /* who follows up groups */
    WHO_DECISIONS,   /* who works with cases, or answers for the records */
    WHO_LAW,         /* who answers for how the law is applied, and may try other rules */
    WHO_PUPIL,       /* a pupil with a case here, on the own pages under /my */
    WHO_GUARDIAN,    /* a guardian of one */
    WHO_FAMILY,      /* either of them */
    WHO__MAX
};

/* Whether the role of an employee opens such routes in this kind of bank. */
bool access_role(enum who who, enum role role, enum bank_kind kind);
/* Whether the role reaches pupils by their groups alone, whatever the school: a mentor's. */
bool access_by_group(enum role role);
/* Whether the session does: no employee opens a family's routes, and no family an employee's. */
bool access_session(enum who who, const struct session *s, enum bank_kind kind);
bool access_is_family(enum who who); /* pupils or guardians alone */

/* Why an employee may see a person: the relation, its days, and what they are of. */
enum why {
    WHY_NONE,
    WHY_AUTHORITY,   /* works for the whole school authority, where the pupil goes to school */
    WHY_UNIT,        /* the pupil goes to a school where the employee works; not for mentors */
    WHY_RESPONSIBLE, /* an own case */
    WHY_MEMBER,      /* takes part in a case */
    WHY_TEAM,        /* a team of the employee's works with a case */
    WHY_LEADER,      /* leads the unit that has a case */
    WHY_OPENING,     /* has opened the person in an emergency: may read, not write */
    WHY_MENTOR,      /* the mentor of a group that the pupil is in */
    WHY__MAX
};

struct access {
    enum why why;
    struct date from, to; /* of the relation; DATE_OPEN: no last day */
    struct case_id case_id;
    int64_t team;                 /* of WHY_TEAM */
    char unit[STAFF_UNIT];        /* of WHY_UNIT and WHY_MENTOR: the school unit */
    enum pupil_group_kind kind;   /* of WHY_MENTOR */
    char group[PUPIL_GROUP_NAME]; /* of WHY_MENTOR */
    struct timestamp until;       /* of WHY_OPENING */
    struct opening_id opening_id; /* of WHY_OPENING */
};

/* The strongest relation of an employee with the person today: a case before a school before an
 * opening. WHY_NONE too when the person may not be shown at all. */
MUST_USE enum err access_person(struct bank *b, const struct staff *staff, struct person_id person,
                                struct arena *a, struct access *out, struct err_ctx *ctx);
/* The same for one case, open or closed; it does not look at compartments. */
MUST_USE enum err access_case(struct bank *b, const struct staff *staff, const struct team_case *c,
                              struct access *out, struct err_ctx *ctx);
void access_of_mentoring(const struct mentoring *m, struct access *out);
/* A school or a group of the pupil's opens attendance alone. */
bool access_attendance_only(enum why why);

/* Whether an employee works at a school unit today (or for the whole authority). */
MUST_USE enum err access_unit(struct bank *b, const struct staff *staff, const char *unit,
                              bool *out, struct err_ctx *ctx);

#endif
