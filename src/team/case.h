/*
 * Cases (ärenden i skolsocialt team): one pupil, one responsible employee, why, and when it began
 * and ended. A case is this bank's own; the other authority has its own case of the same pupil,
 * and no number is shared (flow R38 of the legal handbook: no shared key).
 *
 * A relation opens a record: the responsible employee of an open case may see its person.
 */
#ifndef TEAM_CASE_H
#define TEAM_CASE_H

#include <stdbool.h>

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/person.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

/* Why the case was opened (skollagen 7:19 a; requirements C04–C06, C19). */
enum case_reason {
    CASE_REASON_UNKNOWN,
    CASE_REASON_ABSENCE,          /* repeated or long absence, type not known */
    CASE_REASON_TRUANCY,          /* skolk */
    CASE_REASON_REFUSAL,          /* skolvägran */
    CASE_REASON_PARENTAL,         /* föräldrastödd frånvaro */
    CASE_REASON_NORM_BREAKING,    /* normbrytande beteende */
    CASE_REASON_SOCIAL_SITUATION, /* social problematik (C02) */
    CASE_REASON_OTHER,
    CASE_REASON__MAX
};
extern const char *const case_reason_code[CASE_REASON__MAX];
extern const char *const case_reason_text_sv[CASE_REASON__MAX];

/* Criterion of the target group (C01); optional. */
enum case_criterion {
    CASE_CRITERION_NONE,
    CASE_CRITERION_NORM_BREAKING,
    CASE_CRITERION_ABSENCE,
    CASE_CRITERION_BOTH,
    CASE_CRITERION__MAX
};
extern const char *const case_criterion_code[CASE_CRITERION__MAX];
extern const char *const case_criterion_text_sv[CASE_CRITERION__MAX];

/* Why it was closed. */
enum case_close {
    CASE_CLOSE_NONE, /* it is open */
    CASE_CLOSE_GOAL_REACHED,
    CASE_CLOSE_SUPPORT_ENDED, /* the team's support has ended as planned */
    CASE_CLOSE_DECLINED,      /* pupil or guardians do not want the support */
    CASE_CLOSE_MOVED,
    CASE_CLOSE_OTHER_SUPPORT, /* taken over by other support */
    CASE_CLOSE_MISTAKE,       /* should not have been opened */
    CASE_CLOSE__MAX
};
extern const char *const case_close_code[CASE_CLOSE__MAX];
extern const char *const case_close_text_sv[CASE_CLOSE__MAX];

#define CASE_UNIT     64 /* bytes with NUL */
#define CASE_NOTE_MAX 4000

struct team_case {
    struct case_id id;
    struct person_id person;
    struct staff_id responsible;
    char unit[CASE_UNIT]; /* school unit code or social unit */
    enum case_reason reason;
    enum case_criterion criterion;
    struct date opened;
    bool closed;
    struct date closed_on;
    enum case_close close_reason;
};

struct case_opening {
    struct person_id person;
    struct staff_id responsible;
    const char *unit; /* NULL: the unit of the responsible employee */
    enum case_reason reason;
    enum case_criterion criterion;
    struct date opened;
    const char *note; /* free text, sealed; NULL: none */
};

/* Opens a case and journals it, in one transaction (the caller's when one is begun).
 * ERR_CONFLICT: the person has an open case in the same unit. ERR_DENIED: protected identity.
 * ERR_INVALID: unknown or inactive employee, reason not given, opened in the future. */
MUST_USE enum err case_open(struct bank *b, const struct actor *actor,
                            const struct case_opening *opening, struct case_id *id_out,
                            struct err_ctx *ctx);

/* Reads one case; journalled as a read of its person. A STAFF actor must have a way to it
 * (team/case_access.h); else ERR_NOT_FOUND. */
MUST_USE enum err case_read(struct bank *b, const struct actor *actor, struct case_id id,
                            struct team_case *out, struct err_ctx *ctx);

/* The same without journal and access control, for a caller that has done both or that shows
 * nobody anything (a lawful decision, a count). */
MUST_USE enum err case_get(struct bank *b, struct case_id id, struct team_case *out,
                           struct err_ctx *ctx);

struct case_filter {
    struct staff_id responsible; /* 0: everybody's */
    const char *unit;            /* NULL: all */
    struct person_id person;     /* 0: all */
    bool closed_too;
    struct staff_id works; /* 0: all; else what this employee works with: responsible, member,
                              through a team or, with `leads`, in a unit of the employee's */
    bool leads;            /* the employee's role leads (case_leads) */
};

/* Cases by opening day, newest first; listed people only (see bank/person.h), no names, not
 * journalled: whoever opens the people does so through a reading. */
MUST_USE enum err case_list(struct bank *b, const struct case_filter *filter, struct arena *a,
                            struct team_case **out, size_t *count_out, struct err_ctx *ctx);

/* As for reading; a person who has become protected does not stop it. What waits for an answer in
 * the case – consents that are asked for, questionnaires, an offer to a colleague – is taken back
 * in the same transaction; consents, interventions and letters stay as they are. ERR_CONFLICT:
 * closed already. `note` may be NULL. */
MUST_USE enum err case_end(struct bank *b, const struct actor *actor, struct case_id id,
                           enum case_close reason, struct date closed_on, const char *note,
                           struct err_ctx *ctx);

/* Gives the case to another active employee; as for reading. ERR_CONFLICT: closed, or it is theirs
 * already. */
MUST_USE enum err case_handover(struct bank *b, const struct actor *actor, struct case_id id,
                                struct staff_id to, const char *note, struct err_ctx *ctx);

/* Opens a closed case again, as for reading. ERR_INVALID: no note that says why. ERR_CONFLICT: it
 * is open, or the person has another open case in the unit. */
MUST_USE enum err case_reopen(struct bank *b, const struct actor *actor, struct case_id id,
                              const char *note, struct err_ctx *ctx);

/* Whether this actor works with an open case of the person or has an emergency opening. */
MUST_USE enum err case_relation(struct bank *b, const struct actor *actor, struct person_id person,
                                bool *related_out, struct err_ctx *ctx);

/* ERR_NOT_FOUND unless the actor is an operator, the program, or an employee who has or leads a
 * case of the person, open or closed: what was done in a case can be looked at, and a consent
 * withdrawn, after it has been closed. */
MUST_USE enum err case_check_relation(struct bank *b, const struct actor *actor,
                                      struct person_id person, struct err_ctx *ctx);

/* What has happened to a case: opened, handed over, closed; oldest first, journalled as a read. */
enum case_event_kind {
    CASE_EVENT_OPENED,
    CASE_EVENT_HANDED_OVER,
    CASE_EVENT_CLOSED,
    CASE_EVENT_REOPENED,
    CASE_EVENT_MOVED, /* handed over to another unit */
    CASE_EVENT__MAX
};
extern const char *const case_event_code[CASE_EVENT__MAX];
extern const char *const case_event_text_sv[CASE_EVENT__MAX];

struct case_event {
    enum case_event_kind kind;
    struct timestamp at;
    struct staff_id responsible; /* from then on */
    const char *note;            /* NULL: none; belongs to the arena */
};
MUST_USE enum err case_events(struct bank *b, const struct actor *actor, struct case_id id,
                              struct arena *a, struct case_event **out, size_t *count_out,
                              struct err_ctx *ctx);

/* All cases of one person with what has happened in them, for the page of an opening that two
 * people answer for (bank/opening.h): the caller has tested that, and its reading allows protected
 * people. */
struct case_opened {
    struct team_case c;
    struct case_event *events;
    size_t event_count;
};
MUST_USE enum err case_read_opened(struct bank *b, struct reading *r, struct person_id person,
                                   struct arena *a, struct case_opened **out, size_t *count_out,
                                   struct err_ctx *ctx);

#endif
