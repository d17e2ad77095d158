/* From a request at the door to an answer: route, session, access, forms, handler, journal. */
#ifndef WEB_DISPATCH_H
#define WEB_DISPATCH_H

#include "web/app.h"
#include "web/http.h"
#include "web/pool.h"

/* What dispatch needs of the running app. */
struct pool *app_pool(struct app *a);
const struct law_rules *app_rules(const struct app *a);
struct name_index;
struct name_index *app_names(struct app *a); /* for searches, shared by the threads */
bool app_listens_to_loopback(const struct app *a);

struct request;
/* Runs the handler of the route and ends its reading, or makes the page of its error. */
void dispatch_run(struct request *rq);

void dispatch(void *app, const struct http_request *in, struct http_response *out);
size_t dispatch_body_max(void *app, enum http_method m, const char *path);

#endif
