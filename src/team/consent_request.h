/*
 * A consent from the first question to the last answer (requirements D11, D12, F01, L02).
 *
 * An employee writes, page by page, what is to be asked and of whom; nothing of it is seen by
 * anybody else. When it is asked, it waits for those whose consent is needed: a guardian or pupil
 * who signs in finds it at /my, an answer on paper or by word of mouth is written in. When
 * everybody has answered, or one has said no, it becomes a consent (team/consent.h) in the same
 * transaction, and only from then on can a letter rest on it.
 *
 * Nobody is reminded, and nothing is recorded of somebody who leaves the question: there is
 * deliberately no reminder, no counter and no reason for a no.
 */
#ifndef TEAM_CONSENT_REQUEST_H
#define TEAM_CONSENT_REQUEST_H

#include "team/consent.h"

enum request_state {
    REQUEST_WRITTEN,   /* being written by the employee */
    REQUEST_ASKED,     /* waits for answers */
    REQUEST_ANSWERED,  /* has become a consent */
    REQUEST_CANCELLED, /* not asked any more */
    REQUEST_STATE__MAX
};

/* How the answers are to come. */
enum request_way {
    REQUEST_WAY_UNKNOWN,
    REQUEST_SIGN_IN, /* the guardian or pupil signs in and answers */
    REQUEST_PAPER,   /* a printed form is signed */
    REQUEST_ORAL,    /* by word of mouth, written down */
    REQUEST_WAY__MAX
};
extern const char *const request_way_code[REQUEST_WAY__MAX];
extern const char *const request_way_text_sv[REQUEST_WAY__MAX];

struct consent_request {
    struct consent_request_id id;
    struct person_id person;
    struct case_id case_id;
    enum request_state state;
    struct staff_id made_by;
    struct timestamp created_at, asked_at, ended_at; /* ms 0: not yet */
    struct consent_id consent;                       /* what became of it; 0 */
    unsigned steps; /* which questions have been answered; bits of the caller's */
    unsigned asked; /* bits 1 << enum consent_party: whose answer is waited for */
    enum request_way way;
    struct consent_content c; /* what is asked, and the answers so far */
};

/* An employee needs a relation to the person (team/case.h); the pupil and a guardian see a request
 * only while it is asked of them; else ERR_NOT_FOUND. */

/* Begins one in an open case; journals nothing, since nobody has been asked anything.
 * ERR_DENIED: protected identity. ERR_CONFLICT: the case is closed. */
MUST_USE enum err consent_request_new(struct bank *b, const struct actor *actor,
                                      struct case_id case_id, struct consent_request_id *id_out,
                                      struct err_ctx *ctx);

/* With its texts, in the arena; journalled. */
MUST_USE enum err consent_request_read(struct bank *b, const struct actor *actor,
                                       struct consent_request_id id, struct arena *a,
                                       struct consent_request *out, struct err_ctx *ctx);

struct request_filter {
    struct person_id person; /* 0: all */
    struct case_id case_id;
    struct staff_id made_by;
};
/* Those written or asked, newest first. An employee gets those of people there is a relation to;
 * a pupil or guardian those that wait for their answer. Journalled as one read. */
MUST_USE enum err consent_request_list(struct bank *b, const struct actor *actor,
                                       const struct request_filter *f, struct arena *a,
                                       struct consent_request **out, size_t *count_out,
                                       struct err_ctx *ctx);

/* Keeps what an employee has written: steps, asked, way and c. ERR_CONFLICT: it is not being
 * written any more. */
MUST_USE enum err consent_request_save(struct bank *b, const struct actor *actor,
                                       const struct consent_request *r, struct err_ctx *ctx);

/* Puts the question. Journalled. ERR_INVALID: nobody is asked, or the content is not whole. */
MUST_USE enum err consent_request_ask(struct bank *b, const struct actor *actor,
                                      struct consent_request_id id, struct err_ctx *ctx);

/* One party's answer: yes or no, how, on which day, and a note when oral. A pupil or guardian
 * answers for themselves only. *consent_out is the consent that it became, 0 while others have
 * not answered. ERR_CONFLICT: answered already, or not asked any more. */
MUST_USE enum err consent_request_answer(struct bank *b, const struct actor *actor,
                                         struct consent_request_id id, enum consent_party party,
                                         const struct consent_reply *reply,
                                         struct consent_id *consent_out, struct err_ctx *ctx);

/* Stops asking, or throws away what was being written. */
MUST_USE enum err consent_request_cancel(struct bank *b, const struct actor *actor,
                                         struct consent_request_id id, struct err_ctx *ctx);

/* As whom this actor is asked, CONSENT_PARTY__MAX when not. */
enum consent_party consent_request_party(const struct consent_request *r,
                                         const struct actor *actor);

#endif
