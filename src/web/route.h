/*
 * Routes: one table from which dispatch and access come. A row without an access rule does not
 * compile: ROUTE() takes it as its third argument.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/request.h"

/* The handler's own module writes the journal entry. */
#define JOURNAL_BY_MODULE JOURNAL_EVENT__MAX

struct route {
    enum http_method method;
    const char *path; /* {id} is a positive number; at most one */
    enum who who;
    enum journal_event event; /* what a reading of this page is called */
    enum err (*run)(struct request *rq, struct err_ctx *ctx);
    const struct input_spec *inputs;
    size_t input_count;
    size_t body_max;
    bool writes; /* a GET that may write: the answer of an identity provider, and no other */
    const char *otherwise; /* where a form that cannot be taken in leads; NULL: it says so */
};

#define ROUTE_FORM_BYTES ((size_t)64 * 1024)

#define ROUTE(method_, path_, who_, event_, run_, inputs_)                                         \
    {                                                                                              \
        .method = HTTP_##method_, .path = (path_), .who = WHO_##who_, .event = JOURNAL_##event_,   \
        .run = (run_), inputs_, .body_max = HTTP_##method_ == HTTP_POST ? ROUTE_FORM_BYTES : 0     \
    }
#define INPUTS(array) .inputs = (array), .input_count = sizeof(array) / sizeof(array)[0]
#define NO_INPUTS     .inputs = NULL

extern const struct route routes[];
extern const size_t route_count;

/* The route for a path. NULL: none; *path_known_out tells whether another method has it. */
const struct route *route_find(enum http_method m, const char *path, int64_t *id_out,
                               bool *path_known_out);

#endif
