/* What an authority is in the words of the law engine: its legal form and its usual branch. */
#ifndef BANK_LAW_SIDE_H
#define BANK_LAW_SIDE_H

#include "bank/bank.h"
#include "law/law.h"

/* A juridical person's number has at least 2 in third place; a sole trader's is a personal number
 * (lag 1974:174 om identitetsbeteckning för juridiska personer m.fl.). */
static inline enum law_form law_side_form(const char *organisation_number, enum legal_form form)
{
    return form == LEGAL_FORM_MUNICIPAL ? LAW_FORM_MUNICIPAL
           : organisation_number[0] != '\0' && organisation_number[2] >= '2'
               ? LAW_FORM_INDEPENDENT_JURIDICAL
               : LAW_FORM_INDEPENDENT_PHYSICAL;
}

/* Where attendance registers and the interventions of the team are kept: the school's office, open
 * care in social services. */
static inline enum law_branch law_side_office(enum bank_kind kind, enum legal_form form)
{
    return kind == BANK_SOCIAL ? LAW_SOC_O : form == LEGAL_FORM_MUNICIPAL ? LAW_SKO : LAW_FRI_S;
}

#endif
