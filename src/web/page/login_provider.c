/* Signing in at an identity provider: out, and back. */
#include <string.h>

#include "bank/person.h"
#include "base/json.h"
#include "login/key.h"
#include "login/login.h"
#include "login/refusal.h"
#include "web/app.h"
#include "web/cookie.h"
#include "web/family.h"
#include "web/handlers.h"
#include "web/sign_in.h"

static const char *const as_words[] = {"guardian", "pupil"};
const struct input_spec login_start_inputs[3] = {
    {.name = "provider",
     .kind = INPUT_LINE,
     .max = PROVIDER_NAME - 1,
     .missing = TR("Välj hur du vill logga in.")},
    {.name = "as", .kind = INPUT_WORD, .words = as_words, .word_count = 2},
    {.name = "next", .kind = INPUT_LINE, .max = LOGIN_NEXT_MAX - 1}};

const struct input_spec login_callback_inputs[4] = {
    {.name = "code", .kind = INPUT_LINE, .max = 4000},
    {.name = "state", .kind = INPUT_LINE, .max = 200},
    {.name = "iss", .kind = INPUT_LINE, .max = PROVIDER_URL},
    {.name = "error", .kind = INPUT_LINE, .max = 200}};

/* What the visitor is told, for each fault: enough to go on, nothing about anybody. */
struct telling {
    const char *heading, *text;
};

static struct telling telling(enum login_fault f)
{
    if (f == LOGIN_CANCELLED) {
        return (struct telling){TR("Inloggningen avbröts"),
                                TR("Du är inte inloggad. Du kan försöka igen när du vill.")};
    }
    if (f == LOGIN_STATE) {
        return (struct telling){TR("Inloggningen gäller inte längre"),
                                TR("Den tog för lång tid, är redan använd eller började i en annan "
                                   "webbläsare. Börja om från inloggningssidan.")};
    }
    if (f == LOGIN_UNREACHABLE) {
        return (struct telling){TR("Inloggningstjänsten svarar inte"),
                                TR("Du är inte inloggad. Vänta en stund och försök igen.")};
    }
    if (f == LOGIN_ACR) {
        return (struct telling){TR("Inloggningen var inte tillräckligt säker"),
                                TR("Här behövs en säkrare legitimation än den du använde. Försök "
                                   "igen med en annan.")};
    }
    if (f == LOGIN_UNKNOWN || f == LOGIN_CLAIM) {
        return (struct telling){TR("Du har ingen åtkomst här"),
                                TR("Inloggningen fungerade, men den är inte kopplad till någon som "
                                   "har åtkomst. Om du tror att det är fel: kontakta skolan eller "
                                   "socialtjänsten.")};
    }
    return (struct telling){TR("Inloggningen kunde inte kontrolleras"),
                            TR("Något i svaret från inloggningstjänsten stämde inte, och därför är "
                               "du inte inloggad. Försök igen. Om det händer igen: kontakta den "
                               "som sköter systemet.")};
}

static enum err refuse(struct request *rq, const char *provider, enum login_fault fault,
                       struct err_ctx *ctx)
{
    struct telling t = telling(fault);
    enum err e = login_refusal_note(rq->bank, provider, fault, ctx);
    if (e == ERR_OK) {
        request_message(rq, fault == LOGIN_UNREACHABLE ? 503 : 403, t.heading, t.text);
    }
    return e;
}

enum err page_login_start_send(struct request *rq, struct err_ctx *ctx)
{
    struct login *l = app_login(rq->app);
    struct login_wish w = {.provider = request_input(rq, "provider")->raw,
                           .pupil = request_input(rq, "as")->word == 1,
                           .english = rq->page.language == PAGE_ENGLISH,
                           .next = request_input(rq, "next")->raw};
    struct login_begun begun;
    if (l == NULL || rq->faults > 0) {
        return err_set(ctx, ERR_NOT_FOUND, "provider", "", "there is no such provider");
    }
    enum err e = login_begin(l, rq->bank, &w, rq->arena, &begun, ctx);
    if (e == ERR_UNAVAILABLE) {
        return refuse(rq, w.provider, LOGIN_UNREACHABLE, ctx);
    }
    if (e == ERR_OK) {
        rq->out->set_cookie = cookie_set(app_login_cookie_name(rq->app), begun.cookie,
                                         app_secure(rq->app), rq->arena);
        request_leave(rq, begun.url);
    }
    return e;
}

/* ---- back ---- */

static enum err find_staff(struct request *rq, const struct login_identity *who,
                           struct session_opening *out, struct err_ctx *ctx)
{
    struct staff s;
    enum err e = staff_find_login(rq->bank, who->affiliation, &s, ctx);
    if (e == ERR_OK && s.active) {
        out->kind = SESSION_STAFF;
        out->staff = s.id;
        out->role = s.role;
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* As what was asked for, else as the other: somebody may have pressed the wrong button. */
static enum err find_family(struct request *rq, const struct login_identity *who,
                            struct session_opening *out, struct err_ctx *ctx)
{
    const enum session_kind order[] = {who->pupil ? SESSION_PUPIL : SESSION_GUARDIAN,
                                       who->pupil ? SESSION_GUARDIAN : SESSION_PUPIL};
    struct person_id person;
    enum err e = person_find_civic(rq->bank, &who->civic, &person, ctx);
    if (e == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    for (size_t i = 0; e == ERR_OK && out->kind == SESSION_NONE && i < 2; i++) {
        bool may = false;
        e = family_may(rq->bank, order[i], person, &may, ctx);
        if (e == ERR_OK && may) {
            out->kind = order[i];
            out->person = person;
        }
    }
    return e;
}

static enum err let_in(struct request *rq, const struct login_identity *who, struct err_ctx *ctx)
{
    struct session_opening o = {
        .provider = who->provider,
        .id_token = {(const uint8_t *)who->id_token, strlen(who->id_token)}};
    enum err e =
        who->who == PROVIDER_STAFF ? find_staff(rq, who, &o, ctx) : find_family(rq, who, &o, ctx);
    if (e == ERR_OK && o.kind == SESSION_NONE) {
        return refuse(rq, who->provider, LOGIN_UNKNOWN, ctx);
    }
    return e == ERR_OK ? sign_in(rq, o, who->next, ctx) : e;
}

static const char *given(const struct request *rq, const char *name)
{
    const struct input *in = request_input(rq, name);
    return in->given ? in->raw : NULL;
}

enum err page_login_callback(struct request *rq, struct err_ctx *ctx)
{
    struct login *l = app_login(rq->app);
    struct login_identity who;
    enum login_fault fault;
    if (l == NULL) {
        return err_set(ctx, ERR_NOT_FOUND, "", "", "there is no provider");
    }
    const char *name = app_login_cookie_name(rq->app);
    struct login_answer answer = {.cookie = cookie_value(rq->http->cookie, name, rq->arena),
                                  .state = rq->faults == 0 ? given(rq, "state") : NULL,
                                  .code = given(rq, "code"),
                                  .iss = given(rq, "iss"),
                                  .error = given(rq, "error")};
    enum err e = login_finish(l, rq->bank, &answer, rq->arena, &who, &fault, ctx);
    if (e == ERR_BUSY) {
        return e; /* nothing is used up: the same address may be opened again */
    }
    rq->out->set_cookie_too = cookie_set(name, "", app_secure(rq->app), rq->arena);
    if (e == ERR_DENIED) {
        return refuse(rq, who.provider, fault, ctx);
    }
    return e == ERR_OK ? let_in(rq, &who, ctx) : e;
}

enum err machine_login_keys(struct request *rq, struct err_ctx *ctx)
{
    json_t *keys = NULL;
    enum err e = login_key_public(rq->bank, &keys, ctx);
    if (e == ERR_OK) {
        rq->out->content_type = "application/jwk-set+json";
        json_append(&rq->out->body, keys, true);
    }
    json_decref(keys);
    return e;
}
