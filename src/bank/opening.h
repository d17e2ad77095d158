/*
 * Opening a person outside the ordinary rules, always with a written reason and for a short time:
 *
 * - emergency (nödöppning): an employee without a relation opens a person at once. Those who lead
 *   are told, and one of them must look at it afterwards.
 * - protected (skyddade personuppgifter, requirement L01): a person whom no page shows is opened
 *   only when two people agree: one asks, another who leads approves. An emergency never opens
 *   somebody protected.
 *
 * Whoever asks for somebody protected, or for a number that is nobody's here, gets the same
 * answer: that somebody will look at it.
 */
#ifndef BANK_OPENING_H
#define BANK_OPENING_H

#include "bank/person.h"
#include "bank/staff.h"

#define OPENING_EMERGENCY_MS ((int64_t)24 * 3600 * 1000)
#define OPENING_PROTECTED_MS ((int64_t)4 * 3600 * 1000)
#define OPENING_REASON_MAX   1000 /* bytes */
#define OPENING_REASON_LEAST 20   /* a reason is a sentence */

enum opening_kind { OPENING_EMERGENCY, OPENING_PROTECTED, OPENING_KIND__MAX };
extern const char *const opening_kind_text_sv[OPENING_KIND__MAX];

enum opening_review { OPENING_NOT_REVIEWED, OPENING_RIGHT, OPENING_NOT_RIGHT, OPENING_REVIEW__MAX };
extern const char *const opening_review_code[OPENING_REVIEW__MAX]; /* "", right, not-right */
extern const char *const opening_review_text_sv[OPENING_REVIEW__MAX];

struct opening_id {
    int64_t v;
};

struct opening {
    struct opening_id id;
    enum opening_kind kind;
    struct person_id person; /* 0: the number was nobody's */
    struct staff_id staff, approved_by, reviewed_by;
    struct timestamp asked, until, approved, refused, reviewed; /* ms 0: has not happened */
    enum opening_review review;
};

/* Opens at once if the person is listed; if the person is protected or the number is nobody's
 * (`person` 0), makes a request that a second person must approve. ERR_INVALID: too short or too
 * long a reason. Journalled; own transaction or the caller's. */
MUST_USE enum err opening_ask(struct bank *b, const struct actor *actor, struct person_id person,
                              const char *reason, struct opening *out, struct err_ctx *ctx);
/* Only an employee who leads and did not ask: the caller tests the role, this the rest.
 * ERR_CONFLICT: answered already, or the same person asked. ERR_NOT_FOUND: `person` is nobody. */
MUST_USE enum err opening_approve(struct bank *b, const struct actor *actor, struct opening_id id,
                                  struct err_ctx *ctx);
MUST_USE enum err opening_refuse(struct bank *b, const struct actor *actor, struct opening_id id,
                                 struct err_ctx *ctx);
/* As for approving; the opening may still go on. */
MUST_USE enum err opening_review(struct bank *b, const struct actor *actor, struct opening_id id,
                                 enum opening_review said, struct err_ctx *ctx);

MUST_USE enum err opening_read(struct bank *b, struct opening_id id, struct opening *out,
                               struct err_ctx *ctx);
/* Why it was asked for; noted in the reading, which must allow protected people for
 * OPENING_PROTECTED.
 * "" when the number was nobody's. */
MUST_USE enum err opening_reason(struct bank *b, struct reading *r, struct opening_id id,
                                 struct arena *a, const char **out, struct err_ctx *ctx);

#define OPENINGS_MAX 200
/* Newest first, at most OPENINGS_MAX; staff 0: everybody's. */
MUST_USE enum err opening_list(struct bank *b, struct staff_id staff, bool unreviewed,
                               struct arena *a, struct opening **out, size_t *count_out,
                               struct err_ctx *ctx);
MUST_USE enum err opening_of_person(struct bank *b, struct person_id person, struct arena *a,
                                    struct opening **out, size_t *count_out, struct err_ctx *ctx);
/* The opening by which this employee may see the person now; id 0 when there is none. */
MUST_USE enum err opening_now(struct bank *b, struct staff_id staff, struct person_id person,
                              struct opening *out, struct err_ctx *ctx);
bool opening_waits(const struct opening *o); /* to be approved */
bool opening_open(const struct opening *o, struct timestamp now);

#endif
