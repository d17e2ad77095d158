/* Small texts that several pages show: people, times, names of things. All belong to the arena. */
#ifndef WEB_SHOW_H
#define WEB_SHOW_H

#include "letterbox/letter.h"
#include "letterbox/peer.h"
#include "team/case.h"
#include "team/consent.h"
#include "team/party.h"
#include "web/request.h"

/* "2026-11-22 14:05", Swedish time. "" for 0. */
const char *show_time(const struct request *rq, struct timestamp t);
const char *show_date(const struct request *rq, struct date d); /* "" for DATE_OPEN */
/* "12,5 %" or, in English, "12.5 %"; a dash when nothing was offered. */
const char *show_share(const struct request *rq, uint32_t part, uint32_t whole);
/* A share 0–1 as "12,5 %" or "12.5 %"; a dash for NAN. */
const char *show_percent(const struct request *rq, double share);
/* Name of an employee; the number when it cannot be read. */
const char *show_staff(struct request *rq, struct staff_id id);
/* A unit as people know it: a school's name for its code, else the unit itself. */
const char *show_unit(struct request *rq, const char *unit);
/* "årskurs 8"; grade 0 is "förskoleklass". */
const char *show_grade(struct request *rq, int grade);
/* Name of a peer bank. */
const char *show_peer(struct request *rq, struct peer_id id);
/* Where a sent letter is: queued, delivered, accepted … */
const char *letter_state_words(struct request *rq, const struct letter *l);
/* Whether somebody has said yes, nobody no, and nothing is withdrawn, on a day inside its time.
 * For lists; whether it is enough for a letter is the law engine's question. */
bool consent_in_force(const struct consent *c, struct date on);
const char *consent_state_text(const struct consent *c, struct date on); /* TR text */
/* "Eleven, Elevhälsan": those of a set of enum case_party. */
const char *show_parties(struct request *rq, unsigned parties);
/* "Ekby skolnämnd, mentor": who is to do something; `who` may be NULL. */
const char *show_responsible(struct request *rq, enum case_responsible responsible,
                             const char *who);
/* "närvaro, insats" */
const char *show_items(struct request *rq, unsigned items);

/* "14 år, Ekbyskolan, årskurs 8"; of somebody whom the caller may show. */
MUST_USE enum err show_age_school(struct request *rq, struct person_id id, const char **out,
                                  struct err_ctx *ctx);

/* The identity bar: opens the person in the request's reading. ERR_NOT_FOUND when the employee
 * has no relation to the person, or the person may not be shown at all. */
MUST_USE enum err show_person(struct request *rq, struct person_id id,
                              const struct page_person **out, struct err_ctx *ctx);
/* The same for somebody whom another rule has let the employee see; `why` is a TR text without a
 * full stop. */
MUST_USE enum err show_person_because(struct request *rq, struct person_id id, const char *why,
                                      const struct page_person **out, struct err_ctx *ctx);
/* The same, telling by which relation. An emergency opening opens what is read (GET) alone. */
MUST_USE enum err show_person_access(struct request *rq, struct person_id id,
                                     struct access *access_out, const struct page_person **out,
                                     struct err_ctx *ctx);
/* "du ansvarar för ett ärende om barnet från och med 2026-09-01", in the reader's language. */
const char *show_why(struct request *rq, const struct access *x);
/* The same of somebody else: "ansvarar för ett ärende från och med 2026-09-01". */
const char *show_relation(struct request *rq, const struct access *x);
/* A case, open or not, if the employee may see it, and its identity bar. */
MUST_USE enum err show_case(struct request *rq, struct case_id id, struct team_case *case_out,
                            const struct page_person **person_out, struct err_ctx *ctx);
/* The same test alone, without reading anything that names anybody. */
MUST_USE enum err show_case_check(struct request *rq, struct case_id id, struct err_ctx *ctx);

#endif
