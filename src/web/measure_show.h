/* Measurements as people read them: on their own page, the follow-up and wherever else. */
#ifndef WEB_MEASURE_SHOW_H
#define WEB_MEASURE_SHOW_H

#include "team/case.h"
#include "team/questionnaire.h"
#include "web/request.h"

/* The series of a case that the employee sees; `strike` is where one is struck out, NULL when
 * nothing may be changed. What was measured in the person's other cases, which may be walled off,
 * is not among them. Journalled by measure_list(). */
MUST_USE enum err measure_views(struct request *rq, const struct team_case *c, const char *strike,
                                const struct page_series ***out, size_t *count_out,
                                struct err_ctx *ctx);

/* "5,5" or "5.5" by language; a dash for none. */
const char *show_score(const struct request *rq, double score);
/* The name of an instrument; its number when it cannot be read. */
const char *show_instrument(struct request *rq, struct instrument_id id);
/* Who answers: "Barnet eller ungdomen", or a guardian's name opened in the request's reading. */
MUST_USE enum err show_respondent(struct request *rq, enum respondent r, struct person_id guardian,
                                  const char **out, struct err_ctx *ctx);

#endif
