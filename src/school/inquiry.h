/*
 * Inquiries into absence (utredning om frånvaro, skollagen 7:19 a st. 1, lag 2018:1098): opened
 * from what was counted, the pupil, the guardians and the student health heard, a conclusion,
 * measures, the report to the organiser (st. 3), and the end. requirements D02, D07, D41, F04.
 *
 * The causes of the absence are kept apart (G05, H27): sealed, opened only by an employee of the
 * student health's compartment, each opening a journal entry of its own, and never part of a list,
 * a letter, a report or a count. This module has no other function that reads them.
 *
 * The caller has seen to that the actor may see the pupil. Listed people only. What was heard is
 * never changed; a mistake is told by a later row.
 */
#ifndef SCHOOL_INQUIRY_H
#define SCHOOL_INQUIRY_H

#include "bank/journal.h"
#include "bank/person.h"
#include "bank/staff.h"
#include "school/series.h"

#define INQUIRY_TEXT_MAX 4000
#define INQUIRY_WHO_MAX  200

/* Who is heard. Stored, as all enums here: add at the end. */
enum inquiry_party { INQUIRY_PUPIL, INQUIRY_GUARDIAN, INQUIRY_STUDENT_HEALTH, INQUIRY_PARTY__MAX };
extern const char *const inquiry_party_code[INQUIRY_PARTY__MAX];
extern const char *const inquiry_party_text_sv[INQUIRY_PARTY__MAX];

enum inquiry_how {
    INQUIRY_HOW_NONE, /* was not heard */
    INQUIRY_MEETING,
    INQUIRY_TELEPHONE,
    INQUIRY_VIDEO,
    INQUIRY_AT_HOME,
    INQUIRY_WRITING,
    INQUIRY_HOW__MAX
};
extern const char *const inquiry_how_code[INQUIRY_HOW__MAX];
extern const char *const inquiry_how_text_sv[INQUIRY_HOW__MAX];

enum inquiry_conclusion {
    INQUIRY_CONCLUSION_NONE,
    INQUIRY_MEASURES,        /* what the school is to do is decided */
    INQUIRY_SUPPORT_INQUIRY, /* and the need of special support is to be inquired into (3:7) */
    INQUIRY_NO_MEASURES,     /* nothing more is needed */
    INQUIRY_CONCLUSION__MAX
};
extern const char *const inquiry_conclusion_code[INQUIRY_CONCLUSION__MAX];
extern const char *const inquiry_conclusion_text_sv[INQUIRY_CONCLUSION__MAX];

enum inquiry_end {
    INQUIRY_END_NONE, /* goes on */
    INQUIRY_COMPLETED,
    INQUIRY_NOT_NEEDED, /* turned out to be unnecessary */
    INQUIRY_MOVED,      /* the pupil has left the organiser */
    INQUIRY_MISTAKE,
    INQUIRY_END__MAX
};
extern const char *const inquiry_end_code[INQUIRY_END__MAX];
extern const char *const inquiry_end_text_sv[INQUIRY_END__MAX];

/* What an inquiry lacks; bits. */
enum inquiry_missing {
    INQUIRY_LACKS_PUPIL = 1 << INQUIRY_PUPIL,
    INQUIRY_LACKS_GUARDIAN = 1 << INQUIRY_GUARDIAN,
    INQUIRY_LACKS_STUDENT_HEALTH = 1 << INQUIRY_STUDENT_HEALTH,
    INQUIRY_LACKS_CONCLUSION = 8,
    INQUIRY_LACKS_REPORT = 16
};

struct inquiry {
    struct inquiry_id id;
    struct person_id person;
    char unit[STAFF_UNIT]; /* school unit code of the pupil's school when it was opened */
    struct staff_id responsible;
    struct date opened, due, report_due; /* the organiser's own times */
    struct series_window absence;        /* what it was opened for */
    bool reported;
    struct date reported_on; /* to the organiser */
    enum inquiry_conclusion conclusion;
    bool causes; /* some are noted; what they are is kept apart */
    struct timestamp causes_at;
    struct staff_id causes_by;
    bool ended;
    struct date ended_on;
    enum inquiry_end end;
    unsigned missing; /* bits of enum inquiry_missing */
};

struct inquiry_opening {
    struct person_id person;
    const char *unit;
    struct staff_id responsible;
    struct date on;
    unsigned days;        /* school days that the organiser gives it */
    unsigned report_days; /* and gives the report */
    struct series_window absence;
};

/* Each of those that write journals, in the caller's transaction or its own.
 * ERR_DENIED: protected identity. ERR_INVALID: a day in the future, a missing text.
 * ERR_CONFLICT: it has ended, or the pupil has an open one. */
MUST_USE enum err inquiry_open(struct bank *b, const struct actor *actor,
                               const struct inquiry_opening *o, struct inquiry_id *id_out,
                               struct err_ctx *ctx);

/* Without journal, for who shows nobody anything or journals whom it shows. ERR_NOT_FOUND. */
MUST_USE enum err inquiry_get(struct bank *b, struct inquiry_id id, struct inquiry *out,
                              struct err_ctx *ctx);

struct inquiry_filter {
    const char *unit;        /* NULL or "": all */
    struct person_id person; /* 0: all */
    bool ended_too;
};
/* Listed pupils only; the first to be done first. Not journalled: see inquiry_get(). */
MUST_USE enum err inquiry_list(struct bank *b, const struct inquiry_filter *f, struct arena *a,
                               struct inquiry **out, size_t *count_out, struct err_ctx *ctx);

struct inquiry_hearing {
    enum inquiry_party party;
    bool heard;
    enum inquiry_how how; /* INQUIRY_HOW_NONE unless heard */
    struct date on;
    const char *who;  /* name and part; may be "" */
    const char *text; /* what was said, or why the party was not heard */
    struct timestamp at;
    struct actor by;
};
MUST_USE enum err inquiry_hear(struct bank *b, const struct actor *actor, struct inquiry_id id,
                               const struct inquiry_hearing *h, struct err_ctx *ctx);

MUST_USE enum err inquiry_conclude(struct bank *b, const struct actor *actor, struct inquiry_id id,
                                   enum inquiry_conclusion conclusion, const char *text,
                                   struct err_ctx *ctx);

struct inquiry_measure {
    unsigned number;
    enum role role; /* who does it */
    struct date due;
    bool done;
    struct date done_on;
    const char *text;
};
MUST_USE enum err inquiry_add_measure(struct bank *b, const struct actor *actor,
                                      struct inquiry_id id, const struct inquiry_measure *m,
                                      struct err_ctx *ctx);
/* Also after the inquiry has ended. ERR_CONFLICT: done already. */
MUST_USE enum err inquiry_measure_done(struct bank *b, const struct actor *actor,
                                       struct inquiry_id id, unsigned number, struct date on,
                                       struct err_ctx *ctx);
/* ERR_CONFLICT: reported already. */
MUST_USE enum err inquiry_report(struct bank *b, const struct actor *actor, struct inquiry_id id,
                                 struct date on, struct err_ctx *ctx);
/* `text` is needed unless it is INQUIRY_COMPLETED, and then nothing may be missing (ERR_INVALID).
 */
MUST_USE enum err inquiry_finish(struct bank *b, const struct actor *actor, struct inquiry_id id,
                                 enum inquiry_end end, struct date on, const char *text,
                                 struct err_ctx *ctx);

/* All texts but the causes, opened through the reading. They belong to the arena. */
struct inquiry_texts {
    const char *conclusion, *end; /* NULL: none */
    struct inquiry_hearing *hearings;
    size_t hearing_count;
    struct inquiry_measure *measures;
    size_t measure_count;
};
MUST_USE enum err inquiry_texts(struct bank *b, struct reading *r, struct inquiry_id id,
                                struct arena *a, struct inquiry_texts *out, struct err_ctx *ctx);

/* Measures that are not done yet, by day; text is NULL. */
struct inquiry_due {
    struct inquiry_id inquiry;
    struct person_id person;
    enum role role;
    struct date due;
};
MUST_USE enum err inquiry_measures_due(struct bank *b, const char *unit, struct arena *a,
                                       struct inquiry_due **out, size_t *count_out,
                                       struct err_ctx *ctx);

/* ---- the secret compartment (inquiry_causes.c) ---- */

/* What form the absence has (S3; Heyne & Gren-Landell 2019; requirements C04–C06). */
enum absence_form {
    ABSENCE_FORM_UNKNOWN,
    ABSENCE_TRUANCY,   /* skolk */
    ABSENCE_REFUSAL,   /* skolvägran */
    ABSENCE_PARENTAL,  /* föräldrastödd */
    ABSENCE_EXCLUSION, /* the school's own part: sent home, no working place */
    ABSENCE_ILLNESS,
    ABSENCE_FORM__MAX
};
extern const char *const absence_form_code[ABSENCE_FORM__MAX];
extern const char *const absence_form_text_sv[ABSENCE_FORM__MAX];

/* What matters; a set of bits. */
enum absence_cause {
    ABSENCE_TEACHING,    /* too hard, too easy, gaps */
    ABSENCE_SUPPORT,     /* support that is needed is not there */
    ABSENCE_ENVIRONMENT, /* sounds, crowds, places without adults */
    ABSENCE_ADULTS,      /* relations with adults at school */
    ABSENCE_PEERS,       /* relations with other pupils, loneliness */
    ABSENCE_OFFENCE,     /* degrading treatment, threats */
    ABSENCE_HEALTH,      /* physical */
    ABSENCE_MIND,        /* worry, low spirits */
    ABSENCE_SLEEP,
    ABSENCE_HOME,   /* what the family is going through */
    ABSENCE_CARING, /* takes responsibility for others at home */
    ABSENCE_TRAVEL, /* the way to school */
    ABSENCE_OTHER,
    ABSENCE_CAUSE__MAX
};
extern const char *const absence_cause_code[ABSENCE_CAUSE__MAX];
extern const char *const absence_cause_text_sv[ABSENCE_CAUSE__MAX];

struct absence_causes {
    enum absence_form form;
    unsigned causes;  /* bits 1u << enum absence_cause */
    const char *text; /* "" when there is none */
};

/* ERR_DENIED for everybody else than an active employee who works in the student health today, in
 * the compartment where the causes were noted (RECORD_ABSENCE_CAUSES of bank/compartment.h): a
 * rektor leads it and is not in it, and the command line and the program itself have no way in.
 * What a nurse has noted is the medical compartment's. Opening is journalled by itself before
 * anything is given out. ERR_NOT_FOUND: none are noted. */
MUST_USE enum err inquiry_put_causes(struct bank *b, const struct actor *actor,
                                     struct inquiry_id id, const struct absence_causes *c,
                                     struct err_ctx *ctx);
MUST_USE enum err inquiry_open_causes(struct bank *b, const struct actor *actor,
                                      struct inquiry_id id, struct arena *a,
                                      struct absence_causes *out, struct err_ctx *ctx);

#endif
