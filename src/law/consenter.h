/*
 * Who may say yes here, and whose view must be heard? The sets of persons whose consent together
 * waives the secrecy that protects the pupil (OSL 12:2–3), found by asking the rules of consent,
 * so the answer cannot differ from what a decision later requires.
 */
#ifndef LAW_CONSENTER_H
#define LAW_CONSENTER_H

#include "law/ruling.h"

enum { LAW_PUPIL = 1, LAW_GUARDIAN_1 = 2, LAW_GUARDIAN_2 = 4 }; /* bits of a set of persons */

struct law_consenter_facts {
    enum law_age age;
    enum law_maturity maturity; /* as judged for this very question */
    enum law_custody custody;
    enum law_answer guardian_blocked; /* considerable harm if a guardian learns (12:3 st 2 p 1) */
    struct date on;
};

/* Of three persons at most three sets can be such that none holds another. */
#define LAW_CONSENT_WAYS 3

/* Everyone in `persons` must consent; nobody else needs to. */
struct law_consent_way {
    unsigned persons;
    enum law_confidence confidence; /* the weakest of its rules */
    const struct law_rule_ref *rules[LAW_RULING_RULES];
    size_t rules_n;
};

struct law_consenters {
    struct law_consent_way way[LAW_CONSENT_WAYS]; /* alternatives, smallest first */
    size_t ways_n;                                /* 0: nobody can consent as far as is known */
    bool maturity_matters; /* another judgement of the maturity would give other ways */
    /* Is the view of the pupil, of the guardians, to be sought? LAW_ALLOW: yes, whether or not
     * they must consent. LAW_DENY: no; with a rule, they must not be asked or told. */
    struct law_ruling hear_pupil, hear_guardians;
};

void law_consenters(const struct law_rules *rules, const struct law_consenter_facts *facts,
                    struct law_consenters *out);

#endif
