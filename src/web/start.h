/*
 * The start page: what waits for the one who is signed in, by day, each row with a plain reason.
 * No feed and no score. Every room adds its rows by a function of its own, which is a line in the
 * table of page/start.c and decides by itself whom it has anything to say.
 *
 * A row with a person's name opens the person through request_name(), so that it is journalled.
 */
#ifndef WEB_START_H
#define WEB_START_H

#include "web/request.h"

#define START_ROWS_MAX 300 /* of one block; what is more than that is told as a number */

struct start_row {
    const char *href; /* where it is done */
    const char *name; /* whom or what it is about, in the reader's language */
    const char *text; /* why it is here, in the reader's language */
    struct date due;  /* the last day; DATE_OPEN when there is none */
};

struct start; /* the page being made */

void start_add(struct start *s, const struct start_row *row);
/* What was looked through for the rows: period and population, one sentence. */
void start_source(struct start *s, const char *text);
/* A room that the reader works in but that has nothing due. */
void start_link(struct start *s, const char *href, const char *name, const char *text);

/* Whether the reader may see the person today by a relation, an emergency opening aside: for lists.
 */
MUST_USE enum err start_may_see(struct request *rq, struct person_id person, bool *out,
                                struct err_ctx *ctx);

/* The blocks. One that is not for the reader's role or this kind of bank adds nothing. */
enum err start_drafts(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_sessions(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_letters(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_signals(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_steps(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_measures(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_inquiries(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_cases(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_openings(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_handovers(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_casework(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_groups(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_consultations(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_questions(struct request *rq, struct start *s, struct err_ctx *ctx);
enum err start_records(struct request *rq, struct start *s, struct err_ctx *ctx);

#endif
