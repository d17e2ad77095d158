/* Is a rule set in order? Beyond what loading refuses: examples, conflicts, dates. */
#ifndef LAW_CHECK_H
#define LAW_CHECK_H

#include "law/law.h"

enum law_issue_kind {
    LAW_ISSUE_EXAMPLE = 0, /* an example does not come out as written */
    LAW_ISSUE_NO_EXAMPLE,  /* a rule without an example */
    LAW_ISSUE_UNREACHED,   /* no example of any rule makes the rule apply */
    LAW_ISSUE_CONFLICT,    /* two rules find different things for the same facts */
    LAW_ISSUE_EXPIRED,     /* the rule no longer holds on the day of the check */
    LAW_ISSUE__MAX
};
extern const char *const law_issue_code[LAW_ISSUE__MAX];

struct law_issue {
    enum law_issue_kind kind;
    bool is_error; /* else worth knowing */
    const char *rule;
    const char *where; /* "file:line:column" */
    const char *text;  /* English */
};

/* The issues, errors first; *issues_out is in the arena. */
size_t law_check(const struct law_rules *rules, struct date at, struct arena *arena,
                 const struct law_issue **issues_out);

/* How many rules there are, of which confidence, and how many a lawyer has checked. */
struct law_census {
    size_t rules, examples, checked;
    size_t by_confidence[LAW_CONFIDENCE__MAX];
};
struct law_census law_count(const struct law_rules *rules); /* the rules of crossing */

/* The other blocks that state law: deadlines, interventions, hearings, searches, retention, grant
 * conditions. */
struct law_provision_ref {
    const char *sort; /* "deadline" … */
    const struct law_rule_ref *rule;
    size_t examples_n;
    struct date valid_from, valid_to;
};
/* In the order of the sorts and the files. False: past the last. */
bool law_provision_at(const struct law_rules *rules, size_t i, struct law_provision_ref *out);
struct law_census law_count_provisions(const struct law_rules *rules);

/* Every rule, in the order of the files, for lists. */
const struct law_rule_ref *law_rule_at(const struct law_rules *rules, size_t i); /* NULL: past the
                                                                                    last */
/* Days on which some rule begins or ceases to hold, ascending; index 0 is before all and is not
 * a day. Returns how many there are. */
size_t law_change_dates(const struct law_rules *rules, const struct date **dates_out);

#endif
