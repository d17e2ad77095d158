/*
 * Forms on their way in: from our own page, once, and never lost. A form that comes when its
 * session has ended, or has been followed by another, becomes a draft of whoever was given it; a
 * page is shown with the draft that its reader has for it. Handlers know nothing of this.
 */
#ifndef WEB_FORM_POST_H
#define WEB_FORM_POST_H

#include "web/request.h"

/* The tokens of the forms of the page that will be shown. */
void form_begin(struct request *rq);
/* Inputs of a page that is shown: from its address, and from the reader's draft of it. */
MUST_USE enum err form_read_query(struct request *rq, struct err_ctx *ctx);
/* Handles a form that was sent by somebody who is signed in, or to a page for visitors. */
void form_post(struct request *rq);
/* Nobody is signed in: a form is kept as a draft, and the visitor sent to sign in. */
void form_ask_to_sign_in(struct request *rq);

#endif
