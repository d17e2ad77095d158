/*
 * Decisions that have been made, and the rules that made them. A decision keeps its facts and its
 * words sealed for the person; the text of its rule set is kept under its version, so that it can
 * be read, and asked again, as it was.
 */
#ifndef LETTERBOX_DECISION_H
#define LETTERBOX_DECISION_H

#include "letterbox/letter.h"

/* What is not sealed. It names nobody. */
struct decision {
    int64_t id;
    struct timestamp decided_at;
    struct date question_date;
    struct person_id person;
    struct case_id case_id;
    struct peer_id peer;
    enum letter_kind kind;
    enum law_outcome outcome;
    const char *version; /* of the rules */
};
/* ERR_NOT_FOUND, also when the person may not be shown at all. */
MUST_USE enum err decision_get(struct bank *b, int64_t id, struct arena *a, struct decision *out,
                               struct err_ctx *ctx);

/* What is sealed: the facts, the decision in words, and the assessments as they were written. The
 * caller has checked the relation to the person, and ends the reading before showing anything. */
struct decision_text {
    struct law_facts facts;
    json_t *all; /* {"facts", "decision", "assessments"}; a new reference */
};
MUST_USE enum err decision_open(struct bank *b, struct reading *r, const struct decision *d,
                                struct arena *a, struct decision_text *out, struct err_ctx *ctx);

/* The rule set of a stored version. ERR_NOT_FOUND: it has decided nothing here. ERR_INVALID: this
 * program no longer reads such rules; the text is still decision_source(). */
MUST_USE enum err decision_rules(struct bank *b, const char *version, struct law_rules **out,
                                 struct err_ctx *ctx);
MUST_USE enum err decision_source(struct bank *b, const char *version, struct arena *a,
                                  const char **out, struct err_ctx *ctx);

struct decision_version {
    const char *version;
    struct timestamp stored_at; /* when it first decided something */
    int64_t decisions;
};
#define DECISION_VERSIONS_MAX 200
/* The latest first. */
MUST_USE enum err decision_versions(struct bank *b, struct arena *a, struct decision_version **out,
                                    size_t *count_out, struct err_ctx *ctx);

#endif
