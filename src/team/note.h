/*
 * Notes in a case: short, dated, sealed. A note is never changed; what was wrong is corrected by a
 * new one.
 */
#ifndef TEAM_NOTE_H
#define TEAM_NOTE_H

#include "team/case.h"

#define CASE_NOTE_TEXT 2000 /* bytes */

struct case_note {
    int number;
    struct date day; /* what it tells of */
    struct timestamp at;
    struct staff_id by;
    const char *text;
};

/* ERR_INVALID: empty, or a day ahead. ERR_CONFLICT: the case is closed. */
MUST_USE enum err note_write(struct bank *b, const struct actor *actor, struct case_id id,
                             struct date day, const char *text, struct err_ctx *ctx);
/* Newest first; journalled as a read of the case. */
MUST_USE enum err note_list(struct bank *b, const struct actor *actor, struct case_id id,
                            struct arena *a, struct case_note **out, size_t *count_out,
                            struct err_ctx *ctx);

#endif
