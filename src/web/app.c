#include "web/app.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bank/journal.h"
#include "base/log.h"
#include "db/db.h"
#include "letterbox/courier.h"
#include "login/login.h"
#include "web/dispatch.h"
#include "web/draft.h"
#include "web/http.h"
#include "web/name_index.h"
#include "web/session.h"

#define TICK_MS          200
#define CHECKPOINT_TICKS 25   /* 5 s; journal_checkpoint() itself keeps to the configured time */
#define TIDY_TICKS       10   /* 2 s */
#define REFRESH_TICKS    1500 /* 5 min; login_refresh() itself asks once an hour */
#define PURGE_TICKS      3000 /* 10 min */

struct app {
    struct http *http;
    struct pool *pool;
    struct name_index *names;
    const struct law_rules *rules;
    const struct app_proposal *proposals;
    size_t proposal_count;
    bool loopback, secure;
    char cookie[32], login_cookie[32];
    struct login *login;
    struct bank *courier_bank, *clock_bank;
    pthread_t courier, clock, refresher;
    bool courier_runs, clock_runs, refresher_runs;
    atomic_bool stop;
};

struct name_index *app_names(struct app *a)
{
    return a->names;
}

struct pool *app_pool(struct app *a)
{
    return a->pool;
}

const struct law_rules *app_rules(const struct app *a)
{
    return a->rules;
}

const struct app_proposal *app_proposals(const struct app *a, size_t *count_out)
{
    *count_out = a->proposal_count;
    return a->proposals;
}

bool app_listens_to_loopback(const struct app *a)
{
    return a->loopback;
}

bool app_demo_login(const struct app *a)
{
    return a->login == NULL;
}

struct login *app_login(const struct app *a)
{
    return a->login;
}

const char *app_login_cookie_name(const struct app *a)
{
    return a->login_cookie;
}

const char *app_cookie_name(const struct app *a)
{
    return a->cookie;
}

bool app_secure(const struct app *a)
{
    return a->secure;
}

uint16_t app_port(const struct app *a)
{
    return http_port(a->http);
}

static void *run_courier(void *arg)
{
    struct app *a = arg;
    courier_loop(a->courier_bank, courier_http(), &a->stop);
    return NULL;
}

static void tick(struct app *a, unsigned n)
{
    struct err_ctx ctx = {0};
    if (n % CHECKPOINT_TICKS == 0 && journal_checkpoint(a->clock_bank, false, &ctx) != ERR_OK) {
        log_write(LOG_ERROR, "journal", "no checkpoint was signed: %s", ctx.what);
    }
    if (n % TIDY_TICKS == 0 && db_tidy(bank_db(a->clock_bank), &ctx) != ERR_OK) {
        log_write(LOG_WARNING, "web", "the database was not tidied: %s", ctx.what);
    }
    if (n % PURGE_TICKS == 1 && session_purge(a->clock_bank, &ctx) != ERR_OK) {
        log_write(LOG_WARNING, "web", "old sessions were not forgotten: %s", ctx.what);
    }
    if (n % PURGE_TICKS == 3 && draft_purge(a->clock_bank, &ctx) != ERR_OK) {
        log_write(LOG_WARNING, "web", "old drafts were not forgotten: %s", ctx.what);
    }
    if (n % PURGE_TICKS == 2 && login_purge(a->clock_bank, &ctx) != ERR_OK) {
        log_write(LOG_WARNING, "login", "old sign-ins were not forgotten: %s", ctx.what);
    }
}

static void *run_clock(void *arg)
{
    struct app *a = arg;
    const struct timespec nap = {.tv_nsec = TICK_MS * 1000000L};
    for (unsigned n = 1; !atomic_load(&a->stop); n++) {
        tick(a, n);
        nanosleep(&nap, NULL);
    }
    return NULL;
}

/* Metadata of the providers, in a thread that may wait for them. */
static void *run_refresher(void *arg)
{
    struct app *a = arg;
    const struct timespec nap = {.tv_nsec = TICK_MS * 1000000L};
    for (unsigned n = 0; !atomic_load(&a->stop); n++) {
        if (n % REFRESH_TICKS == 0) {
            login_refresh(a->login);
        }
        nanosleep(&nap, NULL);
    }
    return NULL;
}

static bool is_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

/* Cookies do not know of ports, so two banks on one computer need different names. */
static void name_cookie(struct app *a, unsigned port)
{
    if (a->secure) {
        snprintf(a->cookie, sizeof a->cookie, "__Host-sid");
        snprintf(a->login_cookie, sizeof a->login_cookie, "__Host-login");
    } else {
        snprintf(a->cookie, sizeof a->cookie, "sid%u", port);
        snprintf(a->login_cookie, sizeof a->login_cookie, "login%u", port);
    }
}

static enum err start_threads(struct app *a, const struct bank *b, struct err_ctx *ctx)
{
    enum err e = bank_clone(b, &a->courier_bank, ctx);
    if (e == ERR_OK) {
        e = bank_clone(b, &a->clock_bank, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    a->courier_runs = pthread_create(&a->courier, NULL, run_courier, a) == 0;
    a->clock_runs = pthread_create(&a->clock, NULL, run_clock, a) == 0;
    a->refresher_runs =
        a->login != NULL && pthread_create(&a->refresher, NULL, run_refresher, a) == 0;
    return a->courier_runs && a->clock_runs && (a->login == NULL || a->refresher_runs)
               ? ERR_OK
               : err_set(ctx, ERR_IO, "", "", "a thread cannot be started");
}

enum err app_start(const struct app_options *o, struct app **out, struct err_ctx *ctx)
{
    const struct bank_config *c = bank_config(o->bank);
    struct app *a = mem_zalloc(1, sizeof *a);
    a->names = name_index_new();
    struct http_options h = {.address = o->address != NULL ? o->address : c->listen_address,
                             .port = o->port >= 0 ? (uint16_t)o->port : c->listen_port,
                             .max_connections = o->connections != 0 ? o->connections : 200,
                             .request_seconds = 20,
                             .body_max = dispatch_body_max,
                             .answer = dispatch,
                             .arg = a};
    a->rules = o->rules;
    a->proposals = o->proposals;
    a->proposal_count = o->proposal_count;
    a->loopback = is_loopback(h.address);
    a->secure = strncmp(c->public_url, "https://", 8) == 0;
    name_cookie(a, h.port);
    enum err e = login_new(c, &a->login, ctx);
    if (e == ERR_OK) {
        e = pool_new(o->bank, o->handles != 0 ? o->handles : 8, &a->pool, ctx);
    }
    if (e == ERR_OK) {
        e = http_start(&h, &a->http, ctx);
    }
    if (e == ERR_OK) {
        e = start_threads(a, o->bank, ctx);
    }
    if (e != ERR_OK) {
        app_stop(a);
        return e;
    }
    *out = a;
    return ERR_OK;
}

void app_stop(struct app *a)
{
    if (a == NULL) {
        return;
    }
    atomic_store(&a->stop, true);
    http_stop(a->http, 10);
    if (a->courier_runs) {
        pthread_join(a->courier, NULL);
    }
    if (a->clock_runs) {
        pthread_join(a->clock, NULL);
    }
    if (a->refresher_runs) {
        pthread_join(a->refresher, NULL);
    }
    login_free(a->login);
    bank_close(a->courier_bank);
    bank_close(a->clock_bank);
    pool_free(a->pool);
    name_index_free(a->names);
    free(a);
}
