/*
 * May the social board decide on, or provide, an intervention for this child with the consents
 * that there are (SoL 21:1 and 21:2, before July 2025 the older act)? The consent meant here is to
 * the intervention; consent to pass on information is another matter (law/consenter.h).
 */
#ifndef LAW_INTERVENTION_H
#define LAW_INTERVENTION_H

#include "law/ruling.h"

enum law_care {
    LAW_CARE_UNKNOWN = 0,
    LAW_CARE_WITHOUT_TEST, /* insats utan individuell behovsprövning (SoL 11:5) */
    LAW_CARE_NEEDS_TESTED, /* behovsprövad */
    LAW_CARE_PLACEMENT,    /* familjehem, jourhem, stödboende, HVB, bostad med särskilt stöd */
    LAW_CARE__MAX
};

struct law_intervention_facts {
    enum law_care care;
    enum law_age age;
    enum law_custody custody;
    enum law_consent_state guardian_1, guardian_2; /* to the intervention */
    enum law_consent_state pupil;                  /* consents, or has asked for it: given */
    enum law_result suitable; /* the board has assessed: suitable to give it in this way (21:1–2) */
    enum law_result required; /* required for the child's best interests though one guardian
                                 refuses (FB 6:13 a) */
    struct date on;           /* the law of this day; 0 denies */
};

void law_intervention(const struct law_rules *rules, const struct law_intervention_facts *facts,
                      struct law_ruling *out);

#endif
