/* Who the pupils of an attendance import are. Private to the import. */
#ifndef SCHOOL_ATTENDANCE_ROSTER_H
#define SCHOOL_ATTENDANCE_ROSTER_H

#include "bank/person.h"
#include "school/attendance_line.h"

struct roster_pupil {
    struct person_id person;
    struct date first, last; /* of the pupil's enrolments */
};

struct attendance_roster {
    struct person_index *index;
    struct roster_pupil *pupils; /* by person; the place is the number of the pupil */
    uint32_t count;
};

/* Listed people who are or were enrolled. ERR_SETUP when there is nobody. */
MUST_USE enum err attendance_roster_load(struct bank *b, struct attendance_roster *out,
                                         struct err_ctx *ctx);
void attendance_roster_free(struct attendance_roster *r); /* a zeroed one is safe */

/* For struct attendance_pupils; `user` is the roster. */
bool attendance_roster_find(const void *user, const struct civic_no *civic, uint32_t *pupil_out);

#endif
