/*
 * The register of a school bank: organisations, who is enrolled where, and who the guardians are,
 * as the school administration system tells (SS 12000), plus what only Brygga knows: custody and
 * secrecy against a guardian.
 */
#ifndef SCHOOL_REGISTER_H
#define SCHOOL_REGISTER_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/journal.h"
#include "base/date.h"

/* School forms: the codes of the school unit register (Skolenhetsregistret v2). SS 12000:2020
 * writes GRS and GYS for GRAN and GYAN, and some systems FSK for FS. Stored: add at the end. */
enum school_form {
    SCHOOL_FORM_FS,     /* förskola */
    SCHOOL_FORM_FKLASS, /* förskoleklass */
    SCHOOL_FORM_FTH,    /* fritidshem */
    SCHOOL_FORM_OPPFTH, /* öppen fritidsverksamhet */
    SCHOOL_FORM_GR,     /* grundskola */
    SCHOOL_FORM_GRAN,   /* anpassad grundskola */
    SCHOOL_FORM_SP,     /* specialskola */
    SCHOOL_FORM_SAM,    /* sameskola */
    SCHOOL_FORM_GY,     /* gymnasieskola */
    SCHOOL_FORM_GYAN,   /* anpassad gymnasieskola */
    SCHOOL_FORM_VUX,    /* komvux */
    SCHOOL_FORM_OTHER,  /* another code of the standard */
    SCHOOL_FORM__MAX
};
extern const char *const school_form_code[SCHOOL_FORM__MAX];
extern const char *const school_form_text_sv[SCHOOL_FORM__MAX];
/* Takes the dialects above; false for a code that no dialect has. */
bool school_form_parse(const char *code, enum school_form *out);

enum organisation_kind {                         /* SS 12000 organisationType */
                         ORGANISATION_ORGANISER, /* Huvudman */
                         ORGANISATION_DISTRICT,  /* Stadsdel */
                         ORGANISATION_AREA,      /* Rektorsområde */
                         ORGANISATION_SCHOOL,    /* Skola */
                         ORGANISATION_UNIT,      /* Skolenhet */
                         ORGANISATION_OTHER,     /* Övrigt */
                         ORGANISATION__MAX
};
extern const char *const organisation_kind_code[ORGANISATION__MAX];
extern const char *const organisation_kind_ss12000[ORGANISATION__MAX];

struct organisation {
    struct organisation_id id, parent; /* parent 0: none */
    enum organisation_kind kind;
    const char *name;
    const char *school_unit_code;    /* eight digits, or "" */
    const char *organisation_number; /* ten digits, or "" */
    const char *municipality_code;   /* four digits, or "" */
};

/* All that the last import told of, by name. The rows belong to the arena. */
MUST_USE enum err organisation_list(struct bank *b, struct arena *a, struct organisation **out,
                                    size_t *count_out, struct err_ctx *ctx);
MUST_USE enum err organisation_read(struct bank *b, struct organisation_id id, struct arena *a,
                                    struct organisation *out, struct err_ctx *ctx);

/* The scale of grades: from 1 July 2028 the compulsory school has ten years (SFS 2025:737). */
enum grade_scale {
    GRADE_SCALE_NINE, /* förskoleklass 0, grundskola 1–9, gymnasieskola 1–3 */
    GRADE_SCALE_TEN,
    GRADE_SCALE__MAX
};

struct enrolment {
    struct enrolment_id id;
    struct person_id person;
    struct organisation_id organisation;
    const char *organisation_name;
    const char *school_unit_code; /* of the organisation, "" when it has none */
    enum school_form form;
    bool has_grade;
    int grade; /* årskurs, 0–10 */
    enum grade_scale scale;
    struct date start_date;
    struct date end_date; /* last day; DATE_OPEN */
    bool missing;         /* the last import did not tell of it any more */
};

/* A pupil's enrolments, newest first; cancelled ones are not kept. No reading is needed: the
 * caller journals what it shows. The rows belong to the arena. */
MUST_USE enum err enrolment_list(struct bank *b, struct person_id person, struct arena *a,
                                 struct enrolment **out, size_t *count_out, struct err_ctx *ctx);

/* The one that counts on a day: not missing, covering the day, school before fritidshem, the
 * latest start. ERR_NOT_FOUND when there is none. */
MUST_USE enum err enrolment_at(struct bank *b, struct person_id person, struct date at,
                               struct arena *a, struct enrolment *out, struct err_ctx *ctx);

/* All listed pupils with the enrolment that counts on a day, by person. */
MUST_USE enum err enrolment_list_at(struct bank *b, struct date at, struct arena *a,
                                    struct enrolment **out, size_t *count_out, struct err_ctx *ctx);

enum custody {
    CUSTODY_UNKNOWN, /* SS 12000 does not tell */
    CUSTODY_SOLE,
    CUSTODY_JOINT,
    CUSTODY__MAX
};
extern const char *const custody_code[CUSTODY__MAX]; /* unknown, sole, joint */
extern const char *const custody_text_sv[CUSTODY__MAX];

enum guardian_relation {                     /* SS 12000 relationType; others are not kept */
                         GUARDIAN_CUSTODIAN, /* Vårdnadshavare */
                         GUARDIAN_APPOINTED, /* God man */
                         GUARDIAN__MAX
};
extern const char *const guardian_relation_code[GUARDIAN__MAX]; /* custodian, appointed */

struct guardian {
    struct person_id person, child;
    enum guardian_relation relation;
    enum custody custody;
    bool blocked; /* secrecy applies against this guardian (OSL 12:3) */
};

/* The guardians of a pupil, by person id. */
MUST_USE enum err guardian_list(struct bank *b, struct person_id child, struct arena *a,
                                struct guardian **out, size_t *count_out, struct err_ctx *ctx);

/* What the administration system does not know: custody and blocking; kept through imports.
 * Journalled, in the caller's write transaction or its own. ERR_NOT_FOUND: not a guardian. */
MUST_USE enum err guardian_set(struct bank *b, const struct guardian *g, const struct actor *actor,
                               struct err_ctx *ctx);

#endif
