/*
 * Measurements: what a child, a guardian or staff answered on an instrument on one day, and what
 * can honestly be said of the change. Answers, note and score are sealed together.
 *
 * A change is told between two answers of the same version of an instrument by the same
 * respondent, against the error of measurement (stats/change.h). It is never said that help
 * caused it.
 */
#ifndef TEAM_MEASURE_H
#define TEAM_MEASURE_H

#include "bank/journal.h"
#include "team/gas.h"
#include "team/instrument.h"

struct measurement_id {
    int64_t v;
};

/* When, of the help that it is about. */
enum measure_moment { MOMENT_BEFORE, MOMENT_DURING, MOMENT_AFTER, MEASURE_MOMENT__MAX };
extern const char *const measure_moment_code[MEASURE_MOMENT__MAX]; /* before, during, after */
extern const char *const measure_moment_text_sv[MEASURE_MOMENT__MAX];

/* How the answers came. */
enum measure_how {
    MEASURE_ALONE,    /* the respondent, signed in */
    MEASURE_TOGETHER, /* together with staff, at a meeting */
    MEASURE_PAPER,    /* on paper; staff typed it */
    MEASURE_STAFF,    /* staff's own judgement */
    MEASURE_HOW__MAX
};
extern const char *const measure_how_code[MEASURE_HOW__MAX]; /* alone, together, paper, staff */
extern const char *const measure_how_text_sv[MEASURE_HOW__MAX];

#define MEASURE_NOTE 2000 /* bytes */

/* An answer by the code of its item; for goals by the goal's number in decimal. */
struct measure_answer {
    const char *item;
    int value;
};

struct measurement {
    struct measurement_id id;
    struct person_id person;
    struct case_id case_id;
    const struct instrument *instrument; /* of the version that was answered */
    enum respondent respondent;
    struct person_id respondent_id; /* the guardian; 0: the pupil, staff, or not known */
    enum measure_moment moment;
    enum measure_how how;
    struct date taken_on;
    struct timestamp recorded_at;
    struct actor recorded_by;
    const struct measure_answer *answers;
    size_t answer_count;
    const char *note; /* "" when none */
    bool scored;      /* enough was answered */
    double score;     /* NAN unless scored */
};

/* Keeps one; journalled. An employee must have the case. `in->id`, person, recorded_* and the
 * score are not read. ERR_INVALID says what is wrong: an unknown item, a value outside its scale,
 * nothing answered, a respondent that the instrument does not ask, a day in the future. */
MUST_USE enum err measure_record(struct bank *b, const struct actor *actor,
                                 const struct measurement *in, struct measurement_id *id_out,
                                 struct err_ctx *ctx);

/* A person's measurements that stand, by instrument, version, respondent and day; journalled as one
 * read. An employee needs a relation to the person; a pupil sees the own answers only.
 * ERR_NOT_FOUND otherwise. */
MUST_USE enum err measure_list(struct bank *b, const struct actor *actor, struct person_id person,
                               struct arena *a, struct measurement **out, size_t *count_out,
                               struct err_ctx *ctx);

/* Strikes one out that was recorded by mistake: it is kept and no longer shown. ERR_CONFLICT:
 * struck already. */
MUST_USE enum err measure_strike(struct bank *b, const struct actor *actor,
                                 struct measurement_id id, struct err_ctx *ctx);

/* ---- change ---- */

enum measure_verdict {
    VERDICT_TOO_LITTLE, /* fewer than two scores, or no known error of measurement */
    VERDICT_CHANCE,     /* within the error of measurement */
    VERDICT_BETTER,     /* larger than it */
    VERDICT_WORSE,
    MEASURE_VERDICT__MAX
};
extern const char *const measure_verdict_code[MEASURE_VERDICT__MAX];
extern const char *const measure_verdict_text_sv[MEASURE_VERDICT__MAX];

/* The measurements of one instrument version by one respondent. */
struct measure_series {
    const struct instrument *instrument;
    enum respondent respondent;
    struct person_id respondent_id;
    const struct measurement *list; /* by day */
    size_t count;
    /* from the last one before the help (else the first) to the newest; NULL without two */
    const struct measurement *before, *after;
    enum measure_verdict verdict;
    double difference; /* NAN without two */
    double limit;      /* larger differences are reliable; NAN when the error is not known */
};

/* Groups what measure_list() gave; belongs to the arena, and points into the list. */
size_t measure_group(const struct measurement *list, size_t count, struct arena *a,
                     struct measure_series **out);

#endif
