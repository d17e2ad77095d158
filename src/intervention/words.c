/* Codes and texts of the catalogue and of groups. */
#include "base/words.h"
#include "intervention/groups.h"

const char *const catalogue_need_code[CATALOGUE_NEED__MAX] = {
    "attendance", "wellbeing", "safety", "learning", "family", "parent", "risk", "leisure"};
const char *const catalogue_need_text_sv[CATALOGUE_NEED__MAX] = {
    TR("När det är svårt att komma till skolan"),
    TR("När du är orolig, stressad eller ledsen"),
    TR("När det är bråk eller känns otryggt"),
    TR("När det är svårt att hänga med i skolan"),
    TR("När det är svårt hemma"),
    TR("Stöd till dig som förälder"),
    TR("Alkohol, droger eller brott"),
    TR("Vänner och fritid")};
const char *const group_audience_code[GROUP_AUDIENCE__MAX] = {"pupils", "guardians", "families",
                                                              "staff"};
const char *const group_audience_text_sv[GROUP_AUDIENCE__MAX] = {
    TR("Barn eller unga"), TR("Föräldrar"), TR("Barn och föräldrar tillsammans"), TR("Personal")};
