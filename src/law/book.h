/* The rules as a book: one rule with everything that it says, in words. */
#ifndef LAW_BOOK_H
#define LAW_BOOK_H

#include "law/law.h"

struct law_condition {
    struct law_text question; /* "Var finns uppgiften nu?" */
    struct law_text values;   /* that meet it */
};

/* In the arena, or in the rule set. */
struct law_entry {
    const struct law_rule_ref *ref;
    const char *kind; /* "permit", "bar", "secrecy" … as in the rule files */
    struct law_text kind_text;
    struct law_text effect;           /* what it gives: "får lämnas", "omvänt skaderekvisit" */
    struct date valid_from, valid_to; /* inclusive; DATE_OPEN */
    bool about_documents;             /* holds only for documents made in these days: */
    struct date documents_from, documents_to;
    const struct law_condition *conditions; /* all must be met */
    size_t conditions_n;
    const struct law_assessment_ref *assessments; /* that a human must make */
    size_t assessments_n;
    const struct law_obligation *obligations;
    size_t obligations_n;
    const char *const *examples; /* as written in the file */
    size_t examples_n;
};

/* The i-th rule in the order of the files; false past the last. */
bool law_book_at(const struct law_rules *rules, size_t i, struct arena *arena,
                 struct law_entry *out);
/* Also the other blocks that state law (law/check.h), without conditions and examples. */
bool law_book_find(const struct law_rules *rules, const char *id, struct arena *arena,
                   struct law_entry *out);
/* The kind of a rule as in the rule files. */
const char *law_book_kind(const struct law_rules *rules, const char *id); /* NULL: no such rule */

/* Does the rule restrict the answer only because a fact is unknown? Then its question; NULL texts:
 * it does not. */
struct law_text law_book_assumes(const struct law_rules *rules, const char *id,
                                 const struct law_facts *facts);

/* What the human is asked, in general. */
struct law_text law_assessment_text(const struct law_rules *rules, enum law_assessment a);

bool law_entry_holds(const struct law_entry *e, struct date on);

#endif
