/* The way back: what the browser brings is checked, step by step, before anybody is let in. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "bank/crypto.h"
#include "base/json.h"
#include "login/fetch.h"
#include "login/id_token.h"
#include "login/internal.h"
#include "login/jwt.h"
#include "login/key.h"

#define ASSERTION_LIFE_S 60
#define ASSERTION_TYPE   "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

/* One answer being checked. */
struct check {
    struct login *login;
    struct bank *bank;
    struct source *source;
    const struct bank_provider *conf;
    struct metadata metadata;
    struct waiting waiting;
    struct arena *arena;
    const char *id_text, *access_token; /* as the provider gave them */
    struct jwt id_token, userinfo;
};

/* ---- what the browser brings ---- */

static bool equal_text(const char *x, const char *y)
{
    size_t n = strlen(x);
    return strlen(y) == n && bank_equal_secret(x, y, n);
}

/* RFC 9207: an answer from another provider than the one that was asked is a mix-up attack. */
static bool issuer_ok(const struct check *c, const char *iss)
{
    return iss != NULL ? strcmp(iss, c->conf->issuer) == 0 : !c->metadata.iss_parameter;
}

static enum login_fault check_answer(const struct check *c, const struct login_answer *x)
{
    if (x->state == NULL || !equal_text(x->state, c->waiting.state)) {
        return LOGIN_STATE;
    }
    if (!issuer_ok(c, x->iss)) {
        return LOGIN_MIX_UP;
    }
    if (x->error != NULL) {
        return LOGIN_CANCELLED;
    }
    return x->code != NULL && x->code[0] != '\0' ? LOGIN_OK : LOGIN_CODE;
}

/* ---- the token endpoint ---- */

/* A fresh JWT each time (RFC 7523 3): short-lived and with an id of its own. */
static enum err assertion(const struct check *c, const char **out, struct err_ctx *ctx)
{
    uint8_t id[16];
    json_t *key;
    enum jwt_alg alg = c->metadata.es256 ? JWT_ES256 : JWT_RS256;
    enum err e = login_key_private(c->bank, alg, &key, ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? err_set(ctx, ERR_SETUP, "sign-in", "run `brygga login key`",
                                            "the bank has no key for the identity provider")
                                  : e;
    }
    bank_random(id, sizeof id);
    int64_t now = timestamp_now().ms / 1000;
    const char *audience =
        c->conf->audience == PROVIDER_ISSUER ? c->conf->issuer : c->metadata.token;
    json_t *claims =
        json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "iss", c->conf->client_id, "sub",
                  c->conf->client_id, "aud", audience, "jti", jwt_base64(id, sizeof id, c->arena),
                  "iat", (json_int_t)now, "exp", (json_int_t)(now + ASSERTION_LIFE_S));
    *out = jwt_sign(claims, key, c->arena);
    json_decref(claims);
    json_decref(key);
    return *out != NULL ? ERR_OK
                        : err_set(ctx, ERR_SETUP, "sign-in", "run `brygga login key --new`",
                                  "the bank's key does not sign");
}

static enum login_fault read_tokens(struct check *c, const struct fetched *got)
{
    json_t *json = NULL;
    if (got->status >= 400 && got->status < 500) {
        return LOGIN_CODE;
    }
    if (got->status != 200 ||
        json_parse(got->body, got->length, "token answer", &json, NULL) != ERR_OK) {
        return LOGIN_UNREACHABLE;
    }
    const char *type = json_text(json, "token_type");
    c->id_text = arena_strdup(c->arena, json_text(json, "id_token"));
    c->access_token = arena_strdup(c->arena, json_text(json, "access_token"));
    bool ok = c->id_text != NULL && c->access_token != NULL && type != NULL &&
              strcasecmp(type, "Bearer") == 0;
    json_decref(json);
    return ok ? LOGIN_OK : LOGIN_MALFORMED;
}

static enum err ask_for_tokens(struct check *c, const char *code, enum login_fault *fault_out,
                               struct err_ctx *ctx)
{
    const char *proof = NULL;
    struct fetched got;
    enum err e = assertion(c, &proof, ctx);
    if (e != ERR_OK) {
        return e;
    }
    const char *const pairs[][2] = {
        {"grant_type", "authorization_code"}, {"code", code},
        {"redirect_uri", c->login->redirect}, {"code_verifier", c->waiting.verifier},
        {"client_id", c->conf->client_id},    {"client_assertion_type", ASSERTION_TYPE},
        {"client_assertion", proof},          {NULL, NULL}};
    struct fetch f = {.url = c->metadata.token,
                      .form = fetch_form(pairs, c->arena),
                      .accept = "application/json"};
    *fault_out =
        fetch_run(&f, c->arena, &got, ctx) == ERR_OK ? read_tokens(c, &got) : LOGIN_UNREACHABLE;
    return ERR_OK;
}

/* ---- signatures ---- */

/* Verifies; a key that is not known makes the keys be fetched once more: the provider may have
 * changed them. */
static enum login_fault verify(struct check *c, const struct jwt *t)
{
    json_t *keys;
    enum login_fault f = LOGIN_KID;
    for (int anew = 0; f == LOGIN_KID && anew < 2; anew++) {
        if (source_keys(c->source, &c->metadata, anew == 1, &keys, NULL) != ERR_OK) {
            return LOGIN_UNREACHABLE;
        }
        f = jwt_verify(t, keys);
        json_decref(keys);
    }
    return f;
}

static struct id_token_wanted wanted(const struct check *c)
{
    return (struct id_token_wanted){.issuer = c->conf->issuer,
                                    .client_id = c->conf->client_id,
                                    .nonce = c->waiting.nonce,
                                    .acr = c->conf->acr,
                                    .access_token = c->access_token,
                                    .now_s = timestamp_now().ms / 1000};
}

static enum login_fault check_id_token(struct check *c)
{
    struct id_token_wanted w = wanted(c);
    enum login_fault f = jwt_read(c->id_text, strlen(c->id_text), &c->id_token);
    if (f == LOGIN_OK) {
        f = verify(c, &c->id_token);
    }
    return f == LOGIN_OK ? id_token_check(c->id_token.claims, &w) : f;
}

/* A UserInfo that is not signed says nothing: whoever can answer in the provider's name could
 * write it. */
static enum login_fault check_userinfo(struct check *c)
{
    struct fetched got;
    struct fetch f = {
        .url = c->metadata.userinfo, .bearer = c->access_token, .accept = "application/jwt"};
    struct id_token_wanted w = wanted(c);
    if (c->metadata.userinfo[0] == '\0') {
        return LOGIN_OK;
    }
    if (strpbrk(c->access_token, "\r\n") != NULL || fetch_run(&f, c->arena, &got, NULL) != ERR_OK ||
        got.status != 200) {
        return LOGIN_UNREACHABLE;
    }
    if (strcasecmp(got.content_type, "application/jwt") != 0 ||
        jwt_read(got.body, got.length, &c->userinfo) != LOGIN_OK ||
        verify(c, &c->userinfo) != LOGIN_OK) {
        return LOGIN_USERINFO;
    }
    return userinfo_check(c->userinfo.claims, c->id_token.claims, &w);
}

static enum login_fault read_claims(const struct check *c, struct login_identity *out)
{
    if (out->who == PROVIDER_STAFF) {
        return claims_affiliation(c->id_token.claims, c->userinfo.claims,
                                  c->login->organisation_number, out->affiliation);
    }
    return claims_civic(c->id_token.claims, c->userinfo.claims, &out->civic);
}

/* ---- all of it ---- */

static enum err run_check(struct check *c, const struct login_answer *x, struct login_identity *out,
                          enum login_fault *fault, struct err_ctx *ctx)
{
    c->source = login_source(c->login, c->waiting.provider);
    if (c->source == NULL) { /* taken out of bank.conf since */
        *fault = LOGIN_STATE;
        return ERR_OK;
    }
    c->conf = source_conf(c->source);
    snprintf(out->provider, sizeof out->provider, "%s", c->conf->name);
    snprintf(out->next, sizeof out->next, "%s", c->waiting.next);
    out->who = c->conf->who;
    out->pupil = c->waiting.pupil;
    enum err e = ERR_OK;
    *fault = source_metadata(c->source, &c->metadata, ctx) == ERR_OK ? check_answer(c, x)
                                                                     : LOGIN_UNREACHABLE;
    if (*fault == LOGIN_OK) {
        e = ask_for_tokens(c, x->code, fault, ctx);
    }
    if (e == ERR_OK && *fault == LOGIN_OK) {
        *fault = check_id_token(c);
    }
    if (e == ERR_OK && *fault == LOGIN_OK) {
        *fault = check_userinfo(c);
    }
    if (e == ERR_OK && *fault == LOGIN_OK) {
        *fault = read_claims(c, out);
        out->id_token = c->id_text;
    }
    return e;
}

enum err login_finish(struct login *l, struct bank *b, const struct login_answer *answer,
                      struct arena *a, struct login_identity *out, enum login_fault *fault_out,
                      struct err_ctx *ctx)
{
    struct check c = {.login = l, .bank = b, .arena = a};
    *out = (struct login_identity){0};
    *fault_out = LOGIN_OK;
    if (atomic_fetch_add(&l->finishing, 1) >= LOGIN_AT_ONCE) {
        atomic_fetch_sub(&l->finishing, 1);
        return err_set(ctx, ERR_BUSY, "", "", "too many sign-ins at once");
    }
    enum err e = waiting_take(b, answer->cookie, &c.waiting, fault_out, ctx);
    if (e == ERR_OK) {
        e = run_check(&c, answer, out, fault_out, ctx);
    }
    atomic_fetch_sub(&l->finishing, 1);
    jwt_free(&c.id_token);
    jwt_free(&c.userinfo);
    bank_wipe(&c.waiting, sizeof c.waiting);
    if (e == ERR_OK && *fault_out != LOGIN_OK) {
        e = err_set(ctx, ERR_DENIED, "", "", "the sign-in is refused: %s",
                    login_fault_code[*fault_out]);
    }
    return e;
}
