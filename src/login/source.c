/* A provider's metadata and keys, fetched when needed and kept. */
#include <pthread.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/log.h"
#include "login/fetch.h"
#include "login/internal.h"
#include "login/jwt.h"

#define FRESH_MS    ((int64_t)3600 * 1000)
#define REFETCH_MS  ((int64_t)60 * 1000) /* shortest time between two fetches of the keys */
#define RETRY_MS    ((int64_t)5 * 1000)  /* after a failure */
#define FETCH_BYTES ((size_t)512 * 1024)

struct source {
    struct bank_provider conf;
    pthread_mutex_t lock;
    bool known;
    struct metadata metadata;
    json_t *keys;
    int64_t metadata_ms, failed_ms;
    int64_t keys_ms, renewed_ms; /* `renewed`: because a key was not known */
};

struct source *source_new(const struct bank_provider *conf)
{
    struct source *s = mem_zalloc(1, sizeof *s);
    s->conf = *conf;
    pthread_mutex_init(&s->lock, NULL);
    return s;
}

void source_free(struct source *s)
{
    if (s != NULL) {
        json_decref(s->keys);
        pthread_mutex_destroy(&s->lock);
        free(s);
    }
}

const struct bank_provider *source_conf(const struct source *s)
{
    return &s->conf;
}

/* A JSON document; NULL when it cannot be had. */
static json_t *fetch_document(const char *url, struct err_ctx *ctx)
{
    struct arena *a = arena_new(FETCH_BYTES);
    struct fetched got;
    struct fetch f = {.url = url, .accept = "application/json"};
    json_t *out = NULL;
    enum err e = fetch_run(&f, a, &got, ctx);
    if (e == ERR_OK && got.status != 200) {
        e = err_set(ctx, ERR_UNAVAILABLE, "identity provider", "", "it answers %d", got.status);
    }
    if (e == ERR_OK && json_parse(got.body, got.length, "identity provider", &out, ctx) != ERR_OK) {
        out = NULL;
    }
    arena_free(a);
    return out;
}

static enum err fetch_metadata(struct source *s, struct err_ctx *ctx)
{
    char url[PROVIDER_URL + 64];
    const char *why = "";
    size_t n = strlen(s->conf.issuer);
    bool slash = n > 0 && s->conf.issuer[n - 1] == '/';
    snprintf(url, sizeof url, "%s%s.well-known/openid-configuration", s->conf.issuer,
             slash ? "" : "/");
    json_t *document = fetch_document(url, ctx);
    struct metadata m;
    bool ok = document != NULL && metadata_read(document, s->conf.issuer, &m, &why);
    if (document != NULL && !ok) {
        (void)err_set(ctx, ERR_UNAVAILABLE, "identity provider", "see docs/login.md", "%s", why);
    }
    json_decref(document);
    if (!ok) {
        return ERR_UNAVAILABLE;
    }
    s->metadata = m;
    s->known = true;
    return ERR_OK;
}

enum err source_metadata(struct source *s, struct metadata *out, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    pthread_mutex_lock(&s->lock);
    int64_t now = timestamp_now().ms;
    bool stale = !s->known || now - s->metadata_ms > FRESH_MS;
    if (stale && now - s->failed_ms > RETRY_MS) {
        e = fetch_metadata(s, ctx);
        if (e == ERR_OK) {
            s->metadata_ms = now;
        } else {
            s->failed_ms = now;
            log_write(LOG_WARNING, "login", "%s: %s", s->conf.name, ctx != NULL ? ctx->what : "");
        }
    }
    *out = s->metadata;
    bool known = s->known;
    pthread_mutex_unlock(&s->lock);
    if (!known) {
        return e != ERR_OK ? e
                           : err_set(ctx, ERR_UNAVAILABLE, "identity provider", "",
                                     "it did not answer a moment ago");
    }
    return ERR_OK;
}

bool source_known(struct source *s, struct metadata *out)
{
    pthread_mutex_lock(&s->lock);
    bool known = s->known;
    *out = s->metadata;
    pthread_mutex_unlock(&s->lock);
    return known;
}

enum err source_keys(struct source *s, const struct metadata *m, bool anew, json_t **out,
                     struct err_ctx *ctx)
{
    pthread_mutex_lock(&s->lock);
    int64_t now = timestamp_now().ms;
    bool renew = anew && now - s->renewed_ms > REFETCH_MS;
    if (s->keys == NULL || now - s->keys_ms > FRESH_MS || renew) {
        s->renewed_ms = renew ? now : s->renewed_ms;
        json_t *fetched = fetch_document(m->jwks, ctx);
        if (jwks_ok(fetched)) {
            json_decref(s->keys);
            s->keys = json_incref(fetched);
        }
        json_decref(fetched);
        s->keys_ms = s->keys != NULL ? now : 0;
    }
    *out = json_deep_copy(s->keys);
    pthread_mutex_unlock(&s->lock);
    return *out != NULL
               ? ERR_OK
               : err_set(ctx, ERR_UNAVAILABLE, "identity provider", "", "its keys cannot be had");
}
