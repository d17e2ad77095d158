/* The way out: a sign-in is remembered and the browser sent to the provider. */
#include <stdio.h>
#include <string.h>

#include "bank/crypto.h"
#include "base/json.h"
#include "db/db.h"
#include "login/fetch.h"
#include "login/internal.h"
#include "login/jwt.h"
#include "sql_login.h"

#define HASH   32
#define RANDOM 32 /* bytes: 256 bits, as base64url 43 characters */
#define DOMAIN "login-begun"

struct source *login_source(struct login *l, const char *name)
{
    for (size_t i = 0; i < l->count; i++) {
        if (strcmp(source_conf(l->sources[i])->name, name) == 0) {
            return l->sources[i];
        }
    }
    return NULL;
}

enum err login_new(const struct bank_config *c, struct login **out, struct err_ctx *ctx)
{
    (void)ctx;
    *out = NULL;
    if (c->providers.count > 0) {
        struct login *l = mem_zalloc(1, sizeof *l);
        for (size_t i = 0; i < c->providers.count; i++) {
            l->sources[l->count++] = source_new(&c->providers.list[i]);
        }
        snprintf(l->redirect, sizeof l->redirect, "%s/login/callback", c->public_url);
        snprintf(l->home, sizeof l->home, "%s/login", c->public_url);
        snprintf(l->organisation_number, sizeof l->organisation_number, "%s",
                 c->organisation_number);
        *out = l;
    }
    return ERR_OK;
}

void login_free(struct login *l)
{
    for (size_t i = 0; l != NULL && i < l->count; i++) {
        source_free(l->sources[i]);
    }
    free(l);
}

void login_refresh(struct login *l)
{
    for (size_t i = 0; l != NULL && i < l->count; i++) {
        struct metadata m;
        struct err_ctx ctx = {0};
        json_t *keys = NULL;
        if (source_metadata(l->sources[i], &m, &ctx) == ERR_OK &&
            source_keys(l->sources[i], &m, false, &keys, &ctx) == ERR_OK) {
            json_decref(keys);
        }
    }
}

static const char *add_origin(const char *list, const char *url, struct arena *a)
{
    char origin[PROVIDER_URL];
    metadata_origin(url, origin);
    if (origin[0] == '\0' || provider_word_in(list, origin)) {
        return list;
    }
    return arena_printf(a, "%s%s%s", list, list[0] != '\0' ? " " : "", origin);
}

const char *login_origins(struct login *l, struct arena *a)
{
    const char *out = "";
    for (size_t i = 0; l != NULL && i < l->count; i++) {
        struct metadata m;
        if (source_known(l->sources[i], &m)) {
            out = add_origin(out, m.authorization, a);
            out = add_origin(out, m.end_session, a);
        }
    }
    return out;
}

/* ---- what waits for an answer ---- */

static struct blob cookie_hash(const struct bank *b, const char *cookie, uint8_t out[HASH])
{
    bank_keyed_hash(b, DOMAIN, (struct blob){(const uint8_t *)cookie, strlen(cookie)}, out, HASH);
    return (struct blob){out, HASH};
}

static void new_secret(char *out, size_t room, struct arena *a)
{
    uint8_t bytes[RANDOM];
    bank_random(bytes, sizeof bytes);
    snprintf(out, room, "%s", jwt_base64(bytes, sizeof bytes, a));
    bank_wipe(bytes, sizeof bytes);
}

static void new_cookie(char out[LOGIN_COOKIE_TEXT])
{
    uint8_t bytes[RANDOM];
    bank_random(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    }
}

static enum err store(struct bank *b, const char *cookie, const struct waiting *w, struct arena *a,
                      struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:s, s:b, s:s}", "provider", w->provider, "state", w->state,
                  "nonce", w->nonce, "verifier", w->verifier, "pupil", w->pupil, "next", w->next);
    char *text = json_dumps(json, JSON_COMPACT);
    struct sql_login_begun_insert_in in = {.bank_id = bank_row_id(b),
                                           .token_hash = cookie_hash(b, cookie, hash),
                                           .begun_time = timestamp_now()};
    bank_random(&in.begun_id, sizeof in.begun_id);
    in.begun_id &= INT64_MAX;
    enum err e = bank_seal(b, DOMAIN, in.begun_id,
                           (struct blob){(const uint8_t *)text, strlen(text)}, a, &in.sealed, ctx);
    if (e == ERR_OK) {
        e = db_begin(bank_db(b), DB_WRITE, ctx);
    }
    if (e == ERR_OK) {
        e = db_end(bank_db(b), sql_login_begun_insert(bank_db(b), &in, NULL, ctx), ctx);
    }
    bank_wipe(text, strlen(text));
    free(text);
    json_decref(json);
    return e;
}

static void copy_member(const json_t *json, const char *name, char *out, size_t room)
{
    const char *text = json_text(json, name);
    snprintf(out, room, "%s", text != NULL ? text : "");
}

static enum err open_waiting(struct bank *b, const struct sql_login_begun_read_row *row,
                             struct arena *a, struct waiting *out, struct err_ctx *ctx)
{
    struct blob plain;
    json_t *json = NULL;
    enum err e = bank_unseal(b, DOMAIN, row->begun_id, row->sealed, a, &plain, ctx);
    if (e == ERR_OK) {
        e = json_parse((const char *)plain.p, plain.n, "login_begun", &json, ctx);
    }
    if (e == ERR_OK) {
        copy_member(json, "provider", out->provider, sizeof out->provider);
        copy_member(json, "state", out->state, sizeof out->state);
        copy_member(json, "nonce", out->nonce, sizeof out->nonce);
        copy_member(json, "verifier", out->verifier, sizeof out->verifier);
        copy_member(json, "next", out->next, sizeof out->next);
        out->pupil = json_is_true(json_object_get(json, "pupil"));
        json_decref(json);
    }
    return e;
}

/* Reads and removes in one transaction: of two answers with one cookie, one finds nothing. */
static enum err take_row(struct bank *b, struct blob hash, struct arena *a,
                         struct sql_login_begun_read_row *row, struct err_ctx *ctx)
{
    struct sql_login_begun_read_in in = {bank_row_id(b), hash};
    struct sql_login_begun_delete_in gone = {bank_row_id(b), hash};
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum err found = sql_login_begun_read(bank_db(b), &in, a, row, ctx);
    if (found == ERR_OK) {
        found = sql_login_begun_delete(bank_db(b), &gone, NULL, ctx);
    }
    e = db_end(bank_db(b), found == ERR_NOT_FOUND ? ERR_OK : found, ctx);
    return e == ERR_OK ? found : e;
}

enum err waiting_take(struct bank *b, const char *cookie, struct waiting *out,
                      enum login_fault *fault_out, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct sql_login_begun_read_row row;
    struct arena *a = arena_new(65536);
    *out = (struct waiting){0};
    *fault_out = LOGIN_OK;
    enum err e = cookie != NULL && strlen(cookie) == LOGIN_COOKIE_TEXT - 1
                     ? take_row(b, cookie_hash(b, cookie, hash), a, &row, ctx)
                     : ERR_NOT_FOUND;
    if (e == ERR_OK && timestamp_now().ms - row.begun_time.ms > LOGIN_WAIT_MS) {
        e = ERR_NOT_FOUND;
    }
    if (e == ERR_OK) {
        e = open_waiting(b, &row, a, out, ctx);
    }
    if (e == ERR_NOT_FOUND) {
        *fault_out = LOGIN_STATE;
        e = err_set(ctx, ERR_DENIED, "", "", "no sign-in of this browser waits for an answer");
    }
    arena_free(a);
    return e;
}

enum err login_purge(struct bank *b, struct err_ctx *ctx)
{
    struct sql_login_begun_purge_in in = {bank_row_id(b), {timestamp_now().ms - LOGIN_WAIT_MS}};
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    return e == ERR_OK ? db_end(bank_db(b), sql_login_begun_purge(bank_db(b), &in, NULL, ctx), ctx)
                       : e;
}

/* ---- the address ---- */

/* {"id_token":{"acr":{"essential":true,"values":[…]}}}: with it the provider must refuse what it
 * cannot do, which `acr_values` only asks for. */
static const char *claims_parameter(const char *acr, struct arena *a)
{
    json_t *values = json_array();
    for (const char *p = acr; *p != '\0';) {
        size_t n = strcspn(p, " ");
        json_array_append_new(values, json_stringn(p, n));
        p += n + (p[n] == ' ');
    }
    json_t *claims =
        json_pack("{s:{s:{s:b, s:o}}}", "id_token", "acr", "essential", 1, "values", values);
    char *text = json_dumps(claims, JSON_COMPACT);
    const char *out = arena_strdup(a, text);
    free(text);
    json_decref(claims);
    return out;
}

static const char *challenge(const char *verifier, struct arena *a)
{
    uint8_t hash[32];
    bank_sha256((struct blob){(const uint8_t *)verifier, strlen(verifier)}, hash);
    return jwt_base64(hash, sizeof hash, a);
}

static const char *address(const struct login *l, const struct bank_provider *p,
                           const struct metadata *m, const struct waiting *w, bool english,
                           struct arena *a)
{
    const char *scope = p->scope[0] != '\0'         ? p->scope
                        : p->who == PROVIDER_FAMILY ? SCOPE_FAMILY
                                                    : SCOPE_STAFF;
    const char *const pairs[][2] = {{"response_type", "code"},
                                    {"client_id", p->client_id},
                                    {"redirect_uri", l->redirect},
                                    {"scope", scope},
                                    {"state", w->state},
                                    {"nonce", w->nonce},
                                    {"code_challenge", challenge(w->verifier, a)},
                                    {"code_challenge_method", "S256"},
                                    {"claims", claims_parameter(p->acr, a)},
                                    {"ui_locales", english ? "en sv" : "sv en"},
                                    {NULL, NULL}};
    return arena_printf(a, "%s?%s", m->authorization, fetch_form(pairs, a));
}

enum err login_begin(struct login *l, struct bank *b, const struct login_wish *w, struct arena *a,
                     struct login_begun *out, struct err_ctx *ctx)
{
    struct waiting wait = {.pupil = w->pupil};
    struct metadata m;
    struct source *s = login_source(l, w->provider);
    if (s == NULL) {
        return err_set(ctx, ERR_NOT_FOUND, "provider", "", "there is no such provider");
    }
    enum err e = source_metadata(s, &m, ctx);
    if (e != ERR_OK) {
        return e;
    }
    snprintf(wait.provider, sizeof wait.provider, "%s", w->provider);
    if (w->next != NULL && strlen(w->next) < sizeof wait.next) {
        snprintf(wait.next, sizeof wait.next, "%s", w->next);
    }
    new_secret(wait.state, sizeof wait.state, a);
    new_secret(wait.nonce, sizeof wait.nonce, a);
    new_secret(wait.verifier, sizeof wait.verifier, a);
    new_cookie(out->cookie);
    out->url = address(l, source_conf(s), &m, &wait, w->english, a);
    e = store(b, out->cookie, &wait, a, ctx);
    bank_wipe(&wait, sizeof wait);
    return e;
}

const char *login_end_url(struct login *l, const char *provider, const char *id_token,
                          struct arena *a)
{
    struct metadata m;
    struct source *s = l != NULL ? login_source(l, provider) : NULL;
    if (s == NULL || !source_known(s, &m) || m.end_session[0] == '\0') {
        return NULL;
    }
    const char *const pairs[][2] = {{"id_token_hint", id_token},
                                    {"client_id", source_conf(s)->client_id},
                                    {"post_logout_redirect_uri", l->home},
                                    {NULL, NULL}};
    return arena_printf(a, "%s?%s", m.end_session, fetch_form(pairs, a));
}
