/*
 * One request on its way through a route: who asks, with what, and the page being made. A handler
 * is: input, one call, view. It cannot reach the HTTP library, a cookie or unescaped markup.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "bank/bank.h"
#include "bank/journal.h"
#include "bank/person.h"
#include "bank/staff.h"
#include "law/law.h"
#include "pages.h"
#include "web/access.h"
#include "web/draft.h"
#include "web/http.h"
#include "web/input.h"
#include "web/session.h"

struct route;
struct app;

struct request {
    const struct route *route;
    const struct http_request *http;
    struct http_response *out;
    struct app *app;
    struct bank *bank;
    const struct law_rules *rules;
    struct arena *arena;
    struct session session; /* SESSION_NONE when nobody is signed in */
    struct staff staff;     /* zeroed unless an employee is signed in */
    struct actor actor;     /* employee, pupil or guardian */
    struct page_ctx page;
    int64_t id; /* of {id} in the path */
    struct input inputs[INPUT_MAX];
    size_t faults;           /* how many inputs are wrong */
    struct reading *reading; /* see request_reading() */
    const char *form_page;   /* where the page's forms are filled in; NULL: not known */
    struct draft draft;      /* that the page was filled in with; id 0: none */
    bool bare;               /* a notice: nothing on it that differs between two of them */
};

/* The value of a declared input; asserts that it is declared. */
const struct input *request_input(const struct request *rq, const char *name);
/* Shows what is stored in a field that nothing has been typed in. `raw` as a browser would send it;
 * NULL or "" does nothing. For a page that is opened, before its fields are made. */
void request_preset(struct request *rq, const char *name, const char *raw);
/* Marks an input as wrong after all; `fault` is a TR text. */
void request_fault(struct request *rq, const char *name, const char *fault);

/* A Swedish text of the program in the reader's language. */
const char *request_words(const struct request *rq, const char *sv);

/* The first page of whoever is signed in: "/" or "/my". */
const char *request_home(const struct request *rq);

/* The frame of the page. */
struct page_layout request_layout(struct request *rq, const char *title);

/* The reading that people are opened in; the route's event is what the journal will say. It is
 * ended before anything is sent. */
struct reading *request_reading(struct request *rq);
/* "Förnamn Efternamn", or the personal number when no name is known; belongs to the arena. */
MUST_USE enum err request_name(struct request *rq, struct person_id id, const char **out,
                               struct err_ctx *ctx);

/* Whom the forms of the page are about: drafts of them are sealed with that person's key. The
 * identity bar says so by itself. */
void request_subject(struct request *rq, struct person_id id);

/* Answer with 303 to a path of this site. */
void request_go(struct request *rq, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Answer with 303 to an address of an identity provider. */
void request_leave(struct request *rq, const char *url);
/* Answer with a page that only says something. */
void request_message(struct request *rq, int status, const char *heading, const char *text);
/* The same with another link than to the first page. */
void request_message_link(struct request *rq, int status, const char *heading, const char *text,
                          const char *href, const char *link);
/* The page for an error that a handler returned. */
void request_error(struct request *rq, enum err e, const struct err_ctx *ctx);

#endif
