/*
 * When must it be done? Deadlines are blocks of the rule files (`deadline`, docs/law.md): from
 * which event they run, how they are counted, what stops them, on which ground.
 *
 * A deadline without a number ("genast", "skyndsamt", "snarast") gets a day only from the
 * authority's own target, and the answer says that the day is local. Pure and total.
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

/* One deadline as the law of some time has it. */
struct law_deadline_rule {
    struct law_rule_ref rule; /* its id is the code, or the code and a suffix for a version */
    const char *code;         /* "preliminary_assessment" */
    const struct law_event *start;
    const struct law_event *const *stops; /* any of them */
    size_t stops_n;
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
    bool has_target;     /* the authority's own target, for deadlines without a number */
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
    enum law_confidence confidence; /* of this answer: weaker when the day was moved on a reading
                                       of the law that is less sure */
};

void law_deadline_due(const struct law_rules *rules, const struct law_deadline_question *q,
                      struct law_deadline_due *out);

#endif
