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
#include "bank/person.h"
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
/* Ids, in no order and perhaps twice, of those who have an enrolment at a school unit on a day,
 * whichever counts and whether listed or not: for narrowing down, not for showing. */
MUST_USE enum err enrolment_unit_list(struct bank *b, const char *unit, struct date at,
                                      struct arena *a, struct person_id **out, size_t *count_out,
                                      struct err_ctx *ctx);

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

/* Where it was found out that somebody is a guardian. Stored: add at the end. */
enum guardian_source {
    GUARDIAN_FROM_REGISTER,   /* the school administration system; never entered by hand */
    GUARDIAN_FROM_POPULATION, /* an extract of the population register (folkbokföringen) */
    GUARDIAN_FROM_RULING,     /* a judgment, a decision or an agreement that was shown */
    GUARDIAN_FROM_AUTHORITY,  /* another authority has told */
    GUARDIAN_FROM_GUARDIAN,   /* the guardian says so, and has shown who they are */
    GUARDIAN_SOURCE__MAX
};
extern const char *const guardian_source_code[GUARDIAN_SOURCE__MAX];
extern const char *const guardian_source_text_sv[GUARDIAN_SOURCE__MAX];

struct guardian {
    struct person_id person, child;
    enum guardian_relation relation;
    enum custody custody;
    bool blocked; /* secrecy applies against this guardian (OSL 12:3) */
    enum guardian_source source;
    struct date from, until;    /* DATE_OPEN: not told */
    struct staff_id entered_by; /* 0: an import, or the command line */
};

/* The guardians of a pupil today, by person id. */
MUST_USE enum err guardian_list(struct bank *b, struct person_id child, struct arena *a,
                                struct guardian **out, size_t *count_out, struct err_ctx *ctx);
/* Those entered by hand whose days are over or have not come, by person id. */
MUST_USE enum err guardian_list_other(struct bank *b, struct person_id child, struct arena *a,
                                      struct guardian **out, size_t *count_out,
                                      struct err_ctx *ctx);

/*
 * A bank of social services has no register of guardians: whoever works with the case enters them
 * (school/guardian.c). Both journal; the caller knows that the employee may.
 */
struct guardian_entry {
    struct person_id child;
    struct person_identity who; /* with a personal number; names are not read of somebody known */
    enum custody custody;
    enum guardian_source source;
    struct date from, until; /* first day; last day or DATE_OPEN */
};
/* ERR_INVALID: no number, the child itself, no source, or days in the wrong order.
 * ERR_CONFLICT: is a guardian on those days already. ERR_DENIED: a school bank, whose register
 * tells, or somebody with protected identity, whom an entry here would expose together with the
 * child. */
MUST_USE enum err guardian_enter(struct bank *b, const struct actor *actor,
                                 const struct guardian_entry *in, struct person_id *id_out,
                                 struct err_ctx *ctx);
/* From today on the person is no guardian: yesterday was the last day. ERR_NOT_FOUND: nobody
 * entered by hand, or over already. */
MUST_USE enum err guardian_leave(struct bank *b, const struct actor *actor, struct person_id child,
                                 struct person_id guardian, struct err_ctx *ctx);

/* What the administration system does not know: custody and blocking; kept through imports.
 * Journalled, in the caller's write transaction or its own. ERR_NOT_FOUND: not a guardian. */
MUST_USE enum err guardian_set(struct bank *b, const struct guardian *g, const struct actor *actor,
                               struct err_ctx *ctx);

#endif
