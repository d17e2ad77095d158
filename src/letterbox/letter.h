/*
 * Letters that this bank sends: composed from its own data, decided by law, and put into the
 * outbox in one transaction with the decision and the journal.
 *
 * This module does not know school or social registers. A caller above (cli, web) composes the
 * item, see letterbox/content.h.
 */
#ifndef LETTERBOX_LETTER_H
#define LETTERBOX_LETTER_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "base/json.h"
#include "law/law.h"
#include "letterbox/content.h"
#include "letterbox/peer.h"
#include "team/case.h"
#include "team/consent.h"

#define LETTER_ASSESSMENT_TEXT 4000 /* bytes */

/* An assessment the law asks a human being for, as written down. */
struct letter_assessment {
    enum law_assessment kind;
    enum law_result result; /* LAW_MET or LAW_NOT_MET */
    const char *text;       /* why; sealed when stored */
};

struct letter_draft {
    struct case_id case_id; /* an open case; its person is whom the letter is about */
    struct peer_id peer;
    enum letter_kind kind; /* an item kind */
    const json_t *item;
    enum consent_purpose purpose;
    /* What only the sender knows. Unknown stays unknown to the law, except that the law's
     * question is put for the usual branch: attendance from LAW_SKO or LAW_FRI_S, interventions
     * from LAW_SOC_O; to LAW_SOC_O or LAW_SKO/LAW_FRI_S. */
    enum law_branch from, to;
    enum law_third_party third_party; /* only a message has room for somebody else */
    enum law_answer hsl_context;      /* likewise */
    enum law_answer requested;
    struct date on; /* of the decision */
    struct letter_assessment assessments[LAW_ASSESS__MAX];
    size_t assessment_count;
};

/* What a letter of this kind is to the law; unknown for those that carry no item. */
enum law_item letter_item(enum letter_kind kind);

/* An employee needs a relation to the person (team/case.h) to ask, send or read; else
 * ERR_NOT_FOUND. */

/* What the law says of a draft; nothing is stored but that the question was asked. The decision
 * belongs to the arena. A protected identity gives ERR_DENIED and no decision. */
struct letter_preview {
    struct law_facts facts;
    struct law_decision decision;
    struct consent_id consent; /* whose answers are among the facts; 0: none */
    bool sendable;             /* law_passes() */
};
MUST_USE enum err letter_preview(struct bank *b, const struct law_rules *rules,
                                 const struct actor *actor, const struct letter_draft *d,
                                 struct arena *a, struct letter_preview *out, struct err_ctx *ctx);

/* Decides again and, if the law allows and every assessment is given, stores decision, journal
 * and outbox row in one transaction. ERR_DENIED: the law, a protected identity, a peer that is
 * not confirmed; a denied decision is stored and journalled too. ERR_INVALID: the item or a
 * missing assessment. Within a transaction of the caller's, a refusal is kept only if the caller
 * commits nevertheless. */
MUST_USE enum err letter_send(struct bank *b, const struct law_rules *rules,
                              const struct actor *actor, const struct letter_draft *d,
                              struct arena *a, struct letter_id *id_out,
                              struct letter_preview *preview_out, struct err_ctx *ctx);

enum letter_state {
    LETTER_QUEUED,
    LETTER_DELIVERED, /* a valid receipt says so */
    LETTER_REFUSED,   /* a valid receipt refuses it for good */
    LETTER_CANCELLED, /* by a withdrawn consent or an ended peer before delivery was known */
    LETTER_STATE__MAX
};
extern const char *const letter_state_code[LETTER_STATE__MAX];
extern const char *const letter_state_text_sv[LETTER_STATE__MAX];

enum letter_answer { LETTER_UNANSWERED, LETTER_ACCEPTED, LETTER_REJECTED, LETTER_ANSWER__MAX };
extern const char *const letter_answer_code[LETTER_ANSWER__MAX];
extern const char *const letter_answer_text_sv[LETTER_ANSWER__MAX];

struct letter {
    struct letter_id id;
    struct letter_ref ref;
    struct peer_id peer;
    enum letter_kind kind;
    struct person_id person; /* 0 for answers and withdrawals */
    struct case_id case_id;
    struct consent_id consent; /* 0: the decision does not rest on one */
    enum letter_state state;
    enum receipt_status refusal; /* when refused */
    enum letter_answer answer;
    int reject_reason; /* enum reject_reason, -1 when not rejected */
    bool withdrawn;    /* its consent has been withdrawn */
    struct timestamp sent_at, delivered_at, answered_at; /* ms 0: has not happened */
    unsigned attempts;
    struct timestamp next_attempt_at;
    const char *last_error; /* of delivery, no personal data; "" when none */
    const char *grounds;    /* "OSL 10:1; OSL 12:2" */
    const char *rules;      /* "R38" */
};

struct letter_filter {
    struct case_id case_id;  /* 0: all */
    struct person_id person; /* 0: all */
    bool protocol_too;       /* also answers and withdrawals */
    unsigned limit;          /* 0: 200 */
};
/* Newest first, listed people only, without content; journalled as one list. An employee gets
 * only letters about people to whom there is a relation, a pupil the own, and a guardian those of a
 * child in whose affairs the guardian has been judged to decide (team/insight.h). */
MUST_USE enum err letter_list(struct bank *b, const struct actor *actor,
                              const struct letter_filter *f, struct arena *a, struct letter **out,
                              size_t *count_out, struct err_ctx *ctx);

/* One letter with what it said and what was decided; journalled as a read. */
struct letter_full {
    struct letter letter;
    json_t *item;        /* new reference, NULL for protocol kinds */
    json_t *decision;    /* new reference: outcome, grounds, rules, assessments as written */
    int64_t decision_id; /* letterbox/decision.h; 0: none */
};
MUST_USE enum err letter_read(struct bank *b, const struct actor *actor, struct letter_id id,
                              struct arena *a, struct letter_full *out, struct err_ctx *ctx);

/* A consent is withdrawn, and in the same transaction: queued letters that rest on it are
 * cancelled, and each recipient that may have got any is told by a withdrawal letter. */
struct letter_withdrawal {
    unsigned cancelled; /* letters that never left */
    unsigned told;      /* letters the recipient is told of */
    unsigned not_told;  /* letters an ended peer may have: tell it in another way */
};
MUST_USE enum err letter_consent_withdraw(struct bank *b, const struct actor *actor,
                                          struct consent_id consent, enum consent_party by,
                                          struct date said_on, struct letter_withdrawal *out,
                                          struct err_ctx *ctx);

#endif
