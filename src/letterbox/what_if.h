/*
 * What if the law had been another? Every decision that this bank has made is asked again, with its
 * own facts, under the rules in force and under proposed ones; what comes out is how many would
 * have gone otherwise, and nobody is shown.
 *
 * Decisions about protected or erased people cannot be opened and are counted apart. Figures that
 * leave this module for a reader go through what_if_show(): a count under five is never told, nor
 * can it be worked out from the others.
 */
#ifndef LETTERBOX_WHAT_IF_H
#define LETTERBOX_WHAT_IF_H

#include "bank/bank.h"
#include "bank/journal.h"
#include "law/law.h"

struct what_if_question {
    const struct law_rules *rules, *proposed;
    bool has_at;    /* ask as if every decision were made on one day, the document as old as then */
    struct date at; /* else each on its own day */
};

struct what_if {
    size_t decisions;        /* asked again */
    size_t closed;           /* cannot be opened any more */
    struct date first, last; /* days of the first and last decision asked; DATE_OPEN: none */
    size_t turned[LAW_OUTCOME__MAX][LAW_OUTCOME__MAX]; /* from the rules' outcome to the proposed */
    size_t recorded_otherwise; /* the rules in force no longer say what was decided then */
};

/* Opens the facts of every decision in one reading, whose journal entry names all whom they are
 * about and the version of the proposal. The caller has checked that the actor may. */
MUST_USE enum err what_if(struct bank *b, const struct actor *actor,
                          const struct what_if_question *q, struct what_if *out,
                          struct err_ctx *ctx);

/* A count fit to be shown. */
#define WHAT_IF_SMALL 5
struct what_if_count {
    size_t at_least, at_most; /* the same: exactly so many */
};
struct what_if_shown {
    struct what_if_count decisions, differ, closed;
    struct what_if_count turned[LAW_OUTCOME__MAX][LAW_OUTCOME__MAX]; /* the diagonal is empty */
};
void what_if_show(const struct what_if *w, struct what_if_shown *out);
/* "12", "färre än 5", "mellan 7 och 10"; in the arena. */
const char *what_if_count_text(struct what_if_count c, bool swedish, struct arena *a);

#endif
