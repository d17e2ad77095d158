/* How far a case has come, from what is in it; counts only, no texts, not journalled. */
#ifndef TEAM_PROGRESS_H
#define TEAM_PROGRESS_H

#include "team/case.h"

struct case_progress {
    int64_t surveys, notes, meetings, tasks_open;
    bool draft, agreed;                           /* of the plan */
    struct date review;                           /* of the agreed plan; DATE_OPEN without one */
    int64_t goals, goals_followed, goals_reached; /* of the agreed plan */
};

/* For a caller that has read the case (case_read()). */
MUST_USE enum err case_progress(struct bank *b, struct case_id id, struct case_progress *out,
                                struct err_ctx *ctx);

#endif
