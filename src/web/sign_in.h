/* A new session in the browser, and where to go then. */
#ifndef WEB_SIGN_IN_H
#define WEB_SIGN_IN_H

#include "web/request.h"

/* Starts a session for whom it says, in place of the one there may be: never two at once, never an
 * old cookie. Leads to `next` if that is a page that may be opened, else to the first page. */
MUST_USE enum err sign_in(struct request *rq, struct session_opening o, const char *next,
                          struct err_ctx *ctx);

/* "Firefox, Windows": what somebody knows an own device by; "" when it is none that we know. */
const char *sign_in_device(const struct request *rq);

/* The path when it is a page of this site that is shown (not a form that is sent), else NULL. May
 * have a query. */
const char *sign_in_page(const char *path, struct arena *a);

#endif
