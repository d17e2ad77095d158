/*
 * A pupil's own room, and a guardian's room about a child: what may be shown there.
 *
 * The pupil is shown what is kept about the pupil (OSL 12:1); a guardian in so far as the guardian
 * decides in the child's affairs and the child cannot be assumed to suffer considerable harm (OSL
 * 12:3, FB 6:11). Each kind of thing is one question to the law engine; the assessment that it
 * leaves to a human being is what an employee has written down (team/insight.h). What the engine
 * does not let pass is not read, let alone shown.
 */
#ifndef FAMILY_ROOM_H
#define FAMILY_ROOM_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "law/law.h"

/* What can be shown. */
enum room_thing {
    ROOM_ATTENDANCE, /* figures, never a reason */
    ROOM_SUPPORT,    /* interventions: kind and days */
    ROOM_CASE,       /* that there is a case: since when, with whom */
    ROOM_LETTERS,    /* what kind has been sent to whom and on which ground */
    ROOM_READERS,    /* who has read */
    ROOM_THING__MAX
};
extern const char *const room_thing_code[ROOM_THING__MAX];

struct room_answer {
    bool shown;
    bool waits; /* the law leaves it to an assessment that nobody has made */
    const char
        *ground; /* of the rule that lets it pass, "OSL 12:1 (2009:400)"; "" when not shown */
    enum law_confidence confidence;
};

struct room {
    struct person_id child, reader; /* the same for a pupil */
    bool guardian;
    struct room_answer answers[ROOM_THING__MAX];
};

/* Asks the law for every thing. `reader` is a pupil or guardian actor. ERR_NOT_FOUND: the child is
 * not listed, or neither is the actor nor has the actor as guardian. Texts belong to the arena. */
MUST_USE enum err room_open(struct bank *b, const struct law_rules *rules,
                            const struct actor *reader, struct person_id child, struct arena *a,
                            struct room *out, struct err_ctx *ctx);

/* The rule by which a guardian may see what is kept about the child, once somebody has assessed it;
 * *found_out false when none can. It lives in the rule set. */
MUST_USE enum err room_guardian_rule(struct bank *b, const struct law_rules *rules,
                                     struct person_id child, struct arena *a,
                                     struct law_rule_ref *out, bool *found_out,
                                     struct err_ctx *ctx);

/* Whether what is kept here is under a duty of silence (private activity) and not the Secrecy Act,
 * by the law on a day: other rights to see and to complain follow. */
bool room_is_private(const struct bank *b, const struct law_rules *rules, struct date on);

#endif
