/*
 * Consultation without identity (requirements D13, L25; flow R17 of the legal handbook): one
 * authority asks another for advice about a child whom the recipient cannot recognise, and gets an
 * answer. No personal number, no name and no case is part of it; it is tied to nobody here either.
 *
 * The law lets it pass when a human being has assessed that nobody can be recognised, and written
 * down why. What could be recognised in the text is looked for before (family/traces.h).
 */
#ifndef LETTERBOX_CONSULTATION_H
#define LETTERBOX_CONSULTATION_H

#include "bank/staff.h"
#include "law/law.h"
#include "letterbox/content.h"
#include "letterbox/peer.h"

struct consultation_question {
    enum consult_age age;
    const char *worry, *tried, *question; /* 1 to CONTENT_CONSULT_MAX characters each */
    enum law_protection protection; /* of the child and the family, as the one who asks says; not
                                       sent, and the law lets only LAW_PROTECTION_NONE pass */
};

struct consultation {
    struct consultation_id id;
    struct letter_ref ref;
    struct peer_id peer;
    bool incoming; /* the other side asks */
    char unit[STAFF_UNIT];
    struct staff_id asked_by;
    struct timestamp asked_at;
    struct staff_id answered_by;  /* of this bank; 0 */
    struct timestamp answered_at; /* ms 0: it waits */
    struct consultation_question q;
    const char *answer; /* NULL: none yet */
    const char *why;    /* what was assessed of the own text; NULL: none */
};

/* All of these are for employees, and journalled without a person. */

/* What the law says of a consultation with this peer; `assessed` is whether a human has found that
 * nobody can be recognised. */
MUST_USE enum err consultation_decide(struct bank *b, const struct law_rules *rules,
                                      struct peer_id peer, enum law_protection protection,
                                      enum law_result assessed, struct arena *a,
                                      struct law_decision *out, struct err_ctx *ctx);

/* Decides, stores and puts the letter into the outbox, in one transaction. `why` is the written
 * assessment. ERR_DENIED: the law, or a peer that is not confirmed; ERR_INVALID: a text. */
MUST_USE enum err consultation_ask(struct bank *b, const struct law_rules *rules,
                                   const struct actor *actor, struct peer_id peer,
                                   const struct consultation_question *q, const char *why,
                                   struct consultation_id *id_out, struct err_ctx *ctx);
/* Likewise the answer to one that has come in. ERR_CONFLICT: answered already. */
MUST_USE enum err consultation_answer(struct bank *b, const struct law_rules *rules,
                                      const struct actor *actor, struct consultation_id id,
                                      const char *text, const char *why, struct err_ctx *ctx);

/* With its texts, in the arena. */
MUST_USE enum err consultation_read(struct bank *b, const struct actor *actor,
                                    struct consultation_id id, struct arena *a,
                                    struct consultation *out, struct err_ctx *ctx);
/* Those that wait first, then the newest; at most 200. `waiting_only`: that have come in and are
 * not answered. */
MUST_USE enum err consultation_list(struct bank *b, const struct actor *actor, bool waiting_only,
                                    struct arena *a, struct consultation **out, size_t *count_out,
                                    struct err_ctx *ctx);

#endif
