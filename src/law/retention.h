/*
 * How long is a record kept, and when must it be erased (L10)? Rules are `retention` blocks
 * (docs/law.md). Pure and total; what is not known keeps the record: nothing is ever due for
 * erasing because a fact was missing.
 */
#ifndef LAW_RETENTION_H
#define LAW_RETENTION_H

#include "law/law.h"

enum law_retention_state {
    LAW_RETENTION_NO_RULE = 0, /* no rule for such a record: keep, and ask the archivist */
    LAW_RETENTION_UNKNOWN,     /* a date or a local decision is missing: keep */
    LAW_RETENTION_KEEP,        /* until `first`, or for ever */
    LAW_RETENTION_STOPPED,     /* the time is over, but something stops the erasing: keep */
    LAW_RETENTION_MAY_ERASE,
    LAW_RETENTION_HAND_OVER,   /* to the social board, for keeping (SoL 17:4) */
    LAW_RETENTION_SHALL_ERASE, /* between `first` and `last` */
    LAW_RETENTION_OVERDUE,     /* `last` has passed */
    LAW_RETENTION_STATE__MAX
};
extern const char *const law_retention_state_code[LAW_RETENTION_STATE__MAX];

struct law_retention_question {
    const char *record; /* "social_file", "health_record" … as the rule files name them */
    const struct law_happened *happened;
    size_t happened_n;
    const char *const *cleared; /* events that would stop the erasing and have not happened */
    size_t cleared_n;
    int local_years; /* of the authority's own documented decision; negative: there is none */
    struct date on;
};

struct law_retention {
    enum law_retention_state state;
    const struct law_rule_ref *rule; /* NULL with LAW_RETENTION_NO_RULE */
    bool has_first, has_last;
    struct date first;      /* the first day on which it may, or shall, be erased */
    struct date last;       /* the last day for doing it */
    const char *waits_for;  /* with LAW_RETENTION_UNKNOWN: the event whose day is missing, or
                               "local" for the authority's own decision; else NULL */
    const char *stopped_by; /* with LAW_RETENTION_STOPPED: the event not known to be absent */
    bool local;             /* the time is the authority's own decision */
};

void law_retention(const struct law_rules *rules, const struct law_retention_question *q,
                   struct law_retention *out);

/* The i-th record that a case of a branch is, by the rules of q->on and what has happened in it
 * (`record` of the question is not used); NULL past the last. */
const char *law_retention_case(const struct law_rules *rules, enum law_branch branch,
                               const struct law_retention_question *q, size_t i);

/* Whether some rule about the record leaves its time to the authority. */
bool law_retention_is_local(const struct law_rules *rules, const char *record);

/* The records that have a rule on a day, in the order of the files; NULL past the last. A record
 * can come more than once, with rules of different times. */
const char *law_retention_record(const struct law_rules *rules, size_t i);

#endif
