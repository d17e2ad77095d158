/*
 * What a question to the law engine is made of. A plain record of enums; zeroed memory means that
 * nothing is known. Every enum starts with UNKNOWN = 0, and a value outside its enum counts as
 * unknown. Names in JSON and in rule files are in facts.c (law_fact_*), meanings in docs/law.md.
 */
#ifndef LAW_FACTS_H
#define LAW_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/json.h"

/* Who has the item, and who would get it. */
enum law_branch {
    LAW_BRANCH_UNKNOWN = 0,
    LAW_EMI,   /* public school: student health, medical */
    LAW_EPS,   /* public school: student health, psychological, psychosocial, special needs */
    LAW_EST,   /* public school: other special pupil support */
    LAW_SKO,   /* public school: everything else (teachers, mentor, headmaster, office) */
    LAW_FRI_M, /* independent school: student health, medical */
    LAW_FRI_E, /* independent school: student health other than medical, special pupil support */
    LAW_FRI_S, /* independent school: everything else */
    LAW_SOC_M, /* social services: exercise of authority (inquiry, needs-tested) */
    LAW_SOC_O, /* social services: open care, interventions without needs test */
    LAW_SOC_P, /* social services: private provider */
    LAW_HSL,   /* health care of the region (child psychiatry …) */
    LAW_POL,   /* police */
    LAW_ENS,   /* the pupil */
    LAW_VH,    /* a guardian */
    LAW_STAT,  /* a statistics authority (Socialstyrelsen, Skolverket) */
    LAW_HUV,   /* the organiser of the school (huvudman), outside the school unit */
    LAW_HEM,   /* the home municipality of the pupil, as school authority */
    LAW_AUT,   /* another authority */
    LAW_ITS,   /* an IT supplier that only processes or stores */
    LAW_SIP,   /* a meeting on an individual plan (SoL 10:8) */
    LAW_REG,   /* a joint register of identified individuals */
    LAW_RAP,   /* a joint report */
    LAW_OWN,   /* the holder's own follow-up */
    LAW_FTH,   /* a leisure-time centre (fritidshem) of a public school */
    LAW_BRANCH__MAX
};

/* Legal form of the organisation on either side. */
enum law_form {
    LAW_FORM_UNKNOWN = 0,
    LAW_FORM_MUNICIPAL,
    LAW_FORM_REGION,
    LAW_FORM_STATE,
    LAW_FORM_INDEPENDENT_JURIDICAL, /* company, foundation, association */
    LAW_FORM_INDEPENDENT_PHYSICAL,  /* a natural person as organiser */
    LAW_FORM__MAX
};

/* How far apart the two sides are. */
enum law_boundary {
    LAW_BOUNDARY_UNKNOWN = 0,
    LAW_BOUNDARY_SAME_AUTHORITY, /* the same board (nämnd) or, for an independent school, organiser
                                  */
    LAW_BOUNDARY_OTHER_AUTHORITY,
    LAW_BOUNDARY__MAX
};

enum law_item {
    LAW_ITEM_UNKNOWN = 0,
    LAW_ITEM_ATTENDANCE_FIGURES, /* minutes offered, valid and invalid absence; never a reason */
    LAW_ITEM_ABSENCE_REASON,
    LAW_ITEM_HEALTH,
    LAW_ITEM_FAMILY,
    LAW_ITEM_SUPPORT_NEED,
    LAW_ITEM_ACTION_PROGRAMME,    /* åtgärdsprogram */
    LAW_ITEM_DISCIPLINARY,        /* tillrättaförande, avskiljande */
    LAW_ITEM_INTERVENTION_PERIOD, /* that an intervention started or ended, its kind and dates */
    LAW_ITEM_GOAL_RESULT,         /* goal reached: yes, partly, no, and the date */
    LAW_ITEM_REPORT_STATUS,       /* only: inquiry opened, not opened, or already running */
    LAW_ITEM_CONCERN_REPORT,      /* a concern report and its contents, feedback received on it */
    LAW_ITEM_ABSENCE_INQUIRY,     /* only: that an inquiry into absence has started */
    LAW_ITEM_INVALID_ABSENCE,     /* notice: much invalid absence, start or end of schooling */
    LAW_ITEM_CRIME,               /* about crime or the risk of it */
    LAW_ITEM_CONTACT_DATA,        /* address, telephone, place of stay, school of a protected one */
    LAW_ITEM_MESSAGE,             /* free text */
    LAW_ITEM_CASE_RECORD,         /* other personal circumstances in a case */
    LAW_ITEM__MAX
};

enum law_identification {
    LAW_IDENTIFICATION_UNKNOWN = 0,
    LAW_IDENTIFIED,   /* by name, number or otherwise traceable to a person */
    LAW_UNIDENTIFIED, /* about one person whom the recipient cannot trace */
    LAW_AGGREGATE,    /* about a group */
    LAW_IDENTIFICATION__MAX
};

enum law_purpose {
    LAW_PURPOSE_UNKNOWN = 0,
    LAW_PURPOSE_FOLLOW_UP,      /* each side's follow-up of its own work */
    LAW_PURPOSE_SUPPORT,        /* care, treatment or other support for this pupil */
    LAW_PURPOSE_CONCERN_REPORT, /* to report that a child may be in harm's way (SoL 19:1) */
    LAW_PURPOSE_INQUIRY,        /* for an inquiry by the social board (SoL 20:3) */
    LAW_PURPOSE_FEEDBACK,       /* to tell the reporter (SoL 19:6) */
    LAW_PURPOSE_CRIME,          /* prevent, detect or investigate crime */
    LAW_PURPOSE_CONSULTATION,   /* advice between professionals */
    LAW_PURPOSE_STATISTICS,     /* official statistics */
    LAW_PURPOSE_OVERSIGHT,      /* a notice that school law requires */
    LAW_PURPOSE_TECHNICAL,      /* technical processing or storage */
    LAW_PURPOSE_ACCESS,         /* the individual's or guardian's own insight */
    LAW_PURPOSE__MAX
};

enum law_answer { LAW_ANSWER_UNKNOWN = 0, LAW_NO, LAW_YES, LAW_ANSWER__MAX };

/* Age in whole years. LAW_AGE_UNKNOWN, or law_age(years). */
enum law_age { LAW_AGE_UNKNOWN = 0, LAW_AGE_0 = 1, LAW_AGE_30_OR_MORE = 31, LAW_AGE__MAX };
enum law_age law_age(int years); /* negative gives unknown */

/* Judged by a human for this question: does the pupil understand what it means? */
enum law_maturity {
    LAW_MATURITY_UNKNOWN = 0,
    LAW_NOT_MATURE,
    LAW_MATURE,       /* has a say together with the guardians (OSL 12:3 st 3) */
    LAW_MATURE_ALONE, /* the guardians do not decide in this matter (OSL 12:3 st 2, FB 6:11) */
    LAW_MATURITY__MAX
};

enum law_school_form {
    LAW_SCHOOL_FORM_UNKNOWN = 0,
    LAW_PRESCHOOL_CLASS,
    LAW_COMPULSORY,      /* grundskola, anpassad grundskola, specialskola, sameskola */
    LAW_UPPER_SECONDARY, /* gymnasieskola, anpassad gymnasieskola */
    LAW_SCHOOL_FORM__MAX
};

/* Strongest of the pupil's, the guardians' and the siblings'. */
enum law_protection {
    LAW_PROTECTION_UNKNOWN = 0,
    LAW_PROTECTION_NONE,
    LAW_PROTECTION_MARKED,       /* sekretessmarkering */
    LAW_PROTECTION_REGISTRATION, /* skyddad folkbokföring */
    LAW_PROTECTION_FICTITIOUS,   /* fingerade personuppgifter */
    LAW_PROTECTION__MAX
};

enum law_custody { LAW_CUSTODY_UNKNOWN = 0, LAW_CUSTODY_SOLE, LAW_CUSTODY_JOINT, LAW_CUSTODY__MAX };

/* State of one person's consent on the date of the question. */
enum law_consent_state {
    LAW_CONSENT_UNKNOWN = 0,
    LAW_CONSENT_NONE, /* not asked, or has not answered */
    LAW_CONSENT_GIVEN,
    LAW_CONSENT_REFUSED,
    LAW_CONSENT_WITHDRAWN,
    LAW_CONSENT_EXPIRED,
    LAW_CONSENT_STATE__MAX
};

/* What the consents say, against the question. */
enum law_scope {
    LAW_SCOPE_UNKNOWN = 0,
    LAW_SCOPE_COVERS,    /* item, recipient, purpose and date */
    LAW_SCOPE_ITEM,      /* another item */
    LAW_SCOPE_RECIPIENT, /* another recipient */
    LAW_SCOPE_PURPOSE,   /* another purpose */
    LAW_SCOPE_PERIOD,    /* the information is from outside its period */
    LAW_SCOPE__MAX
};

enum law_third_party {
    LAW_THIRD_PARTY_UNKNOWN = 0,
    LAW_THIRD_PARTY_NONE,      /* the item tells nothing of anyone else */
    LAW_THIRD_PARTY_PRESENT,   /* it does (sibling, parent, friend) */
    LAW_THIRD_PARTY_CONSENTED, /* it does, and they have consented */
    LAW_THIRD_PARTY__MAX
};

/* What makes care of a person urgent whatever the age (OSL 25:12 and 26:9 p 2–3 and st 2). */
enum law_circumstance {
    LAW_CIRCUMSTANCE_UNKNOWN = 0,
    LAW_CIRCUMSTANCE_NONE,
    LAW_CIRCUMSTANCE_ABUSE,           /* goes on abusing alcohol, narcotics or volatile solvents */
    LAW_CIRCUMSTANCE_COMPULSORY_CARE, /* under compulsory or forensic psychiatric care */
    LAW_CIRCUMSTANCE_PREGNANCY,
    LAW_CIRCUMSTANCE__MAX
};

/* Which crime or risk an item for the police is about (OSL 10:18 a–24). */
enum law_crime {
    LAW_CRIME_UNKNOWN = 0,
    LAW_CRIME_RISK,           /* risk that the person will commit crime (10:18 a) */
    LAW_CRIME_SECURITY,       /* risk of terrorism or crime against the realm (10:18 b) */
    LAW_CRIME_CLOSE_VIOLENCE, /* risk of grave violence against someone close (10:18 c) */
    LAW_CRIME_IMMINENT,       /* to prevent or stop drunken driving and the like (10:19) */
    LAW_CRIME_FOUND_YOUNG, /* someone under 18 found in acute danger or committing crime (10:20) */
    LAW_CRIME_AGAINST_MINOR,  /* suspicion of certain crimes against someone under 18 (10:21) */
    LAW_CRIME_DRUGS_TO_MINOR, /* suspicion of supplying drugs or alcohol to a minor (10:22) */
    LAW_CRIME_GRAVE,          /* suspicion of a crime grave enough for 10:23 */
    LAW_CRIME_OTHER,          /* suspicion of another crime that has been committed (10:24) */
    LAW_CRIME__MAX
};

/* Assessments that the law gives to a human, who writes down the result and why. */
enum law_assessment {
    LAW_ASSESS_NO_HARM = 0,      /* men-prövning: the item is not secret in this case */
    LAW_ASSESS_OBVIOUS_INTEREST, /* 10:27: obvious that the interest in disclosure weighs more */
    LAW_ASSESS_OWN_TASK,         /* 10:2: necessary for the discloser's own task */
    LAW_ASSESS_NEEDED_CARE,      /* 25:12, 26:9: needed for necessary care or other support */
    LAW_ASSESS_SUPPORT_REQUIRED, /* 25:13 a: required for the pupil to get necessary support */
    LAW_ASSESS_NOT_UNSUITABLE,   /* 26:9 a, 10:18 a, 10:2 a, SoL 19:6 */
    LAW_ASSESS_SECRECY_YIELDS,   /* lag 2025:170 7 §, 10:15 a: no predominant reason for secrecy */
    LAW_ASSESS_CRIME_RISK,    /* 10:18 a, 10:15 a: concrete circumstances; what it is needed for */
    LAW_ASSESS_NOT_TRACEABLE, /* nobody can be recognised */
    LAW_ASSESS_GUARDIAN_DECIDES, /* 12:3, FB 6:11: the guardian decides in the matter, and the
                                    minor does not suffer considerable harm */
    LAW_ASSESS__MAX
};
enum law_result { LAW_NOT_ASSESSED = 0, LAW_NOT_MET, LAW_MET, LAW_RESULT__MAX };

struct law_facts {
    enum law_branch from, to;
    enum law_form from_form, to_form;
    enum law_boundary boundary;
    enum law_item item;
    enum law_identification identification;
    enum law_purpose purpose;
    enum law_answer requested; /* has the recipient asked for it */
    enum law_age age;          /* of the pupil on the date of the question */
    enum law_maturity maturity;
    enum law_school_form school_form;
    enum law_protection protection;
    enum law_answer two_persons;     /* a second person has approved (protected identity) */
    enum law_answer contact_removed; /* address, school, class and photo are taken away */
    enum law_custody custody;
    enum law_answer guardian_blocked; /* considerable harm if a guardian learns (12:3 st 2 p 1) */
    enum law_consent_state guardian_1, guardian_2; /* guardian_2: only under joint custody */
    enum law_consent_state pupil;
    enum law_scope consent_scope; /* the narrowest of the consents that were given */
    enum law_third_party third_party;
    enum law_answer concern;      /* someone knows or suspects that the child is in harm's way */
    enum law_answer inquiry;      /* the social board has decided on an inquiry, which is open */
    enum law_answer reporter;     /* the recipient made the concern report */
    enum law_answer commissioned; /* the holder carries out an intervention that the social board
                                     has decided and left to it (SoL 15:9) */
    enum law_answer hsl_context;  /* drawn up in health care (psychologist with a patient) */
    enum law_answer approved_education; /* the document belongs to the approved education */
    enum law_answer disclosure_control; /* the table has passed disclosure control */
    enum law_circumstance circumstance;
    enum law_crime crime;
    enum law_result assessed[LAW_ASSESS__MAX];
    struct date question_date;    /* the law of this day; 0 is unknown and denies */
    struct date information_date; /* when the document was received or drawn up; 0 is unknown */
};

/* The facts as a table: for forms, documents, JSON and the rule compiler. */
enum law_fact {
    LAW_FACT_FROM = 0,
    LAW_FACT_TO,
    LAW_FACT_FROM_FORM,
    LAW_FACT_TO_FORM,
    LAW_FACT_BOUNDARY,
    LAW_FACT_ITEM,
    LAW_FACT_IDENTIFICATION,
    LAW_FACT_PURPOSE,
    LAW_FACT_REQUESTED,
    LAW_FACT_AGE,
    LAW_FACT_MATURITY,
    LAW_FACT_SCHOOL_FORM,
    LAW_FACT_PROTECTION,
    LAW_FACT_TWO_PERSONS,
    LAW_FACT_CONTACT_REMOVED,
    LAW_FACT_CUSTODY,
    LAW_FACT_GUARDIAN_BLOCKED,
    LAW_FACT_GUARDIAN_1,
    LAW_FACT_GUARDIAN_2,
    LAW_FACT_PUPIL,
    LAW_FACT_CONSENT_SCOPE,
    LAW_FACT_THIRD_PARTY,
    LAW_FACT_CONCERN,
    LAW_FACT_INQUIRY,
    LAW_FACT_REPORTER,
    LAW_FACT_COMMISSIONED,
    LAW_FACT_HSL_CONTEXT,
    LAW_FACT_APPROVED_EDUCATION,
    LAW_FACT_DISCLOSURE_CONTROL,
    LAW_FACT_CIRCUMSTANCE,
    LAW_FACT_CRIME,
    LAW_FACT__MAX
};

struct law_fact_info {
    const char *name; /* "guardian_1" */
    const char *question_sv, *question_en;
    const char *const *codes;     /* stable words, [0] is "unknown" */
    const char *const *labels_sv; /* same length; for ages the codes */
    const char *const *labels_en;
    unsigned values_n;
};
const struct law_fact_info *law_fact_info(enum law_fact fact);

extern const char *const law_assessment_code[LAW_ASSESS__MAX];
extern const char *const law_result_code[LAW_RESULT__MAX]; /* "not_assessed", "not_met", "met" */

/* Any value as its number; what is outside the enum reads as 0, unknown. */
unsigned law_fact_get(const struct law_facts *facts, enum law_fact fact);
void law_fact_set(struct law_facts *facts, enum law_fact fact, unsigned value);

/* An object with the names above, "question_date" and "information_date" ("YYYY-MM-DD"), and
 * "assessed": {"no_harm": "met", …}. Absent is unknown; an unknown key or word is ERR_INVALID and
 * the remedy names the nearest known one. "age" is a number or a word. */
MUST_USE enum err law_facts_from_json(json_t *object, struct law_facts *out, struct err_ctx *ctx);
json_t *law_facts_json(const struct law_facts *facts); /* unknowns left out; a new reference */

#endif
