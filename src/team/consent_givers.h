/*
 * Who has to say yes? Asked of the law engine by trying: each set of parties is put to it as if
 * they had consented, and the smallest set that it takes as consent is the answer. No condition on
 * age, maturity or custody is here.
 */
#ifndef TEAM_CONSENT_GIVERS_H
#define TEAM_CONSENT_GIVERS_H

#include "law/law.h"
#include "team/consent.h"

struct consent_givers {
    unsigned need; /* bits 1 << enum consent_party who together suffice; 0: nobody can consent */
    /* The rules that say so, for the reader; empty when nobody can. */
    const struct law_rule_ref *rules;
    size_t rule_count;
    enum law_confidence confidence; /* the weakest among them */
};

/* `c` gives custody, maturity and who is blocked; its answers are not looked at. The rules belong
 * to the arena or to the rule set. */
void consent_givers(const struct law_rules *rules, enum bank_kind kind,
                    const struct consent_content *c, enum law_age age, struct date on,
                    struct arena *a, struct consent_givers *out);

#endif
