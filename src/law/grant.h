/*
 * The conditions of the state grant for teams (förordning 2023:179), one by one, from the facts of
 * one team. Rules are `grant` blocks (docs/law.md). Pure and total.
 */
#ifndef LAW_GRANT_H
#define LAW_GRANT_H

#include "law/law.h"

/* What is measured of a team. */
enum law_grant_measure {
    LAW_GRANT_FTE_PERCENT = 0, /* full-time equivalents in the team, 100 is one */
    LAW_GRANT_SCHOOL_STAFF,    /* members from the school with relevant education */
    LAW_GRANT_SOCIAL_STAFF,    /* members from social services with the degree that is required */
    LAW_GRANT_SHORTEST_MONTHS, /* the shortest employment or assignment among them */
    LAW_GRANT_REDISTRIBUTED,   /* members whose cost comes from redistributing existing staff */
    LAW_GRANT_COST_PERCENT,    /* of the cost, what is applied for */
    LAW_GRANT_OTHER_GRANTS,    /* other state grants for the same costs */
    LAW_GRANT_OTHER_FORMS,     /* school forms other than compulsory and upper secondary */
    LAW_GRANT_MEASURE__MAX
};
extern const char *const law_grant_measure_code[LAW_GRANT_MEASURE__MAX];

struct law_grant_facts {
    bool known[LAW_GRANT_MEASURE__MAX];
    int value[LAW_GRANT_MEASURE__MAX];
    struct date on;
};

struct law_grant_condition {
    const struct law_rule_ref *rule;
    enum law_grant_measure measure;
    int at_least, at_most;  /* what is required; at_most INT_MAX: no limit */
    enum law_result result; /* LAW_MET, LAW_NOT_MET, LAW_NOT_ASSESSED when not known */
};

#define LAW_GRANT_CONDITIONS 16

struct law_grant {
    struct law_grant_condition condition[LAW_GRANT_CONDITIONS];
    size_t n;
    enum law_outcome outcome; /* LAW_ALLOW: all are met; LAW_MAY: none fails, some unknown;
                                 LAW_DENY: some fails, or there is no condition in force */
};

void law_grant(const struct law_rules *rules, const struct law_grant_facts *facts,
               struct law_grant *out);

#endif
