#include "bank/intervention_code.h"
#include "base/words.h"

#include <strings.h>

const char *const intervention_code[INTERVENTION_CODE__MAX] = {
    [INTERVENTION_PARENT_COURSE] = "foraldrakurs",
    [INTERVENTION_GROUP_ABSENCE] = "franvaro-grupp",
    [INTERVENTION_SAFETY_CLIMATE] = "trygghet-klassrumsklimat",
    [INTERVENTION_GROUP_TALKS] = "gruppverksamhet",
    [INTERVENTION_STAFF_TRAINING] = "fortbildning-skola",
    [INTERVENTION_ATTENDANCE_PROMOTION] = "narvaroframjande",
    [INTERVENTION_CONSULTATION] = "konsultation",
    [INTERVENTION_KNOWLEDGE] = "kunskapshojande",
    [INTERVENTION_TALK_SUPPORT] = "samtalsstod",
    [INTERVENTION_MOTIVATING_TALKS] = "motiverande-samtal",
    [INTERVENTION_FAMILY_TALKS] = "familjesamtal",
    [INTERVENTION_HOME_VISIT] = "hembesok",
    [INTERVENTION_LEAVING_HOME] = "lamna-hemmet",
    [INTERVENTION_MAPPING_PLAN] = "kartlaggning-plan",
    [INTERVENTION_SPECIAL_TEACHER] = "speciallararstod",
    [INTERVENTION_PLANNING_SUPPORT] = "planeringsstod",
    [INTERVENTION_RESOURCE_SUPPORT] = "resursstod",
    [INTERVENTION_COORDINATION] = "samordning",
    [INTERVENTION_RELATION_WORK] = "relationsskapande",
    [INTERVENTION_ADAPTATION] = "anpassning",
    [INTERVENTION_PARENTING_SUPPORT] = "foraldraskapsstod",
    [INTERVENTION_NETWORK] = "natverk",
    [INTERVENTION_RISK_BEHAVIOUR] = "riskbeteende",
    [INTERVENTION_HOME_COMMUNICATION] = "kommunikation-hem",
    [INTERVENTION_OTHER] = "ovrig",
};

const char *const intervention_text_sv[INTERVENTION_CODE__MAX] = {
    [INTERVENTION_PARENT_COURSE] = TR("Föräldrakurs"),
    [INTERVENTION_GROUP_ABSENCE] = TR("Uppföljning av frånvaro på gruppnivå"),
    [INTERVENTION_SAFETY_CLIMATE] = TR("Insats för trygghet eller klassrumsklimat"),
    [INTERVENTION_GROUP_TALKS] = TR("Motiverande samtal i grupp"),
    [INTERVENTION_STAFF_TRAINING] = TR("Fortbildning av skolpersonal"),
    [INTERVENTION_ATTENDANCE_PROMOTION] = TR("Trygghetsskapande och närvarofrämjande insats"),
    [INTERVENTION_CONSULTATION] = TR("Konsultation till personal"),
    [INTERVENTION_KNOWLEDGE] = TR("Kunskapshöjande insats för personal"),
    [INTERVENTION_TALK_SUPPORT] = TR("Samtalsstöd"),
    [INTERVENTION_MOTIVATING_TALKS] = TR("Motiverande och stödjande samtal"),
    [INTERVENTION_FAMILY_TALKS] = TR("Familjesamtal"),
    [INTERVENTION_HOME_VISIT] = TR("Hembesök"),
    [INTERVENTION_LEAVING_HOME] = TR("Stöd att lämna hemmet"),
    [INTERVENTION_MAPPING_PLAN] = TR("Kartläggning av frånvaro och plan för tillbakagång"),
    [INTERVENTION_SPECIAL_TEACHER] = TR("Stöd av speciallärare"),
    [INTERVENTION_PLANNING_SUPPORT] = TR("Planeringsstöd"),
    [INTERVENTION_RESOURCE_SUPPORT] = TR("Resursstöd"),
    [INTERVENTION_COORDINATION] = TR("Struktur och samordning av insatser"),
    [INTERVENTION_RELATION_WORK] = TR("Relationsskapande arbete"),
    [INTERVENTION_ADAPTATION] = TR("Fysiska och sociala anpassningar i skolmiljön"),
    [INTERVENTION_PARENTING_SUPPORT] = TR("Föräldraskapsstöd"),
    [INTERVENTION_NETWORK] = TR("Stärka sociala nätverk"),
    [INTERVENTION_RISK_BEHAVIOUR] = TR("Insats mot riskbeteende"),
    [INTERVENTION_HOME_COMMUNICATION] = TR("Bättre kommunikation mellan hemmet och andra"),
    [INTERVENTION_OTHER] = TR("Annan insats"),
};

const char *const level_code[LEVEL__MAX] = {"universal", "selective", "indicated"};
const char *const level_text_sv[LEVEL__MAX] = {TR("Universellt stöd"), TR("Selektivt stöd"),
                                               TR("Indikerat stöd")};
const char *const scope_code[SCOPE__MAX] = {"general", "individual"};
const char *const scope_text_sv[SCOPE__MAX] = {TR("Generell insats"), TR("Individuell insats")};
const char *const form_code[FORM__MAX] = {"service", "needs-tested"};
const char *const form_text_sv[FORM__MAX] = {TR("Insats utan behovsprövning"),
                                             TR("Insats med behovsprövning")};
const char *const documentation_code[DOCUMENTATION__MAX] = {"named", "none-by-decision",
                                                            "advice-only"};
const char *const documentation_text_sv[DOCUMENTATION__MAX] = {
    TR("Dokumenteras med namn"), TR("Dokumenteras inte, enligt nämndens beslut"),
    TR("Rådgivning, dokumenteras inte")};

int code_find(const char *const *table, int count, const char *word)
{
    for (int i = 0; i < count; i++) {
        if (strcasecmp(table[i], word) == 0) {
            return i;
        }
    }
    return -1;
}

bool intervention_code_parse(const char *word, enum intervention_code *out)
{
    int i = code_find(intervention_code, INTERVENTION_CODE__MAX, word);
    if (i >= 0) {
        *out = (enum intervention_code)i;
    }
    return i >= 0;
}

bool level_parse(const char *word, enum intervention_level *out)
{
    int i = code_find(level_code, LEVEL__MAX, word);
    if (i >= 0) {
        *out = (enum intervention_level)i;
    }
    return i >= 0;
}
