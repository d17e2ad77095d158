/* Putting letters into the outbox; private to letterbox. */
#ifndef LETTERBOX_OUTBOX_H
#define LETTERBOX_OUTBOX_H

#include "letterbox/content.h"
#include "letterbox/letter.h"
#include "letterbox/peer.h"
#include "team/work.h"

struct outbox_letter {
    const struct peer *peer;
    const struct content *content;
    struct person_id person; /* 0 for answers and withdrawals, and so on */
    struct case_id case_id;
    struct consent_id consent;
    int64_t decision_id;
    struct timestamp created;
    struct letter_ref *ref_out; /* the letter's name everywhere; NULL: not wanted */
};

/* Within the caller's write transaction: seals, signs, stores and journals. */
MUST_USE enum err outbox_put(struct bank *b, struct work *w, const struct actor *actor,
                             const struct outbox_letter *l, struct arena *a,
                             struct letter_id *id_out, struct err_ctx *ctx);

/* Keeps the text of the rules that decide, so that the decision stays explainable. */
MUST_USE enum err letter_keep_rules(struct work *w, const struct law_rules *rules, struct arena *a,
                                    struct err_ctx *ctx);
/* The grounds of the ways that hold now; those that wait for an assessment carry nothing. */
void letter_ground_of(const struct law_decision *d, struct date on, enum consent_purpose purpose,
                      struct letter_ground *out);

/* The next number of a letter, either way. */
MUST_USE enum err letter_next_id(struct work *w, struct arena *a, int64_t *out,
                                 struct err_ctx *ctx);

/* "OSL 10:1; OSL 12:2" of a list of texts. */
const char *ground_join(const char *const *texts, size_t count, struct arena *a);

/* A stored number of an enum; what a later version wrote counts as `otherwise`. */
static inline int stored_enum(int v, int max, int otherwise)
{
    return v >= 0 && v < max ? v : otherwise;
}

#endif
