/*
 * Meetings about a case (requirements D09, D10, D16, D23, D25, D46, B17) and what was agreed
 * there.
 *
 * At a meeting the child is named only when the law lets what is said there pass to everybody who
 * takes part; otherwise those present speak of a child without saying who it is. Which it was is
 * kept, as is who took part, as roles and authorities and never as personal data of others.
 */
#ifndef TEAM_MEETING_H
#define TEAM_MEETING_H

#include "team/case.h"
#include "team/party.h"

enum meeting_kind {
    MEETING_TEAM,         /* the skolsocialt team's own meeting */
    MEETING_CONSULTATION, /* advice from another profession or authority */
    MEETING_FAMILY,       /* with the pupil or the guardians */
    MEETING_REPORT,       /* anmälningsmöte (SoL 19:5) */
    MEETING_SIP,          /* on an individual plan (SoL 10:8, HSL 16:4) */
    MEETING_FOLLOWUP,     /* review of the plan */
    MEETING_OTHER,
    MEETING_KIND__MAX
};
extern const char *const meeting_kind_code[MEETING_KIND__MAX];
extern const char *const meeting_kind_text_sv[MEETING_KIND__MAX];

/* How it was held. */
enum meeting_held { MEETING_TOGETHER, MEETING_VIDEO, MEETING_TELEPHONE, MEETING_HELD__MAX };
extern const char *const meeting_held_code[MEETING_HELD__MAX];
extern const char *const meeting_held_text_sv[MEETING_HELD__MAX];

#define MEETING_TASKS 4 /* agreed at one meeting */
#define MEETING_TEXT  1500
#define MEETING_LINE  200

/* Something that somebody is to do. */
struct meeting_task {
    int number;
    const char *what; /* NULL: no such task */
    enum case_responsible responsible;
    const char *who; /* role; NULL: not said */
    struct date due; /* DATE_OPEN: no day was said */
    bool done;
    struct date done_on;
};

struct meeting {
    int number;
    enum meeting_kind kind;
    bool identified;
    enum meeting_held held;
    struct date day;
    unsigned parties;   /* who took part: bits 1 << enum case_party */
    const char *who;    /* roles of those who took part; NULL: not said */
    const char *agreed; /* what was agreed */
    const char *notes;  /* NULL: none */
    struct staff_id by;
    struct meeting_task tasks[MEETING_TASKS];
    size_t task_count; /* set when reading; when writing, tasks without `what` are left out */
};

/* Stores a meeting that has been held, with its tasks, and journals. ERR_INVALID: ahead in time,
 * nobody took part, or it is not said what was agreed. ERR_CONFLICT: the case is closed. */
MUST_USE enum err meeting_write(struct bank *b, const struct actor *actor, struct case_id id,
                                const struct meeting *m, int *number_out, struct err_ctx *ctx);

/* All meetings of the case, newest first, with their tasks; journalled. */
MUST_USE enum err meeting_list(struct bank *b, const struct actor *actor, struct case_id id,
                               struct arena *a, struct meeting **out, size_t *count_out,
                               struct err_ctx *ctx);

/* ERR_CONFLICT: it is done already, or there is no such task. ERR_INVALID: a day ahead. */
MUST_USE enum err meeting_task_done(struct bank *b, const struct actor *actor, struct case_id id,
                                    int task, struct date on, struct err_ctx *ctx);

struct meeting_due {
    struct case_id case_id;
    struct person_id person;
    int task;
    struct date due;
};
/* This authority's own open tasks due by a day, the oldest first; as plan_due(). */
MUST_USE enum err meeting_due(struct bank *b, const struct case_filter *filter, struct date by,
                              struct arena *a, struct meeting_due **out, size_t *count_out,
                              struct err_ctx *ctx);

#endif
