#include "law/facts.h"

#include <stdio.h>
#include <string.h>

#include "law/nearest.h"

/* One row a value: code, Swedish, English. The order is that of the enum. */
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const branch_code[] = {
    "unknown", "EMI",   "EPS", "EST", "SKO", "FRI-M", "FRI-E", "FRI-S", "SOC-M",
    "SOC-O",   "SOC-P", "HSL", "POL", "ENS", "VH",    "STAT",  "HUV",   "HEM",
    "AUT",     "ITS",   "SIP", "REG", "RAP", "OWN",   "FTH"};
static const char *const branch_sv[] = {"okänt",
                                        "elevhälsans medicinska insats",
                                        ("elevhälsans psykologiska, psykosociala eller "
                                         "specialpedagogiska insats"),
                                        "särskild elevstödjande verksamhet i övrigt",
                                        "skolan i övrigt",
                                        "fristående skola, elevhälsans medicinska insats",
                                        "fristående skola, övrig elevhälsa och elevstöd",
                                        "fristående skola i övrigt",
                                        "socialtjänsten, myndighetsutövning",
                                        "socialtjänsten, öppna insatser utan behovsprövning",
                                        "privat utförare inom socialtjänsten",
                                        "hälso- och sjukvården",
                                        "Polismyndigheten",
                                        "eleven själv",
                                        "vårdnadshavare",
                                        "statistikansvarig myndighet",
                                        "skolans huvudman",
                                        "elevens hemkommun",
                                        "annan myndighet",
                                        "it-leverantör",
                                        "möte om samordnad individuell plan",
                                        "gemensamt register över individer",
                                        "gemensam rapport",
                                        "den egna uppföljningen",
                                        "fritidshem"};
static const char *const branch_en[] = {
    "unknown",
    "student health, medical",
    "student health, psychological, psychosocial or special needs",
    "other special pupil support",
    "the school otherwise",
    "independent school, medical student health",
    "independent school, other student health and pupil support",
    "independent school otherwise",
    "social services, exercise of authority",
    "social services, open interventions without needs test",
    "private provider in social services",
    "health care",
    "the police",
    "the pupil",
    "a guardian",
    "statistics authority",
    "the organiser of the school",
    "the pupil's home municipality",
    "another authority",
    "IT supplier",
    "a meeting on a coordinated individual plan",
    "a joint register of individuals",
    "a joint report",
    "own follow-up",
    "leisure-time centre"};

static const char *const form_code[] = {
    "unknown", "municipal", "region", "state", "independent_juridical", "independent_physical"};
static const char *const form_sv[] = {"okänt",
                                      "kommun",
                                      "region",
                                      "stat",
                                      "enskild juridisk person (bolag, stiftelse, förening)",
                                      "enskild fysisk person"};
static const char *const form_en[] = {"unknown",
                                      "municipality",
                                      "region",
                                      "state",
                                      "private legal person (company, foundation, association)",
                                      "natural person"};

static const char *const boundary_code[] = {"unknown", "same_authority", "other_authority"};
static const char *const boundary_sv[] = {"okänt", "samma myndighet (nämnd) eller huvudman",
                                          "en annan myndighet eller huvudman"};
static const char *const boundary_en[] = {"unknown", "the same authority (board) or organiser",
                                          "another authority or organiser"};

static const char *const item_code[] = {"unknown",
                                        "attendance_figures",
                                        "absence_reason",
                                        "health",
                                        "family",
                                        "support_need",
                                        "action_programme",
                                        "disciplinary",
                                        "intervention_period",
                                        "goal_result",
                                        "report_status",
                                        "concern_report",
                                        "absence_inquiry",
                                        "invalid_absence",
                                        "crime",
                                        "contact_data",
                                        "message",
                                        "case_record"};
static const char *const item_sv[] = {"okänt",
                                      "närvaro och frånvaro i siffror",
                                      "orsak till frånvaro",
                                      "hälsa",
                                      "familjeförhållanden",
                                      "stödbehov",
                                      "åtgärdsprogram",
                                      "disciplinärende (tillrättaförande eller avskiljande)",
                                      "att en insats har börjat eller slutat",
                                      "om ett mål har nåtts",
                                      "om utredning har inletts, inte inletts eller redan pågår",
                                      "orosanmälan och dess innehåll",
                                      "att en utredning om frånvaro har inletts",
                                      ("meddelande om omfattande ogiltig frånvaro, eller om att "
                                       "eleven börjat eller slutat"),
                                      "brott eller risk för brott",
                                      "adress, telefon, vistelseort eller annan kontaktuppgift",
                                      "meddelande i fri text",
                                      "andra personliga förhållanden i ett ärende"};
static const char *const item_en[] = {
    "unknown",
    "attendance and absence in figures",
    "reason for absence",
    "health",
    "family circumstances",
    "need of support",
    "action programme",
    "disciplinary matter",
    "that an intervention has started or ended",
    "whether a goal was reached",
    "whether an inquiry was opened, not opened or already runs",
    "a concern report and its contents",
    "that an inquiry into absence has started",
    "notice of much invalid absence, or start or end of schooling",
    "crime or risk of crime",
    "address, telephone, whereabouts or other contact data",
    "message in free text",
    "other personal circumstances in a case"};

static const char *const identification_code[] = {"unknown", "identified", "unidentified",
                                                  "aggregate"};
static const char *const identification_sv[] = {
    "okänt", "uppgift om en person som går att känna igen",
    "uppgift om en person som mottagaren inte kan känna igen", "uppgift om en grupp"};
static const char *const identification_en[] = {
    "unknown", "about a person who can be recognised",
    "about a person whom the recipient cannot recognise", "about a group"};

static const char *const purpose_code[] = {"unknown",    "follow_up", "support",   "concern_report",
                                           "inquiry",    "feedback",  "crime",     "consultation",
                                           "statistics", "oversight", "technical", "access"};
static const char *const purpose_sv[] = {"okänt",
                                         "uppföljning av den egna verksamheten",
                                         "vård, behandling eller annat stöd till eleven",
                                         "att anmäla oro för ett barn",
                                         "socialnämndens utredning",
                                         "återkoppling till den som anmält",
                                         "att förebygga, upptäcka eller utreda brott",
                                         "konsultation mellan yrkesverksamma",
                                         "officiell statistik",
                                         "underrättelse som skollagen kräver",
                                         "teknisk bearbetning eller lagring",
                                         "den enskildes eller vårdnadshavarens insyn"};
static const char *const purpose_en[] = {"unknown",
                                         "follow-up of one's own work",
                                         "care, treatment or other support for the pupil",
                                         "to report concern for a child",
                                         "an inquiry by the social board",
                                         "feedback to the reporter",
                                         "to prevent, detect or investigate crime",
                                         "consultation between professionals",
                                         "official statistics",
                                         "a notice that the Education Act requires",
                                         "technical processing or storage",
                                         "insight of the individual or the guardian"};

static const char *const answer_code[] = {"unknown", "no", "yes"};
static const char *const answer_sv[] = {"okänt", "nej", "ja"};

static const char *const age_code[] = {"unknown", "0",  "1",  "2",  "3",  "4",  "5",  "6",
                                       "7",       "8",  "9",  "10", "11", "12", "13", "14",
                                       "15",      "16", "17", "18", "19", "20", "21", "22",
                                       "23",      "24", "25", "26", "27", "28", "29", "30"};

static const char *const maturity_code[] = {"unknown", "not_mature", "mature", "mature_alone"};
static const char *const maturity_sv[] = {
    "okänt", "inte mogen nog att ta ställning",
    "mogen nog att ta ställning tillsammans med vårdnadshavarna",
    "så gammal och mogen att vårdnadshavarna inte bestämmer i frågan"};
static const char *const maturity_en[] = {
    "unknown", "not mature enough to decide", "mature enough to decide together with the guardians",
    "old and mature enough that the guardians do not decide in the matter"};

static const char *const school_form_code[] = {"unknown", "preschool_class", "compulsory",
                                               "upper_secondary"};
static const char *const school_form_sv[] = {"okänt", "förskoleklass",
                                             "grundskola eller motsvarande",
                                             "gymnasieskola eller anpassad gymnasieskola"};
static const char *const school_form_en[] = {
    "unknown", "preschool class", "compulsory school or equivalent", "upper secondary school"};

static const char *const protection_code[] = {"unknown", "none", "marked", "registration",
                                              "fictitious"};
static const char *const protection_sv[] = {"okänt", "inga skyddade personuppgifter",
                                            "sekretessmarkering", "skyddad folkbokföring",
                                            "fingerade personuppgifter"};
static const char *const protection_en[] = {"unknown", "no protected identity",
                                            "confidentiality marking", "protected registration",
                                            "fictitious identity"};

static const char *const custody_code[] = {"unknown", "sole", "joint"};
static const char *const custody_sv[] = {"okänt", "en vårdnadshavare", "två vårdnadshavare"};
static const char *const custody_en[] = {"unknown", "one guardian", "two guardians"};

static const char *const consent_code[] = {"unknown", "none",      "given",
                                           "refused", "withdrawn", "expired"};
static const char *const consent_sv[] = {
    "okänt",     "inte tillfrågad eller har inte svarat", "samtycker",
    "säger nej", "har tagit tillbaka samtycket",          "samtycket har gått ut"};
static const char *const consent_en[] = {
    "unknown", "not asked or has not answered", "consents",
    "says no", "has withdrawn the consent",     "the consent has expired"};

static const char *const scope_code[] = {"unknown",         "covers",        "other_item",
                                         "other_recipient", "other_purpose", "other_period"};
static const char *const scope_sv[] = {"okänt",
                                       "samtycket gäller just detta",
                                       "samtycket gäller en annan uppgift",
                                       "samtycket gäller en annan mottagare",
                                       "samtycket gäller ett annat ändamål",
                                       "samtycket gäller en annan tid"};
static const char *const scope_en[] = {"unknown",
                                       "the consent covers exactly this",
                                       "the consent is for another item",
                                       "the consent is for another recipient",
                                       "the consent is for another purpose",
                                       "the consent is for another period"};

static const char *const third_party_code[] = {"unknown", "none", "present", "consented"};
static const char *const third_party_sv[] = {"okänt", "inget om någon annan", "även om någon annan",
                                             "även om någon annan, som har samtyckt"};
static const char *const third_party_en[] = {"unknown", "nothing about anyone else",
                                             "also about someone else",
                                             "also about someone else, who has consented"};

static const char *const circumstance_code[] = {"unknown", "none", "abuse", "compulsory_care",
                                                "pregnancy"};
static const char *const circumstance_sv[] = {
    "okänt", "inget av det", "fortgående missbruk av alkohol, narkotika eller lösningsmedel",
    "vård enligt lagen om psykiatrisk tvångsvård eller lagen om rättspsykiatrisk vård",
    "graviditet"};
static const char *const circumstance_en[] = {
    "unknown", "none of that", "continued abuse of alcohol, narcotics or volatile solvents",
    "care under the acts on compulsory or forensic psychiatric care", "pregnancy"};

static const char *const crime_code[] = {
    "unknown",     "risk",          "security",       "close_violence", "imminent",
    "found_young", "against_minor", "drugs_to_minor", "grave",          "other"};
static const char *const crime_sv[] = {
    "okänt",
    "risk att en ung person begår brott",
    "risk för terroristbrott eller brott mot rikets säkerhet",
    "risk för grovt våld mot en närstående",
    "ett rattfylleri eller liknande brott som är på väg att begås eller pågår",
    "en ung person som påträffas i akut fara eller när ett brott begås",
    "misstanke om vissa brott mot någon under 18 år",
    "misstanke om att narkotika, dopningsmedel eller alkohol lämnats till någon under 18 år",
    "misstanke om ett begånget grövre brott",
    "misstanke om ett annat begånget brott"};
static const char *const crime_en[] = {
    "unknown",
    "risk that a young person commits crime",
    "risk of terrorism or crime against the security of the realm",
    "risk of grave violence against someone close",
    "drunken driving or the like, about to happen or going on",
    "a young person found in acute danger or when a crime is committed",
    "suspicion of certain crimes against someone under 18",
    "suspicion of supplying narcotics, doping or alcohol to someone under 18",
    "suspicion of a grave crime that has been committed",
    "suspicion of another crime that has been committed"};

#define FACT(n, table, q_sv, q_en)                                                                 \
    {                                                                                              \
        n, q_sv, q_en, table##_code, table##_sv, table##_en, COUNT(table##_code)                   \
    }
#define ANSWER(n, q_sv, q_en)                                                                      \
    {                                                                                              \
        n, q_sv, q_en, answer_code, answer_sv, answer_code, COUNT(answer_code)                     \
    }

static const struct law_fact_info info[LAW_FACT__MAX] = {
    [LAW_FACT_FROM] = FACT("from", branch, "Var finns uppgiften nu?", "Where is the item now?"),
    [LAW_FACT_TO] = FACT("to", branch, "Vem ska få uppgiften?", "Who would get the item?"),
    [LAW_FACT_FROM_FORM] = FACT("from_form", form, "Vem driver verksamheten som har uppgiften?",
                                "Who runs the organisation that has the item?"),
    [LAW_FACT_TO_FORM] = FACT("to_form", form, "Vem driver verksamheten som ska få uppgiften?",
                              "Who runs the organisation that would get the item?"),
    [LAW_FACT_BOUNDARY] = FACT("boundary", boundary, "Hör de två till samma myndighet?",
                               "Do the two belong to the same authority?"),
    [LAW_FACT_ITEM] = FACT("item", item, "Vilken uppgift gäller det?", "Which item is it?"),
    [LAW_FACT_IDENTIFICATION] =
        FACT("identification", identification, "Går det att känna igen personen?",
             "Can the person be recognised?"),
    [LAW_FACT_PURPOSE] = FACT("purpose", purpose, "Vad ska uppgiften användas till?",
                              "What will the item be used for?"),
    [LAW_FACT_REQUESTED] =
        ANSWER("requested", "Har mottagaren bett om uppgiften?", "Has the recipient asked for it?"),
    [LAW_FACT_AGE] = {"age", "Hur gammal är eleven?", "How old is the pupil?", age_code, age_code,
                      age_code, COUNT(age_code)},
    [LAW_FACT_MATURITY] =
        FACT("maturity", maturity, "Hur mogen är eleven att ta ställning i frågan?",
             "How mature is the pupil to decide in the matter?"),
    [LAW_FACT_SCHOOL_FORM] = FACT("school_form", school_form, "Vilken skolform går eleven i?",
                                  "Which form of school does the pupil attend?"),
    [LAW_FACT_PROTECTION] =
        FACT("protection", protection,
             "Har eleven, en vårdnadshavare eller ett syskon skyddade personuppgifter?",
             "Has the pupil, a guardian or a sibling a protected identity?"),
    [LAW_FACT_TWO_PERSONS] = ANSWER("two_persons", "Har två personer godkänt utlämnandet?",
                                    "Have two persons approved the disclosure?"),
    [LAW_FACT_CONTACT_REMOVED] =
        ANSWER("contact_removed", "Är adress, skola, klass och bild borttagna?",
               "Are address, school, class and picture removed?"),
    [LAW_FACT_CUSTODY] =
        FACT("custody", custody, "Hur många vårdnadshavare har eleven?", "How many guardians?"),
    [LAW_FACT_GUARDIAN_BLOCKED] =
        ANSWER("guardian_blocked",
               "Kan det antas att eleven lider betydande men om en vårdnadshavare får veta?",
               "Can it be assumed that the pupil suffers considerable harm if a guardian learns?"),
    [LAW_FACT_GUARDIAN_1] = FACT("guardian_1", consent, "Vad säger den första vårdnadshavaren?",
                                 "What does the first guardian say?"),
    [LAW_FACT_GUARDIAN_2] = FACT("guardian_2", consent, "Vad säger den andra vårdnadshavaren?",
                                 "What does the second guardian say?"),
    [LAW_FACT_PUPIL] = FACT("pupil", consent, "Vad säger eleven?", "What does the pupil say?"),
    [LAW_FACT_CONSENT_SCOPE] =
        FACT("consent_scope", scope, "Vad gäller samtycket?", "What does the consent cover?"),
    [LAW_FACT_THIRD_PARTY] =
        FACT("third_party", third_party, "Säger uppgiften något om någon annan?",
             "Does the item tell of anyone else?"),
    [LAW_FACT_CONCERN] =
        ANSWER("concern", "Känner någon till eller misstänker någon att barnet far illa?",
               "Does anyone know or suspect that the child is in harm's way?"),
    [LAW_FACT_INQUIRY] = ANSWER("inquiry", "Har socialnämnden beslutat om en utredning, som pågår?",
                                "Has the social board decided on an inquiry, which is open?"),
    [LAW_FACT_REPORTER] = ANSWER("reporter", "Är det mottagaren som har gjort orosanmälan?",
                                 "Did the recipient make the concern report?"),
    [LAW_FACT_COMMISSIONED] = ANSWER(
        "commissioned", "Utför den som har uppgiften en insats som socialnämnden har beslutat?",
        "Does the holder carry out an intervention that the social board has decided?"),
    [LAW_FACT_HSL_CONTEXT] =
        ANSWER("hsl_context",
               "Kommer uppgiften från hälso- och sjukvård (till exempel en psykolog "
               "som har eleven som patient)?",
               "Does the item come from health care (such as a psychologist with a patient)?"),
    [LAW_FACT_APPROVED_EDUCATION] =
        ANSWER("approved_education", "Hör handlingen till den godkända utbildningen?",
               "Does the document belong to the approved education?"),
    [LAW_FACT_DISCLOSURE_CONTROL] =
        ANSWER("disclosure_control", "Har tabellen gått igenom röjandekontroll?",
               "Has the table passed disclosure control?"),
    [LAW_FACT_CIRCUMSTANCE] = FACT("circumstance", circumstance,
                                   "Finns missbruk, psykiatrisk tvångsvård eller graviditet?",
                                   "Is there abuse, compulsory psychiatric care or pregnancy?"),
    [LAW_FACT_CRIME] = FACT("crime", crime, "Vilket brott eller vilken risk gäller det?",
                            "Which crime or risk is it about?"),
};

const char *const law_assessment_code[LAW_ASSESS__MAX] = {
    "no_harm",        "obvious_interest", "own_task",   "needed_care",   "support_required",
    "not_unsuitable", "secrecy_yields",   "crime_risk", "not_traceable", "guardian_decides"};
const char *const law_result_code[LAW_RESULT__MAX] = {"not_assessed", "not_met", "met"};

_Static_assert(COUNT(branch_code) == LAW_BRANCH__MAX && COUNT(branch_sv) == LAW_BRANCH__MAX &&
                   COUNT(branch_en) == LAW_BRANCH__MAX,
               "branch names");
_Static_assert(COUNT(item_code) == LAW_ITEM__MAX && COUNT(item_sv) == LAW_ITEM__MAX &&
                   COUNT(item_en) == LAW_ITEM__MAX,
               "item names");
_Static_assert(COUNT(form_code) == LAW_FORM__MAX && COUNT(boundary_code) == LAW_BOUNDARY__MAX,
               "form names");
_Static_assert(COUNT(identification_code) == LAW_IDENTIFICATION__MAX &&
                   COUNT(purpose_code) == LAW_PURPOSE__MAX && COUNT(age_code) == LAW_AGE__MAX,
               "purpose names");
_Static_assert(COUNT(maturity_code) == LAW_MATURITY__MAX &&
                   COUNT(school_form_code) == LAW_SCHOOL_FORM__MAX &&
                   COUNT(protection_code) == LAW_PROTECTION__MAX &&
                   COUNT(custody_code) == LAW_CUSTODY__MAX,
               "person names");
_Static_assert(COUNT(circumstance_code) == LAW_CIRCUMSTANCE__MAX &&
                   COUNT(circumstance_sv) == LAW_CIRCUMSTANCE__MAX &&
                   COUNT(circumstance_en) == LAW_CIRCUMSTANCE__MAX &&
                   COUNT(crime_code) == LAW_CRIME__MAX && COUNT(crime_sv) == LAW_CRIME__MAX &&
                   COUNT(crime_en) == LAW_CRIME__MAX,
               "circumstance and crime names");
_Static_assert(COUNT(consent_code) == LAW_CONSENT_STATE__MAX &&
                   COUNT(scope_code) == LAW_SCOPE__MAX &&
                   COUNT(third_party_code) == LAW_THIRD_PARTY__MAX &&
                   COUNT(answer_code) == LAW_ANSWER__MAX,
               "consent names");

/* The facts before `assessed` are enums in the order of enum law_fact, so that they can be read
 * as a row of numbers. */
_Static_assert(sizeof(enum law_branch) == sizeof(unsigned), "enums are as wide as unsigned");
_Static_assert(offsetof(struct law_facts, assessed) == LAW_FACT__MAX * sizeof(unsigned),
               "a fact is missing from enum law_fact");
_Static_assert(offsetof(struct law_facts, item) == LAW_FACT_ITEM * sizeof(unsigned) &&
                   offsetof(struct law_facts, age) == LAW_FACT_AGE * sizeof(unsigned) &&
                   offsetof(struct law_facts, pupil) == LAW_FACT_PUPIL * sizeof(unsigned) &&
                   offsetof(struct law_facts, disclosure_control) ==
                       LAW_FACT_DISCLOSURE_CONTROL * sizeof(unsigned) &&
                   offsetof(struct law_facts, crime) == LAW_FACT_CRIME * sizeof(unsigned),
               "struct law_facts and enum law_fact have the same order");

const struct law_fact_info *law_fact_info(enum law_fact fact)
{
    return &info[fact];
}

enum law_age law_age(int years)
{
    if (years < 0) {
        return LAW_AGE_UNKNOWN;
    }
    return years >= 30 ? LAW_AGE_30_OR_MORE : (enum law_age)(LAW_AGE_0 + years);
}

unsigned law_fact_get(const struct law_facts *facts, enum law_fact fact)
{
    unsigned value;
    memcpy(&value, (const char *)facts + (size_t)fact * sizeof value, sizeof value);
    return value < info[fact].values_n ? value : 0;
}

void law_fact_set(struct law_facts *facts, enum law_fact fact, unsigned value)
{
    memcpy((char *)facts + (size_t)fact * sizeof value, &value, sizeof value);
}

/* ---- JSON ---- */

static enum err unknown_word(struct err_ctx *ctx, const char *where, const char *what,
                             const char *word, const char *const *known, size_t n)
{
    const char *near = law_nearest(word, known, n);
    char remedy[160];
    if (near != NULL) {
        snprintf(remedy, sizeof remedy, "did you mean \"%s\"? All are in docs/law.md", near);
    } else {
        snprintf(remedy, sizeof remedy, "all known ones are in docs/law.md");
    }
    return err_set(ctx, ERR_INVALID, where, remedy, "unknown %s", what);
}

static enum err read_age(const json_t *value, unsigned *out, struct err_ctx *ctx)
{
    if (json_typeof(value) != JSON_INTEGER || json_integer_value(value) < 0 ||
        json_integer_value(value) > 150) {
        return err_set(ctx, ERR_INVALID, "age", "give whole years, 0 to 150, or \"unknown\"",
                       "the age is not a number of years");
    }
    *out = (unsigned)law_age((int)json_integer_value(value));
    return ERR_OK;
}

static enum err read_fact(enum law_fact fact, const json_t *value, struct law_facts *out,
                          struct err_ctx *ctx)
{
    unsigned number = 0;
    if (fact == LAW_FACT_AGE && json_typeof(value) != JSON_STRING) {
        enum err e = read_age(value, &number, ctx);
        law_fact_set(out, fact, number);
        return e;
    }
    const char *word = json_string_value(value);
    if (word == NULL) {
        return err_set(ctx, ERR_INVALID, info[fact].name, "give a word from docs/law.md in quotes",
                       "the value is not a text");
    }
    while (number < info[fact].values_n && strcmp(info[fact].codes[number], word) != 0) {
        number++;
    }
    if (number == info[fact].values_n) {
        return unknown_word(ctx, info[fact].name, "value", word, info[fact].codes,
                            info[fact].values_n);
    }
    law_fact_set(out, fact, number);
    return ERR_OK;
}

static enum err read_date(const char *key, const json_t *value, struct date *out,
                          struct err_ctx *ctx)
{
    const char *text = json_string_value(value);
    if (text == NULL || !date_parse(text, strlen(text), out)) {
        return err_set(ctx, ERR_INVALID, key, "write it as \"2026-11-22\"", "not a date");
    }
    return ERR_OK;
}

static enum err read_assessed(json_t *object, struct law_facts *out, struct err_ctx *ctx)
{
    if (json_typeof(object) != JSON_OBJECT) {
        return err_set(ctx, ERR_INVALID, "assessed", "write {\"no_harm\": \"met\"}",
                       "the assessments are not an object");
    }
    enum err e = ERR_OK;
    for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
        const char *key = json_object_iter_key(i);
        json_t *value = json_object_iter_value(i);
        unsigned which = 0;
        unsigned result = 0;
        const char *word = json_typeof(value) == JSON_STRING ? json_string_value(value) : "";
        while (which < LAW_ASSESS__MAX && strcmp(law_assessment_code[which], key) != 0) {
            which++;
        }
        while (result < LAW_RESULT__MAX && strcmp(law_result_code[result], word) != 0) {
            result++;
        }
        if (which == LAW_ASSESS__MAX) {
            e = unknown_word(ctx, "assessed", "assessment", key, law_assessment_code,
                             LAW_ASSESS__MAX);
            break;
        }
        if (result == LAW_RESULT__MAX) {
            e = unknown_word(ctx, "assessed", "result", word, law_result_code, LAW_RESULT__MAX);
            break;
        }
        out->assessed[which] = (enum law_result)result;
    }
    return e;
}

static enum err unknown_key(const char *key, struct err_ctx *ctx)
{
    const char *known[LAW_FACT__MAX + 3];
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        known[f] = info[f].name;
    }
    known[LAW_FACT__MAX] = "question_date";
    known[LAW_FACT__MAX + 1] = "information_date";
    known[LAW_FACT__MAX + 2] = "assessed";
    return unknown_word(ctx, "facts", "fact", key, known, COUNT(known));
}

static enum err read_member(const char *key, json_t *value, struct law_facts *out,
                            struct err_ctx *ctx)
{
    if (strcmp(key, "question_date") == 0) {
        return read_date(key, value, &out->question_date, ctx);
    }
    if (strcmp(key, "information_date") == 0) {
        return read_date(key, value, &out->information_date, ctx);
    }
    if (strcmp(key, "assessed") == 0) {
        return read_assessed(value, out, ctx);
    }
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        if (strcmp(info[f].name, key) == 0) {
            return read_fact((enum law_fact)f, value, out, ctx);
        }
    }
    return unknown_key(key, ctx);
}

enum err law_facts_from_json(json_t *object, struct law_facts *out, struct err_ctx *ctx)
{
    *out = (struct law_facts){0};
    if (object == NULL || json_typeof(object) != JSON_OBJECT) {
        return err_set(ctx, ERR_INVALID, "facts", "write {\"from\": \"SKO\", …}",
                       "the facts are not an object");
    }
    enum err e = ERR_OK;
    for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
        const char *key = json_object_iter_key(i);
        json_t *value = json_object_iter_value(i);
        e = read_member(key, value, out, ctx);
        if (e != ERR_OK) {
            break;
        }
    }
    return e;
}

static void put_date(json_t *object, const char *key, struct date d)
{
    char text[DATE_TEXT];
    if (d.days != 0) {
        json_object_set_new(object, key, json_string(date_format(d, text)));
    }
}

json_t *law_facts_json(const struct law_facts *facts)
{
    json_t *object = json_object();
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        unsigned value = law_fact_get(facts, (enum law_fact)f);
        if (value == 0) {
            continue;
        }
        json_object_set_new(object, info[f].name,
                            f == LAW_FACT_AGE ? json_integer((json_int_t)value - 1)
                                              : json_string(info[f].codes[value]));
    }
    json_t *assessed = json_object();
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        if (facts->assessed[a] == LAW_MET || facts->assessed[a] == LAW_NOT_MET) {
            json_object_set_new(assessed, law_assessment_code[a],
                                json_string(law_result_code[facts->assessed[a]]));
        }
    }
    if (json_object_size(assessed) > 0) {
        json_object_set(object, "assessed", assessed);
    }
    json_decref(assessed);
    put_date(object, "information_date", facts->information_date);
    put_date(object, "question_date", facts->question_date);
    return object;
}
