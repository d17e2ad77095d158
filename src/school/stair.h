/*
 * The absence staircase (frånvarotrappa) of an organiser: steps, each with what takes a pupil
 * there, what is then to be done, by which role and within how many school days. The law has no
 * limit and no staircase (skollagen 7:19 a; requirements D04, D05, F15): it is the organiser's own
 * routine, set from a day on. Old ones stay, so that what was done can be explained with the steps
 * of its day. Until one is set the neutral example of the program holds, and says so.
 */
#ifndef SCHOOL_STAIR_H
#define SCHOOL_STAIR_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/staff.h"
#include "school/series.h"

#define STAIR_STEPS_MAX   10
#define STAIR_NAME        80  /* bytes with NUL */
#define STAIR_WORK        320 /* bytes with NUL */
#define STAIR_WINDOW_DAYS 20  /* school days that a condition looks back over */
#define STAIR_LEAST_DAYS  5   /* no share is told on fewer */

/* What takes a pupil to a step, over the last STAIR_WINDOW_DAYS school days of the school year.
 * Stored: add at the end. */
enum stair_condition {
    STAIR_BY_PEOPLE,     /* somebody decides: the step before was not enough */
    STAIR_TOTAL_SHARE,   /* absence above `amount` per mille */
    STAIR_INVALID_SHARE, /* invalid absence above `amount` per mille */
    STAIR_INVALID_DAYS,  /* invalid absence on `amount` days or more */
    STAIR_DAYS_IN_A_ROW, /* the last `amount` school days or more wholly absent */
    STAIR_CONDITION__MAX
};
extern const char *const stair_condition_code[STAIR_CONDITION__MAX];
extern const char *const stair_condition_text_sv[STAIR_CONDITION__MAX];

struct stair_step {
    char name[STAIR_NAME];
    enum stair_condition condition;
    unsigned amount; /* per mille 1–999, or days 1–20; 0 for STAIR_BY_PEOPLE */
    char work[STAIR_WORK];
    enum role role;
    unsigned days; /* school days to do it in, 1–60 */
};

struct stair {
    struct stair_id id; /* 0: the example of the program */
    struct date valid_from;
    unsigned inquiry_days; /* the organiser's own time for an inquiry, school days, 1–120 */
    unsigned report_days;  /* and for telling the organiser that it has begun */
    size_t count;          /* at least one */
    struct stair_step steps[STAIR_STEPS_MAX];
    struct timestamp set_at;
    struct actor set_by;
};
extern const struct stair stair_example;

/* The one that holds on a day; the example when none is set. */
MUST_USE enum err stair_at(struct bank *b, struct date at, struct stair *out, struct err_ctx *ctx);
/* ERR_NOT_FOUND. */
MUST_USE enum err stair_read(struct bank *b, struct stair_id id, struct stair *out,
                             struct err_ctx *ctx);
/* All that were ever set, the latest day first. They belong to the arena. */
MUST_USE enum err stair_list(struct bank *b, struct arena *a, struct stair **out, size_t *count_out,
                             struct err_ctx *ctx);

/* Sets a staircase from `valid_from` on, and journals it; the caller's transaction or its own.
 * `id`, `set_at` and `set_by` are not read. ERR_INVALID says what is wrong. */
MUST_USE enum err stair_set(struct bank *b, const struct stair *s, const struct actor *actor,
                            struct stair_id *id_out, struct err_ctx *ctx);
/* What is wrong with a step: a Swedish text, or NULL. `amount_out` tells whether it is the amount.
 */
const char *stair_step_fault(const struct stair_step *s);

/* What was counted of a pupil. */
struct stair_facts {
    struct series_window window; /* the last STAIR_WINDOW_DAYS school days of the school year */
    unsigned invalid_days;       /* of them with invalid absence */
    unsigned run;                /* the last of them in a row with whole-day absence */
};
/* `year` is one school year; days after `at` do not count. */
void stair_count(const struct series *year, struct date at, struct stair_facts *out);
bool stair_met(const struct stair_step *s, const struct stair_facts *f);
/* The number (1, 2 …) of the highest step whose condition is met; 0 when none is. */
unsigned stair_reached(const struct stair *s, const struct stair_facts *f);

/* The day that is so many school days after a day, as far as the calendar tells: days that are no
 * days off (law/holiday.h). A school's own breaks are not known in advance. */
struct date stair_day_after(struct date day, unsigned school_days);

#endif
