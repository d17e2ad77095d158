/*
 * Consents to the passing of items (OSL 10:1, 12:2–3; requirements D11, G17, L02, L03).
 *
 * A consent is kept as it was given: who was asked, what each answered, when and how, for which
 * items, to which recipient and for which purpose, from when to when, and whether it has been
 * withdrawn. Whether that is enough for a letter is decided by the law engine only;
 * consent_facts() hands it the stored facts.
 *
 * A refusal is recorded as an answer, and nothing follows from it but that nothing is sent: there
 * is deliberately no field for a reason or a measure. A consent is never changed: a new one is
 * recorded. Withdrawing is a record of its own, and sends follow from it (letterbox/letter.h).
 */
#ifndef TEAM_CONSENT_H
#define TEAM_CONSENT_H

#include <stdbool.h>

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/person.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "law/facts.h"

/* Who can answer. */
enum consent_party { CONSENT_PUPIL, CONSENT_GUARDIAN_1, CONSENT_GUARDIAN_2, CONSENT_PARTY__MAX };
extern const char *const consent_party_code[CONSENT_PARTY__MAX]; /* pupil, guardian-1 … */
extern const char *const consent_party_text_sv[CONSENT_PARTY__MAX];

enum consent_answer {
    CONSENT_NOT_ASKED,
    CONSENT_YES,
    CONSENT_NO,
    CONSENT_NO_REPLY, /* asked, has not answered */
    CONSENT_ANSWER__MAX
};
extern const char *const consent_answer_code[CONSENT_ANSWER__MAX];
extern const char *const consent_answer_text_sv[CONSENT_ANSWER__MAX];

/* How the answer was given. */
enum consent_how {
    CONSENT_HOW_UNKNOWN,
    CONSENT_PAPER, /* signed paper */
    CONSENT_EID,   /* electronic identification */
    CONSENT_ORAL,  /* orally; a note is required (förvaltningslagen 27 §) */
    CONSENT_HOW__MAX
};
extern const char *const consent_how_code[CONSENT_HOW__MAX];
extern const char *const consent_how_text_sv[CONSENT_HOW__MAX];

enum consent_custody {
    CONSENT_CUSTODY_UNKNOWN,
    CONSENT_CUSTODY_SOLE,
    CONSENT_CUSTODY_JOINT,
    CONSENT_CUSTODY__MAX
};
extern const char *const consent_custody_code[CONSENT_CUSTODY__MAX];
extern const char *const consent_custody_text_sv[CONSENT_CUSTODY__MAX];

/* What the consent covers; a set of bits `1u << enum consent_item`. The same kinds as letters. */
enum consent_item {
    CONSENT_ITEM_ATTENDANCE,
    CONSENT_ITEM_INTERVENTION,
    CONSENT_ITEM_GOAL,
    CONSENT_ITEM_MESSAGE,
    CONSENT_ITEM__MAX
};
extern const char *const consent_item_code[CONSENT_ITEM__MAX]; /* attendance, intervention … */
extern const char *const consent_item_text_sv[CONSENT_ITEM__MAX];

enum consent_purpose {
    CONSENT_PURPOSE_FOLLOWUP, /* each authority's follow-up of its own work (R38) */
    CONSENT_PURPOSE_SUPPORT,  /* planning and giving support to the pupil */
    CONSENT_PURPOSE__MAX
};
extern const char *const consent_purpose_code[CONSENT_PURPOSE__MAX]; /* followup, support */
extern const char *const consent_purpose_text_sv[CONSENT_PURPOSE__MAX];

/* Whether the pupil understands what it means (OSL 12:3), as the responsible employee judges it. */
enum consent_maturity {
    CONSENT_MATURITY_UNKNOWN,
    CONSENT_NOT_MATURE,
    CONSENT_MATURE,       /* has a say together with the guardians */
    CONSENT_MATURE_ALONE, /* the guardians do not decide in this matter */
    CONSENT_MATURITY__MAX
};
extern const char *const consent_maturity_code[CONSENT_MATURITY__MAX]; /* unknown, not-mature … */
extern const char *const consent_maturity_text_sv[CONSENT_MATURITY__MAX];

#define CONSENT_NOTE_MAX 4000
#define CONSENT_LANGUAGE 36 /* BCP 47 tag of the interpreted language, with NUL */

struct consent_reply {
    enum consent_answer answer;
    enum consent_how how;    /* needed when the answer is yes or no */
    struct date on;          /* day of the answer; needed with it */
    const char *note;        /* sealed; needed when oral; NULL: none */
    struct person_id person; /* the guardian who answered; 0: not told (paper without a register) */
    bool blocked;            /* guardians: secrecy against this one (OSL 12:3 p. 1, L03), who is not
                                asked and not told */
    /* Set by withdrawing, never when recording. */
    bool withdrawn;
    struct date withdrawn_on;      /* the day it was said */
    struct timestamp withdrawn_at; /* when it was recorded; it holds from that moment */
};

struct consent_content {
    struct person_id person;
    struct case_id case_id; /* 0: outside a case */
    struct peer_id peer;    /* the recipient; never "everyone" */
    unsigned items;         /* bits of enum consent_item, at least one */
    enum consent_purpose purpose;
    struct date valid_from, valid_to; /* when it may be used; both inclusive; at most 366 days */
    struct date about_from;           /* the oldest day the information may be about */
    enum consent_custody custody;
    enum consent_maturity maturity;
    char interpreter[CONSENT_LANGUAGE]; /* "" when no interpreter was used */
    const char *childs_view;            /* in the child's own words; sealed; NULL: not written */
    const char *maturity_why; /* why the maturity was judged so; sealed; NULL: not written */
    struct consent_reply replies[CONSENT_PARTY__MAX];
};

struct consent {
    struct consent_id id;
    uint8_t ref[16];          /* random; names the consent to the recipient when it is withdrawn */
    struct consent_content c; /* notes are NULL unless read with consent_read() */
    struct timestamp recorded_at;
    struct actor recorded_by;
};

/* An employee needs a relation to the person (team/case.h) for all of these, a pupil must be the
 * person, and a guardian somebody whose answer the consent holds; else ERR_NOT_FOUND. */

/* Stores and journals (given, or refused when somebody says no), in one transaction.
 * ERR_INVALID says which field is missing or wrong. ERR_DENIED: protected identity. */
MUST_USE enum err consent_record(struct bank *b, const struct actor *actor,
                                 const struct consent_content *r, struct consent_id *id_out,
                                 struct err_ctx *ctx);

/* Reads one with its notes; journalled. */
MUST_USE enum err consent_read(struct bank *b, const struct actor *actor, struct consent_id id,
                               struct arena *a, struct consent *out, struct err_ctx *ctx);

/* A person's consents, newest first, without notes; journalled as one read. A guardian gets those
 * that hold an answer of their own. */
MUST_USE enum err consent_list(struct bank *b, const struct actor *actor, struct person_id person,
                               struct arena *a, struct consent **out, size_t *count_out,
                               struct err_ctx *ctx);

/* Fills in custody, maturity and guardian_blocked: what decides who may consent. */
void consent_conditions(const struct consent_content *c, struct law_facts *facts);

/* The same without journal and access control, for a page that journals whom it shows. */
MUST_USE enum err consent_overview(struct bank *b, struct person_id person, struct arena *a,
                                   struct consent **out, size_t *count_out, struct err_ctx *ctx);

/* What is asked of the stored consents. */
struct consent_question {
    struct person_id person;
    struct peer_id peer;
    enum consent_item item;
    enum consent_purpose purpose;
    struct date on;         /* the day of the decision */
    struct date about_from; /* the oldest day the information is about */
};

/* Fills in the law engine's consent facts: custody, guardian_1, guardian_2, pupil, maturity,
 * guardian_blocked and consent_scope. The newest record for the item, recipient and purpose
 * speaks, whatever was answered; without one, the newest record of the person gives its answers
 * with the scope that does not fit. *used_out is the record, id 0 when there is none. For a
 * decision, which is journalled itself. */
MUST_USE enum err consent_facts(struct bank *b, const struct consent_question *q,
                                struct law_facts *facts, struct consent *used_out,
                                struct err_ctx *ctx);

/* One without notes and without journal, for a decision or what follows from it. */
MUST_USE enum err consent_get(struct bank *b, struct consent_id id, struct consent *out,
                              struct err_ctx *ctx);

/* Stores a withdrawal within the caller's write transaction and journals it. Letters that follow
 * from it are letter_consent_withdraw()'s work, which calls this: call that instead.
 * ERR_CONFLICT: this party has not said yes, or has withdrawn already. */
MUST_USE enum err consent_withdraw(struct bank *b, const struct actor *actor, struct consent_id id,
                                   enum consent_party by, struct date said_on, struct err_ctx *ctx);

#endif
