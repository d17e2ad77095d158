/*
 * Who has read what is kept about a child, for the child and its guardians: the journal in days
 * and roles. Only events that are known here and say nothing of anyone else are told; what a later
 * version writes is left out until somebody has decided that it may be told.
 */
#ifndef FAMILY_READERS_H
#define FAMILY_READERS_H

#include "bank/journal.h"
#include "bank/staff.h"
#include "family/room.h"

enum reader_kind {
    READER_STAFF,    /* an employee: see role */
    READER_PEER,     /* another authority */
    READER_SYSTEM,   /* the program by itself */
    READER_OPERATOR, /* whoever runs it */
    READER_SELF,     /* whoever reads this */
    READER_PUPIL,    /* told to nobody but the pupil, who is READER_SELF */
    READER_GUARDIAN, /* told to the pupil only */
    READER_KIND__MAX
};

/* What was done, in three words. */
enum reader_deed { READER_LISTED, READER_READ, READER_CHANGED, READER_DEED__MAX };

struct reader_row {
    struct date day;
    enum reader_kind kind;
    enum role role;        /* of an employee */
    struct staff_id staff; /* of an employee, where the bank tells names (bank_config); else 0 */
    enum reader_deed deed;
    enum journal_event event; /* the newest of the row */
    unsigned times;
};

#define READERS_ENTRIES 2000 /* of the journal that are looked through */

/* Newest first, one row for a day, a reader's role (or the reader, by name) and an event. Nothing
 * when the room does not show readers. *more_out: there is more than was looked through. */
MUST_USE enum err readers_list(struct bank *b, const struct room *room, struct arena *a,
                               struct reader_row **out, size_t *count_out, bool *more_out,
                               struct err_ctx *ctx);

/* What has been done since the reader was here before. */
struct reader_news {
    enum journal_event event; /* that changed something */
    struct date day;          /* the newest time */
    unsigned times;
};

#define READERS_NEWS_ENTRIES 500 /* of the journal; a visit further back is not known */

/* Changes by others after the reader's last visit before `session` began, by event, newest first.
 * *visited_out false: there was none, or the room does not show readers; then no rows. */
MUST_USE enum err readers_news(struct bank *b, const struct room *room, struct timestamp session,
                               struct arena *a, struct reader_news **out, size_t *count_out,
                               bool *visited_out, struct date *visit_out, struct err_ctx *ctx);

#endif
