#include "web/sign_in.h"

#include <string.h>

#include "web/app.h"
#include "web/cookie.h"
#include "web/door.h"
#include "web/route.h"

struct sign {
    const char *mark, *name;
};

static const char *first_of(const char *text, const struct sign *list)
{
    while (list->mark != NULL && strstr(text, list->mark) == NULL) {
        list++;
    }
    return list->name;
}

const char *sign_in_device(const struct request *rq)
{
    /* Every browser says that it is the others too: the one that says most comes first. */
    static const struct sign browsers[] = {
        {"Edg", "Edge"},         {"OPR/", "Opera"},     {"SamsungBrowser", "Samsung Internet"},
        {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"},
        {"Chrome/", "Chrome"},   {"Safari/", "Safari"}, {NULL, NULL}};
    static const struct sign systems[] = {
        {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},   {"Windows", "Windows"},
        {"CrOS", "ChromeOS"},   {"Mac OS X", "Mac"},  {"Linux", "Linux"}, {NULL, NULL}};
    const char *agent = rq->http->user_agent != NULL ? rq->http->user_agent : "";
    const char *browser = first_of(agent, browsers), *system = first_of(agent, systems);
    if (browser == NULL || system == NULL) {
        return browser != NULL ? browser : system != NULL ? system : "";
    }
    return arena_printf(rq->arena, "%s, %s", browser, system);
}

const char *sign_in_page(const char *path, struct arena *a)
{
    const char *decoded, *query;
    int64_t id;
    bool known;
    if (path == NULL || strlen(path) >= 300 || !door_target(path, a, &decoded, &query)) {
        return NULL;
    }
    const struct route *r = route_find(HTTP_GET, decoded, &id, &known);
    return r != NULL && r->who != WHO_VISITOR && r->who != WHO_PEER ? path : NULL;
}

/* Whether the page is for this kind of user: others would get "does not exist". */
static bool is_for(const char *path, enum session_kind kind)
{
    bool family = strncmp(path, "/my", 3) == 0 && (path[3] == '\0' || strchr("/?", path[3]));
    return family == (kind != SESSION_STAFF);
}

enum err sign_in(struct request *rq, struct session_opening o, const char *next,
                 struct err_ctx *ctx)
{
    char cookie[SESSION_COOKIE_TEXT];
    enum err e = ERR_OK;
    if (rq->session.kind != SESSION_NONE) {
        e = session_end(rq->bank, &rq->session, ctx);
    }
    o.language = rq->page.language;
    o.device = sign_in_device(rq);
    if (e == ERR_OK) {
        e = session_new(rq->bank, &o, cookie, ctx);
    }
    if (e == ERR_OK) {
        const char *page = sign_in_page(next, rq->arena);
        rq->out->set_cookie =
            cookie_set(app_cookie_name(rq->app), cookie, app_secure(rq->app), rq->arena);
        request_go(rq, "%s",
                   page != NULL && is_for(page, o.kind) ? page
                   : o.kind == SESSION_STAFF            ? "/"
                                                        : "/my");
    }
    return e;
}
