/* From a draft to a question for the law; private to letterbox. */
#ifndef LETTERBOX_LETTER_FACTS_H
#define LETTERBOX_LETTER_FACTS_H

#include "letterbox/letter.h"

/* What is known when a draft has been looked up. */
struct letter_question {
    struct team_case team_case;
    struct peer peer;
    struct law_facts facts;
    struct consent consent; /* whose answers are among the facts; id 0: none */
};

/* Everything unknown but the two authorities, each by its usual branch. */
void letter_sides(struct bank *b, const struct peer *peer, struct law_facts *out);

/* ERR_DENIED: protected identity, or the peer is not confirmed. ERR_INVALID: the draft. */
MUST_USE enum err letter_question(struct bank *b, const struct letter_draft *d,
                                  struct letter_question *out, struct err_ctx *ctx);

#endif
