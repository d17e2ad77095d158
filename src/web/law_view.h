/* What the law says, as views: shared by the pages about the law. */
#ifndef WEB_LAW_VIEW_H
#define WEB_LAW_VIEW_H

#include "law/diff.h"
#include "web/request.h"

/* In the reader's language. */
const char *law_words(const struct request *rq, struct law_text t);
const char *law_fact_label(const struct request *rq, enum law_fact fact, unsigned value);

/* Doubt about the wording of a rule in a word or two; NULL when the statute was read. */
const char *law_mark(const struct request *rq, enum law_confidence c);
/* The same as a sentence about the rule. */
const char *law_confidence_words(const struct request *rq, enum law_confidence c);
/* "Ja, det får lämnas." */
const char *law_outcome_words(const struct request *rq, enum law_outcome o);
/* "OSL 10:1 (2009:400); …", in the arena. */
const char *law_cites(struct request *rq, const struct law_ground *grounds, size_t n);

/* An answer of a rule set to facts. `version` is asked for when links to its rules must lead to a
 * stored one; NULL: the rules in force. */
const struct page_law_answer *law_answer_view(struct request *rq, const struct law_rules *rules,
                                              const struct law_facts *facts,
                                              const struct law_decision *d, const char *version);

/* A rule of those in force. */
const struct page_rule_used *law_rule_view(struct request *rq, const struct law_rule_ref *r);
/* The rule by which a guardian may see what is kept about a child, once it is assessed; NULL: none.
 */
MUST_USE enum err law_guardian_rule(struct request *rq, struct person_id child,
                                    const struct page_rule_used **out, struct err_ctx *ctx);

/* A difference as a story. Links lead to the rules in force, where those are the later ones. */
const struct page_law_change *law_change_view(struct request *rq, const struct law_diff *d);

#endif
