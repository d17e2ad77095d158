#include "web/dispatch.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "db/db.h"
#include "login/login.h"
#include "web/assets.h"
#include "web/cookie.h"
#include "web/family.h"
#include "web/form_post.h"
#include "web/route.h"
#include "web/show.h"

#define WAIT_MS 2000 /* for a handle; then "try again" */

/* ---- answers without a bank ---- */

static void plain(struct http_response *out, int status, const char *text)
{
    out->status = status;
    out->content_type = "text/plain; charset=utf-8";
    out->constant = (struct blob){(const uint8_t *)text, strlen(text)};
}

static void busy(struct http_response *out)
{
    out->retry_after = 2;
    plain(out, 503, "503 Det är många på en gång. Vänta några sekunder och försök igen.\n");
}

static bool serve_asset(const struct http_request *in, struct http_response *out)
{
    const struct asset *a = in->method == HTTP_POST ? NULL : asset_by_path(in->path);
    if (a != NULL) {
        out->content_type = a->content_type;
        out->constant = (struct blob){a->bytes, a->length};
        out->immutable = true;
    }
    return a != NULL;
}

/* ---- who is it ---- */

/* Choosing a person is no proof of who one is, so it is for the people at this computer only. A
 * name other than localhost would let another site's script in by DNS rebinding. */
static bool demo_visitor_ok(struct app *app, const struct http_request *in)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    if (!app_listens_to_loopback(app) || !in->from_loopback || in->forwarded) {
        return false;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);
        if (strncmp(in->host, names[i], n) == 0 && (in->host[n] == '\0' || in->host[n] == ':')) {
            return true;
        }
    }
    return false;
}

static enum page_language wanted_language(const struct http_request *in)
{
    return in->accept_language != NULL && strncmp(in->accept_language, "en", 2) == 0 ? PAGE_ENGLISH
                                                                                     : PAGE_SWEDISH;
}

/* Whether the owner of the session may still have it. */
static enum err still_welcome(struct request *rq, bool *out, struct err_ctx *ctx)
{
    if (rq->session.kind != SESSION_STAFF) {
        return family_may(rq->bank, rq->session.kind, rq->session.person, out, ctx);
    }
    enum err e = staff_read(rq->bank, rq->session.staff, &rq->staff, ctx);
    *out = e == ERR_OK && rq->staff.active && rq->staff.role == rq->session.role;
    return e;
}

/* Fill in session, employee and actor; nobody signed in is no error. */
static enum err identify(struct request *rq, struct err_ctx *ctx)
{
    bool welcome = false;
    rq->actor = session_actor(&rq->session);
    rq->page.language = wanted_language(rq->http);
    const char *cookie = cookie_value(rq->http->cookie, app_cookie_name(rq->app), rq->arena);
    if (cookie == NULL) {
        return ERR_OK;
    }
    enum err e = session_find(rq->bank, cookie, &rq->session, ctx);
    if (e == ERR_OK) {
        e = still_welcome(rq, &welcome, ctx);
    }
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !welcome)) {
        rq->session = (struct session){0};
        rq->staff = (struct staff){0};
        return ERR_OK;
    }
    rq->actor = session_actor(&rq->session);
    rq->page.language = rq->session.language;
    return e;
}

static enum err journal_refusal(struct request *rq, struct err_ctx *ctx)
{
    char detail[300];
    snprintf(detail, sizeof detail, "{\"route\":\"%s\"}", rq->route->path);
    return journal_append_now(rq->bank,
                              &(struct journal_entry){.actor = &rq->actor,
                                                      .event = JOURNAL_ACCESS_REFUSED,
                                                      .detail = detail},
                              ctx);
}

/* The first page of whoever is signed in. */
static bool goes_home(struct request *rq)
{
    bool root = strcmp(rq->route->path, "/") == 0;
    if (root && rq->session.kind != SESSION_STAFF) {
        request_go(rq, "%s", request_home(rq));
    }
    return root && rq->session.kind != SESSION_STAFF;
}

/* Whether who is signed in may open the route; otherwise the answer is made. That pages of the
 * other kind of user exist is nobody's business. */
static bool admitted(struct request *rq)
{
    struct err_ctx ctx = {0};
    if (rq->route->who == WHO_VISITOR) {
        return true;
    }
    if (rq->session.kind == SESSION_NONE) {
        form_ask_to_sign_in(rq);
        return false;
    }
    if (goes_home(rq)) {
        return false;
    }
    if (!access_session(rq->route->who, &rq->session, bank_config(rq->bank)->kind)) {
        bool family = rq->session.kind != SESSION_STAFF || access_is_family(rq->route->who);
        enum err e = journal_refusal(rq, &ctx);
        request_error(rq, e != ERR_OK ? e : family ? ERR_NOT_FOUND : ERR_DENIED, &ctx);
        return false;
    }
    return true;
}

/* Whatever changes a case is refused here to whoever may not write in it, before the handler looks
 * at what was sent: by no way to the case, by an emergency that lets read alone, by the
 * compartment. */
static enum err check_writing(struct request *rq, struct err_ctx *ctx)
{
    static const char of_case[] = "/case/{id}/";
    bool changes =
        rq->http->method == HTTP_POST && strncmp(rq->route->path, of_case, sizeof of_case - 1) == 0;
    return changes ? show_case_check(rq, (struct case_id){rq->id}, ctx) : ERR_OK;
}

void dispatch_run(struct request *rq)
{
    struct err_ctx ctx = {0};
    enum err e = check_writing(rq, &ctx);
    if (e == ERR_OK) {
        e = rq->route->run(rq, &ctx);
    }
    /* What was read is written down before anything of it is shown. */
    if (rq->reading != NULL) {
        e = reading_close(rq->reading, e, &ctx);
    }
    rq->reading = NULL;
    if (e != ERR_OK) {
        request_error(rq, e, &ctx);
    }
}

/* Another site may lead people to a page; it may not load one into itself as an image, a frame or
 * data (ASVS 5.0 V3.5.8). */
static bool loaded_by_another_site(const struct http_request *in)
{
    return in->sec_fetch_site != NULL && in->sec_fetch_dest != NULL &&
           strcmp(in->sec_fetch_site, "same-origin") != 0 &&
           strcmp(in->sec_fetch_site, "none") != 0 && strcmp(in->sec_fetch_dest, "document") != 0;
}

static void handle_page(struct request *rq)
{
    struct err_ctx ctx = {0};
    if (loaded_by_another_site(rq->http)) {
        plain(rq->out, 403, "403 En annan webbplats får inte hämta sidan på det sättet.\n");
        return;
    }
    if (app_demo_login(rq->app) && !demo_visitor_ok(rq->app, rq->http)) {
        plain(rq->out, 403,
              "403 Inloggningen är bara för demonstration och tar bara emot besök från den egna "
              "datorn, på adressen localhost eller 127.0.0.1.\n");
        return;
    }
    enum err e = identify(rq, &ctx);
    rq->out->form_action = login_origins(app_login(rq->app), rq->arena);
    form_begin(rq);
    if (e != ERR_OK) {
        request_error(rq, e, &ctx);
        return;
    }
    if (!admitted(rq)) {
        return;
    }
    if (rq->http->method == HTTP_POST) {
        rq->faults = input_read(rq->route->inputs, rq->route->input_count, true, rq->http->form,
                                rq->http->form_count, rq->arena, rq->inputs);
        form_post(rq);
        return;
    }
    e = form_read_query(rq, &ctx);
    if (e != ERR_OK) {
        request_error(rq, e, &ctx);
        return;
    }
    /* Showing a page changes nothing but the journal. */
    unsigned old =
        rq->route->writes ? 0 : db_set_write_classes(bank_db(rq->bank), DB_CLASS_JOURNAL);
    dispatch_run(rq);
    if (!rq->route->writes) {
        (void)db_set_write_classes(bank_db(rq->bank), old);
    }
}

static void handle_machine(struct request *rq)
{
    struct err_ctx ctx = {0};
    if (rq->route->run(rq, &ctx) != ERR_OK) {
        log_write(LOG_ERROR, "web", "%s: %s", rq->route->path, ctx.what);
        plain(rq->out, 500, "500\n");
    }
}

void dispatch(void *app, const struct http_request *in, struct http_response *out)
{
    if (serve_asset(in, out)) {
        return;
    }
    struct request *rq = arena_alloc(in->arena, sizeof *rq);
    bool known;
    rq->route = route_find(in->method, in->path, &rq->id, &known);
    if (rq->route == NULL) {
        plain(out, known ? 405 : 404,
              known ? "405 Metoden används inte här.\n" : "404 Sidan finns inte.\n");
        return;
    }
    struct bank *b = pool_take(app_pool(app), WAIT_MS);
    if (b == NULL) {
        busy(out);
        return;
    }
    rq->http = in;
    rq->out = out;
    rq->app = app;
    rq->bank = b;
    rq->rules = app_rules(app);
    rq->arena = in->arena;
    if (rq->route->who == WHO_PEER) {
        handle_machine(rq);
    } else {
        handle_page(rq);
    }
    /* Whatever a handler left open is undone. */
    db_rollback(bank_db(b));
    pool_give(app_pool(app), b);
    /* What is refused takes longer than what is not there, by some queries: the time tells not. */
    out->evened = out->status == 404 && strstr(rq->route->path, "{id}") != NULL;
}

size_t dispatch_body_max(void *app, enum http_method m, const char *path)
{
    (void)app;
    int64_t id;
    bool known;
    const struct route *r = route_find(m, path, &id, &known);
    return r != NULL ? r->body_max : 0;
}
