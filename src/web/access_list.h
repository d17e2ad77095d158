/*
 * Who can see a person, and who has: for employees' pages and for the guardian's view. Lists of
 * employees alone; nothing here opens the person.
 */
#ifndef WEB_ACCESS_LIST_H
#define WEB_ACCESS_LIST_H

#include "web/access.h"

/* An employee who can see the person today, with the strongest reason. */
struct access_row {
    struct staff_id staff;
    char name[STAFF_NAME];
    enum role role;
    struct access access;
};
/* By name. Protected people are seen by nobody. The rows belong to the arena. */
MUST_USE enum err access_list(struct bank *b, struct person_id person, struct arena *a,
                              struct access_row **out, size_t *count_out, struct err_ctx *ctx);

/* Who has read or changed something about the person since a day, from the journal. Whoever opened
 * many people at once (a list) is counted too. */
struct access_reader {
    struct actor actor;
    unsigned times; /* journal entries */
    struct timestamp first, last;
    bool emergency; /* made an opening */
};
#define ACCESS_ENTRIES_MAX 5000 /* journal entries looked through, newest first */
/* The last to read comes first. *more_out: older entries than those looked through may exist. */
MUST_USE enum err access_readers(struct bank *b, struct person_id person, struct date since,
                                 struct arena *a, struct access_reader **out, size_t *count_out,
                                 bool *more_out, struct err_ctx *ctx);

#endif
