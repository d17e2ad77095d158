#include "web/form_post.h"

#include <string.h>

#include "base/log.h"
#include "web/dispatch.h"
#include "web/route.h"
#include "web/sign_in.h"

/* What a form says of itself. */
struct sent {
    const char *token, *page;
    struct draft_owner owner; /* kind SESSION_NONE unless the proof is good */
};

/* Sent by a page of this site: the browser says so, or gives the origin, which is our host. */
static bool same_origin(const struct http_request *in)
{
    if (in->sec_fetch_site != NULL) {
        return strcmp(in->sec_fetch_site, "same-origin") == 0;
    }
    if (in->origin == NULL) {
        return false;
    }
    const char *host = strstr(in->origin, "://");
    bool http = strncmp(in->origin, "http://", 7) == 0 || strncmp(in->origin, "https://", 8) == 0;
    return http && strcmp(host + 3, in->host) == 0;
}

static const char *field(const struct request *rq, const char *name)
{
    return http_pair_value(rq->http->form, rq->http->form_count, name);
}

static struct sent read_sent(const struct request *rq)
{
    struct sent s = {.token = field(rq, "csrf_token"),
                     .page = sign_in_page(field(rq, "form_page"), rq->arena)};
    if (s.page == NULL || !same_origin(rq->http) ||
        !draft_proof_read(rq->bank, field(rq, "form_owner"), s.page, &s.owner)) {
        s.owner.kind = SESSION_NONE;
        s.page = NULL;
    }
    return s;
}

/* The address of a page as it was asked for, or NULL when it is too long for a draft. */
static const char *own_page(const struct request *rq)
{
    struct buf b;
    buf_init(&b, DRAFT_PAGE_MAX - 1);
    buf_add(&b, rq->http->path);
    for (size_t i = 0; i < rq->http->query_count; i++) {
        buf_add_char(&b, i == 0 ? '?' : '&');
        page_put_component(&b, rq->http->query[i].name);
        buf_add_char(&b, '=');
        page_put_component(&b, rq->http->query[i].value);
    }
    const char *out = buf_ok(&b) ? arena_strndup(rq->arena, b.text, b.len) : NULL;
    buf_free(&b);
    return sign_in_page(out, rq->arena);
}

void form_begin(struct request *rq)
{
    char *token = arena_alloc(rq->arena, FORM_TOKEN_TEXT);
    session_form_token(rq->bank, &rq->session, token);
    rq->page.form_token = token;
    if (rq->session.kind == SESSION_NONE) {
        return;
    }
    /* A form that comes back with faults belongs to the page that it was opened on. */
    rq->form_page = rq->http->method == HTTP_POST ? read_sent(rq).page : own_page(rq);
    request_subject(rq, (struct person_id){0});
}

/* ---- drafts that are shown ---- */

/* What was half written must not stop a page from being shown: a value that cannot be what it must
 * be is left out, texts stay. */
static void forgive(struct request *rq)
{
    for (size_t i = 0; i < rq->route->input_count; i++) {
        struct input *v = &rq->inputs[i];
        enum input_kind kind = rq->route->inputs[i].kind;
        if (v->fault != NULL && kind != INPUT_LINE && kind != INPUT_TEXT) {
            *v = (struct input){.raw = "", .word = -1};
        }
        v->fault = NULL;
    }
    rq->faults = 0;
}

enum err form_read_query(struct request *rq, struct err_ctx *ctx)
{
    const struct http_request *in = rq->http;
    const struct draft_owner owner = draft_owner_of(&rq->session);
    const struct http_pair *pairs = in->query;
    size_t count = in->query_count;
    enum err e = ERR_OK;
    if (rq->form_page != NULL) {
        enum journal_event event =
            rq->route->event == JOURNAL_BY_MODULE ? JOURNAL_PERSON_READ : rq->route->event;
        e = draft_load(rq->bank, &owner, rq->form_page, event, &rq->reading, rq->arena, &rq->draft,
                       ctx);
    }
    if (e == ERR_OK && rq->draft.id != 0) {
        struct http_pair *all = arena_alloc(rq->arena, (count + rq->draft.count + 1) * sizeof *all);
        memcpy(all, in->query, count * sizeof *all);
        for (size_t i = 0; i < rq->draft.count; i++) {
            if (http_pair_value(in->query, in->query_count, rq->draft.fields[i].name) == NULL) {
                all[count++] = rq->draft.fields[i];
            }
        }
        pairs = all;
    }
    rq->faults = input_read(rq->route->inputs, rq->route->input_count, false, pairs, count,
                            rq->arena, rq->inputs);
    if (rq->draft.id != 0) {
        forgive(rq);
    }
    return e;
}

/* ---- forms that are sent ---- */

static bool is_text(const struct route *r, const char *name)
{
    for (size_t i = 0; i < r->input_count; i++) {
        enum input_kind kind = r->inputs[i].kind;
        if (strcmp(r->inputs[i].name, name) == 0) {
            return kind == INPUT_LINE || kind == INPUT_TEXT;
        }
    }
    return false;
}

/* Whether there is something to lose: a button alone is pressed again at no cost. */
static bool is_written(const struct request *rq)
{
    size_t given = 0;
    bool text = false;
    for (size_t i = 0; i < rq->http->form_count; i++) {
        const struct http_pair *p = &rq->http->form[i];
        if (p->value[0] != '\0' && !draft_is_own_field(p->name)) {
            given++;
            text = text || is_text(rq->route, p->name);
        }
    }
    return text || given > 1;
}

static enum err keep(struct request *rq, const struct sent *s, struct err_ctx *ctx)
{
    return draft_save(rq->bank, &s->owner, s->page, rq->http->form, rq->http->form_count, ctx);
}

/* Keeps what was written unless the same form has been taken care of before. */
static bool keep_unsent(struct request *rq, const struct sent *s)
{
    struct err_ctx ctx = {0};
    bool sent = false;
    if (s->owner.kind == SESSION_NONE || s->token == NULL || !is_written(rq)) {
        return false;
    }
    enum err e = form_was_sent(rq->bank, s->token, &sent, &ctx);
    if (e == ERR_OK && !sent) {
        e = keep(rq, s, &ctx);
    }
    if (e != ERR_OK) {
        log_write(LOG_ERROR, "web", "%s: a draft was not kept: %s", rq->route->path, ctx.what);
    }
    return e == ERR_OK && !sent;
}

/* Pupils and guardians sign in at a page of their own, which does not ask which employee they are.
 */
static const char *login_of(const char *page)
{
    bool family =
        strncmp(page, "/my", 3) == 0 && (page[3] == '\0' || strchr("/?", page[3]) != NULL);
    return family ? "/login/family" : "/login";
}

static const char *sign_in_address(struct request *rq, const char *page)
{
    struct buf b;
    if (page == NULL || strcmp(page, "/") == 0) {
        return "/login";
    }
    buf_init(&b, (size_t)4 * DRAFT_PAGE_MAX);
    buf_add(&b, login_of(page));
    buf_add(&b, "?next=");
    page_put_component(&b, page);
    const char *out = buf_ok(&b) ? arena_strndup(rq->arena, b.text, b.len) : login_of(page);
    buf_free(&b);
    return out;
}

void form_ask_to_sign_in(struct request *rq)
{
    if (rq->route->otherwise != NULL) {
        request_go(rq, "%s", rq->route->otherwise);
        return;
    }
    if (rq->http->method != HTTP_POST) {
        request_go(rq, "%s", sign_in_address(rq, own_page(rq)));
        return;
    }
    struct sent s = read_sent(rq);
    if (keep_unsent(rq, &s)) {
        request_message_link(
            rq, 403, TR("Du har blivit utloggad"),
            TR("Det du skrev är inte skickat, men det är sparat. Logga in igen, så "
               "får du tillbaka det på samma sida och kan skicka det."),
            sign_in_address(rq, s.page), TR("Logga in"));
        return;
    }
    request_go(rq, "%s", sign_in_address(rq, s.page));
}

/* The form was given to an earlier session, or comes from elsewhere. */
static void refuse(struct request *rq, const struct sent *s)
{
    if (rq->route->otherwise != NULL) {
        request_go(rq, "%s", rq->route->otherwise);
        return;
    }
    struct draft_owner me = draft_owner_of(&rq->session);
    bool kept = keep_unsent(rq, s);
    if (kept && draft_owner_same(&me, &s->owner)) {
        request_go(rq, "%s", s->page);
    } else if (kept) {
        request_message(rq, 403, TR("Formuläret hörde till en annan inloggning"),
                        TR("Inget har skickats. Texten är sparad åt den som skrev den och syns för "
                           "ingen annan."));
    } else {
        request_message(rq, 403, TR("Formuläret går inte att ta emot"),
                        TR("Det har legat för länge eller kommer inte från den här sidan. Inget "
                           "har ändrats. Öppna sidan igen och gör om det."));
    }
}

static void save_draft(struct request *rq, const struct sent *s)
{
    struct err_ctx ctx = {0};
    enum err e = keep(rq, s, &ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", s->page);
    } else {
        request_error(rq, e, &ctx);
    }
}

/* In a form of several pages a text that was written on a later page is in the draft and not in the
 * earlier page that is sent now. A text area is sent even when it is empty, so one that is missing
 * was not on the page. Nothing else is filled in: a box that is not ticked is missing too. */
static enum err add_texts_of_draft(struct request *rq, const struct sent *s, struct err_ctx *ctx)
{
    const struct http_request *in = rq->http;
    const struct draft_owner me = draft_owner_of(&rq->session);
    struct draft d = {0};
    size_t count = in->form_count;
    enum journal_event event =
        rq->route->event == JOURNAL_BY_MODULE ? JOURNAL_PERSON_READ : rq->route->event;
    enum err e = s->page != NULL
                     ? draft_load(rq->bank, &me, s->page, event, &rq->reading, rq->arena, &d, ctx)
                     : ERR_OK;
    if (e != ERR_OK || d.count == 0) {
        return e;
    }
    struct http_pair *all = arena_alloc(rq->arena, (count + d.count) * sizeof *all);
    memcpy(all, in->form, count * sizeof *all);
    for (size_t i = 0; i < rq->route->input_count; i++) {
        const char *name = rq->route->inputs[i].name;
        const char *text = http_pair_value(d.fields, d.count, name);
        if (rq->route->inputs[i].kind == INPUT_TEXT && text != NULL && field(rq, name) == NULL) {
            all[count++] = (struct http_pair){name, text};
        }
    }
    rq->faults = input_read(rq->route->inputs, rq->route->input_count, true, all, count, rq->arena,
                            rq->inputs);
    return ERR_OK;
}

/* Does the work, and tells what became of the form. What has been sent is no draft any more. */
static void work(struct request *rq, const struct sent *s)
{
    struct err_ctx ctx = {0};
    const struct draft_owner me = draft_owner_of(&rq->session);
    enum err e = add_texts_of_draft(rq, s, &ctx);
    if (e == ERR_OK) {
        dispatch_run(rq);
    } else {
        request_error(rq, e, &ctx);
    }
    bool done = rq->out->location != NULL;
    bool shown = rq->out->status == 200 && rq->faults == 0 && !rq->bare;
    bool discard = strcmp(rq->route->path, "/drafts/discard") == 0;
    e = done ? form_done(rq->bank, s->token, rq->out->location, &ctx)
             : form_give_back(rq->bank, s->token, &ctx);
    /* Not for a button beside the form that the draft is of. */
    if (e == ERR_OK && (done || shown) && s->page != NULL && (discard || is_written(rq))) {
        e = draft_delete(rq->bank, &me, s->page, &ctx);
    }
    if (e != ERR_OK) {
        /* The work is done or not, whatever is known of the form: it stays claimed. */
        log_write(LOG_WARNING, "web", "%s: %s", rq->route->path, ctx.what);
    }
}

/* A form that is sent twice does its work once: the second leads where the first one did. */
void form_post(struct request *rq)
{
    struct err_ctx ctx = {0};
    struct sent s = read_sent(rq);
    if (!same_origin(rq->http) || !session_form_ok(rq->bank, &rq->session, s.token)) {
        refuse(rq, &s);
        return;
    }
    if (field(rq, "form_save") != NULL && s.page != NULL) {
        save_draft(rq, &s);
        return;
    }
    enum form_state state = FORM_NEW;
    const char *location = NULL;
    enum err e = form_claim(rq->bank, s.token, rq->arena, &state, &location, &ctx);
    if (e != ERR_OK) {
        request_error(rq, e, &ctx);
    } else if (state == FORM_DONE) {
        request_go(rq, "%s", location);
    } else if (state == FORM_UNKNOWN) {
        request_message(rq, 409, TR("Formuläret har redan skickats"),
                        TR("Det tas om hand, eller avbröts mitt i. Öppna sidan igen och se efter "
                           "innan du gör om det."));
    } else {
        work(rq, &s);
    }
}
