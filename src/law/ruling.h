/*
 * Questions beside the crossing of items, each answered from a small table of rules: may an
 * intervention be given without a guardian, who is heard, what may be searched for. Facts in, one
 * answer out; pure and total. They fail closed as crossings do: what no rule permits is denied,
 * an unknown fact never meets a condition of a rule that permits and always one that forbids.
 */
#ifndef LAW_RULING_H
#define LAW_RULING_H

#include "law/law.h"

#define LAW_RULING_RULES 6

struct law_ruling {
    enum law_outcome outcome;       /* LAW_DENY, LAW_MAY (waits for an assessment), LAW_ALLOW */
    enum law_confidence confidence; /* of the surest rule that gives the outcome */
    const struct law_rule_ref *rules[LAW_RULING_RULES]; /* those that give it, surest first */
    size_t rules_n;
    struct law_text question; /* with LAW_MAY: what a human must assess first; else "" */
};

enum law_table {
    LAW_TABLE_INTERVENTION = 0, /* law/intervention.h */
    LAW_TABLE_HEARING,          /* law/consenter.h */
    LAW_TABLE_SEARCH,           /* law/search.h */
    LAW_TABLE__MAX
};

/* The facts that the rules of a table may ask for, for documents and forms. */
struct law_table_field {
    const char *name;
    const char *const *codes; /* [0] is "unknown" */
    unsigned values_n;
};
const char *law_table_name(enum law_table table);
/* False: past the last. */
bool law_table_field(enum law_table table, size_t i, struct law_table_field *out);

#endif
