/*
 * Which pupils an employee reaches without a case, for the rooms of attendance: those of the whole
 * authority, of the schools where the employee works – several, when there are several – or, for a
 * mentor, of the own groups alone. A role that does not work with attendance reaches nobody.
 */
#ifndef WEB_REACH_H
#define WEB_REACH_H

#include "web/request.h"

struct reach {
    bool whole;         /* the whole authority */
    bool by_group;      /* a mentor: `pupils` alone, whatever the school */
    const char **units; /* school unit codes, each once, the home unit first; unless whole */
    size_t unit_count;
    struct person_id *pupils; /* by id; of a mentor */
    size_t pupil_count;
    const char *groups; /* "8B, 8C"; of a mentor */
};

/* What holds today. What it points at belongs to the request's arena. */
MUST_USE enum err reach_read(struct request *rq, struct reach *out, struct err_ctx *ctx);
/* Whether the employee works at the school; a mentor by having the whole of it, so never. */
bool reach_has_unit(const struct reach *r, const char *unit);
bool reach_has_pupil(const struct reach *r, struct person_id pupil, const char *unit);
/* The school when there is but one; NULL else. */
const char *reach_only_unit(const struct reach *r);
/* Whether a page must say of each pupil at which school. */
bool reach_many(const struct reach *r);
/* "Ekskolan", "Ekskolan, Norrskolan", "Dina grupper: 8B", "Alla skolor". */
const char *reach_words(struct request *rq, const struct reach *r);
/* The text, with "Ekskolan. " before it when there are several schools. */
MUST_USE enum err reach_text(struct request *rq, const struct reach *r, struct person_id pupil,
                             const char **text, struct err_ctx *ctx);

#endif
