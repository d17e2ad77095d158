/*
 * Interventions without a person, from a file and in the bank: nothing tells two alike ones
 * apart, so they are compared as counts of alike rows.
 */
#ifndef SOCIAL_INTERVENTION_UNNAMED_H
#define SOCIAL_INTERVENTION_UNNAMED_H

#include "intervention/given.h"

struct unnamed {
    struct intervention *list; /* titles and units are owned */
    size_t count, room;
};

void unnamed_add(struct unnamed *u, const struct intervention *v); /* copies */
void unnamed_free(struct unnamed *u);

/* Makes the bank hold what the file holds: adds what it lacks and, if `remove`, removes what the
 * file lacks. Counts into *out. In the caller's write transaction. */
MUST_USE enum err unnamed_apply(struct bank *b, struct unnamed *file, bool remove,
                                struct intervention_import *out, struct err_ctx *ctx);

#endif
