/*
 * When must it be done? Deadlines are blocks of the rule files (`deadline`, docs/law.md): from
 * which event they run, how they are counted, what stops them, on which ground.
 *
 * A deadline without a number ("genast", "skyndsamt", "snarast") gets a day only from the
 * authority's own target, and the answer says that the day is local. Where the statute has a number
 * the authority's own target is told beside the statute's day, if it is stricter. Pure and total.
 */
#ifndef LAW_DEADLINE_H
#define LAW_DEADLINE_H

#include "law/law.h"

enum law_count {
    LAW_COUNT_AT_ONCE = 0, /* genast: the day of the event, or the authority's own target */
    LAW_COUNT_SOON,        /* snarast: only the authority's own target gives a day */
    LAW_COUNT_PROMPTLY,    /* skyndsamt: likewise */
    LAW_COUNT_STATED,      /* the day was stated when it began, such as the end of a consent */
    LAW_COUNT_DAYS,
    LAW_COUNT_WEEKS,
    LAW_COUNT_MONTHS,
    LAW_COUNT__MAX
};

struct law_event {
    const char *code; /* "report_received" */
    struct law_text text;
};

/* Which authority a deadline binds, as far as the rule files say. */
enum law_owes { LAW_OWES_SCHOOL, LAW_OWES_SOCIAL, LAW_OWES__MAX };
extern const char *const law_owes_code[LAW_OWES__MAX]; /* school, social */

/* One deadline as the law of some time has it. */
struct law_deadline_rule {
    struct law_rule_ref rule; /* its id is the code, or the code and a suffix for a version */
    const char *code;         /* "preliminary_assessment" */
    const struct law_event *start;
    const struct law_event *const *stops; /* any of them */
    size_t stops_n;
    const struct law_event *needs; /* without which nothing is owed, such as a request; or NULL */
    unsigned owes;                 /* bits 1 << enum law_owes; 0: the files do not say */
    enum law_count count;
    int number;             /* of days, weeks or months; else 0 */
    bool at_once_when_late; /* on request: asked after the last day, or without a start event */
    bool working_day;       /* a last day that is a day off moves to the next working day */
    enum law_confidence working_day_confidence; /* how sure that is */
    struct date valid_from, valid_to;           /* of the start event; inclusive, DATE_OPEN */
    const char *label; /* "genast", "snarast", "skyndsamt", "", or ISO 8601: "P14D", "P4M" */
};

/* All deadlines, in the order of the files. NULL: past the last. */
const struct law_deadline_rule *law_deadline_at(const struct law_rules *rules, size_t i);
/* The one that holds for what began on a day; NULL if none. */
const struct law_deadline_rule *law_deadline_find(const struct law_rules *rules, const char *code,
                                                  struct date start);

struct law_deadline_question {
    const char *code;
    struct date start;   /* day of the start event; 0: it has not happened. For a stated deadline
                            the day that was stated */
    struct date asked;   /* day of a request, for what is owed on request; 0: none */
    struct date stopped; /* day of what stops it; 0: nothing has */
    struct date on;      /* today */
    bool has_target;     /* the authority's own target */
    int target_days;     /* calendar days from the start */
};

enum law_deadline_state {
    LAW_DEADLINE_NONE = 0,     /* no such deadline, or nothing has begun */
    LAW_DEADLINE_WITHOUT_DAY,  /* runs, but neither statute nor authority has set a day */
    LAW_DEADLINE_RUNNING,      /* the last day is to come */
    LAW_DEADLINE_LAST_DAY,     /* it is today */
    LAW_DEADLINE_PASSED,       /* it is over and nothing has stopped it */
    LAW_DEADLINE_STOPPED,      /* it was stopped in time (or has no day) */
    LAW_DEADLINE_STOPPED_LATE, /* it was stopped after the last day */
    LAW_DEADLINE_STATE__MAX
};
extern const char *const law_deadline_state_code[LAW_DEADLINE_STATE__MAX];

struct law_deadline_due {
    enum law_deadline_state state;
    const struct law_deadline_rule *deadline; /* NULL when there is none */
    bool has_due;
    struct date counted;            /* the last day as counted */
    struct date due;                /* the last day, moved from a day off where the rule says so */
    int days_left;                  /* to `due`; negative when it has passed */
    bool at_once;                   /* "genast", or asked too late to wait */
    bool local;                     /* the day is the authority's own target, not the statute's */
    bool has_own;                   /* the authority's own target falls before the statute's day */
    struct date own;                /* that day */
    enum law_confidence confidence; /* of this answer: weaker when the day was moved on a reading
                                       of the law that is less sure */
};

void law_deadline_due(const struct law_rules *rules, const struct law_deadline_question *q,
                      struct law_deadline_due *out);

/* ---- Of a course of events ---- */

/* The authority's own target: calendar days from the start event. */
struct law_target {
    const char *code;
    int days;
};

struct law_course {
    const struct law_happened *happened; /* in any order */
    size_t happened_n;
    const struct law_target *targets;
    size_t targets_n;
    unsigned owes; /* bits: whose deadlines; those of nobody in particular come too */
    struct date on;
};

struct law_followed {
    struct law_deadline_question q; /* which events it was counted from */
    const struct law_event *stop;   /* what stopped it; NULL: nothing has */
    struct law_deadline_due due;
};

/* Every deadline that something in the course has started, from the latest such event, in the order
 * of the files; at most `max`. What a deadline needs beside its start (a request) must have
 * happened too. What stops it counts from the start day on. */
size_t law_deadlines_follow(const struct law_rules *rules, const struct law_course *course,
                            struct law_followed *out, size_t max);

/* Events of which one starts or stops such a deadline or is needed by it, each once, in the order
 * of the files: what somebody may tell of. NULL: past the last. */
const struct law_event *law_deadline_event(const struct law_rules *rules, unsigned owes, size_t i);
const struct law_event *law_event_find(const struct law_rules *rules, const char *code);

/* May an authority set this target? It may only be stricter than the statute. */
enum law_target_fit {
    LAW_TARGET_FITS,
    LAW_TARGET_UNKNOWN, /* there is no such deadline */
    LAW_TARGET_NEVER,   /* the statute says at once, or the day is stated in each case */
    LAW_TARGET_LATE,    /* it would fall after the statute's day */
    LAW_TARGET_FIT__MAX
};
enum law_target_fit law_deadline_target(const struct law_rules *rules, const char *code, int days);

#endif
