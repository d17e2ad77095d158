/* What the pages of consultations know of the writer's own people, to find them in a text. */
#ifndef WEB_CONSULT_H
#define WEB_CONSULT_H

#include "family/traces.h"
#include "web/request.h"

#define CONSULT_SMALL_SCHOOL 100 /* pupils: so few that a description can be enough */

struct consult_known {
    struct traces_known words;
    size_t pupils; /* at the writer's school; 0 when there is none */
};

/* Names of the pupils at the writer's school and of the people in the writer's cases, of the
 * employees, and of the schools. Compared in memory and shown to nobody; journalled as a search
 * without words. All belongs to the request. */
MUST_USE enum err consult_known(struct request *rq, struct consult_known *out, struct err_ctx *ctx);

#endif
