/*
 * The law's times where the work is: deadlines, how long a case is kept, and the rules that
 * something rests on, as views. The days and the conditions are the law engine's.
 */
#ifndef WEB_LAW_TIME_H
#define WEB_LAW_TIME_H

#include "law/deadline.h"
#include "team/happened.h"
#include "web/request.h"

/* A deadline that nothing has stopped yet. */
bool law_time_runs(const struct law_followed *f);
/* The day on which the reader must have done it, the authority's own target first; DATE_OPEN when
 * there is none. */
struct date law_time_due(const struct law_followed *f);
/* "Ska vara klart senast 2027-03-14, om 12 dagar." */
const char *law_time_when(struct request *rq, const struct law_followed *f);
/* "Eget mål: 2027-02-12." or "Lagen anger ingen dag; dagen är vårt eget mål."; NULL: none. */
const char *law_time_own(struct request *rq, const struct law_followed *f);
struct page_deadline *law_time_view(struct request *rq, const struct law_followed *f);

/* One deadline of the rule files by its code, with the authority's own target in days; -1: none.
 * False: there is none, or nothing has begun. */
bool law_time_ask(const struct request *rq, const struct law_deadline_question *q,
                  struct law_followed *out);

/* The deadlines of a case: what is noted in it, and the end of its consents. */
struct law_times {
    struct law_followed *list;
    size_t count;
    struct happened *happened; /* what was noted, struck out too */
    size_t happened_count;
};
MUST_USE enum err law_time_case(struct request *rq, const struct team_case *c,
                                struct law_times *out, struct err_ctx *ctx);

/* How long the case is kept when it is, or has been, closed on a day. */
MUST_USE enum err law_time_keeping(struct request *rq, const struct team_case *c,
                                   struct date closed_on, const struct page_keeping **out,
                                   struct err_ctx *ctx);

/* What the law says of telling of the child's need of support at a meeting on a coordinated
 * individual plan, without and with consent; whether there is one is not known here. */
MUST_USE enum err law_time_sip(struct request *rq, const struct team_case *c,
                               const struct page_sip_law **out, struct err_ctx *ctx);

/* A rule of the rules in force as a link with its meaning and paragraph; one that they do not have
 * as its bare name. */
const struct page_rule_ref *law_time_rule(struct request *rq, const char *id);
/* The same of a list of names parted by "; ". */
const struct page_rule_ref **law_time_rules(struct request *rq, const char *ids, size_t *count_out);

#endif
