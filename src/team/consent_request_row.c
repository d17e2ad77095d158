/* Requests as sealed JSON. */
#include "team/consent_request_row.h"

#include <stdio.h>
#include <string.h>

#include "bank/crypto.h"
#include "base/json.h"

#define TEXT_MAX ((size_t)256 * 1024)

static void put(json_t *o, const char *key, int64_t v)
{
    json_object_set_new(o, key, json_integer((json_int_t)v));
}

static void put_text(json_t *o, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        json_object_set_new(o, key, json_string(text));
    }
}

static json_t *reply_json(const struct consent_reply *r)
{
    json_t *o = json_object();
    put(o, "answer", r->answer);
    put(o, "how", r->how);
    put(o, "on", r->on.days);
    put(o, "person", r->person.v);
    put(o, "blocked", r->blocked);
    put_text(o, "note", r->note);
    return o;
}

static json_t *request_json(const struct consent_request *r)
{
    const struct consent_content *c = &r->c;
    json_t *o = json_object(), *replies = json_array();
    put(o, "request", r->id.v);
    put(o, "steps", r->steps);
    put(o, "asked", r->asked);
    put(o, "way", r->way);
    put(o, "peer", c->peer.v);
    put(o, "items", c->items);
    put(o, "purpose", c->purpose);
    put(o, "valid_from", c->valid_from.days);
    put(o, "valid_to", c->valid_to.days);
    put(o, "about_from", c->about_from.days);
    put(o, "custody", c->custody);
    put(o, "maturity", c->maturity);
    put_text(o, "interpreter", c->interpreter);
    put_text(o, "childs_view", c->childs_view);
    put_text(o, "maturity_why", c->maturity_why);
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        json_array_append_new(replies, reply_json(&c->replies[p]));
    }
    json_object_set_new(o, "replies", replies);
    return o;
}

enum err request_seal(struct bank *b, const struct consent_request *r, struct arena *a,
                      struct blob *out, struct err_ctx *ctx)
{
    json_t *o = request_json(r);
    struct buf text;
    buf_init(&text, TEXT_MAX);
    json_append(&text, o, false);
    json_decref(o);
    enum err e = buf_ok(&text)
                     ? person_seal(b, r->person, PURPOSE_CONSENT_REQUEST,
                                   (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx)
                     : err_set(ctx, ERR_LIMIT, "request", "write less", "the texts are too long");
    bank_wipe(text.text, text.len);
    buf_free(&text);
    return e;
}

static int64_t get(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

/* A number of an enum; anything else counts as 0, which says the least. */
static int word(const json_t *o, const char *key, int max)
{
    int64_t v = get(o, key);
    return v >= 0 && v < max ? (int)v : 0;
}

static struct date day(const json_t *o, const char *key)
{
    return (struct date){(int32_t)get(o, key)};
}

static void read_reply(const json_t *o, struct arena *a, struct consent_reply *out)
{
    *out = (struct consent_reply){.answer =
                                      (enum consent_answer)word(o, "answer", CONSENT_ANSWER__MAX),
                                  .how = (enum consent_how)word(o, "how", CONSENT_HOW__MAX),
                                  .on = day(o, "on"),
                                  .note = arena_strdup(a, json_text(o, "note")),
                                  .person = {get(o, "person")},
                                  .blocked = get(o, "blocked") != 0};
}

static void read_content(const json_t *o, struct arena *a, struct consent_request *r)
{
    const char *interpreter = json_text(o, "interpreter");
    r->steps = (unsigned)get(o, "steps");
    r->asked = (unsigned)get(o, "asked");
    r->way = (enum request_way)word(o, "way", REQUEST_WAY__MAX);
    r->c = (struct consent_content){
        .person = r->person,
        .case_id = r->case_id,
        .peer = {get(o, "peer")},
        .items = (unsigned)get(o, "items"),
        .purpose = (enum consent_purpose)word(o, "purpose", CONSENT_PURPOSE__MAX),
        .valid_from = day(o, "valid_from"),
        .valid_to = day(o, "valid_to"),
        .about_from = day(o, "about_from"),
        .custody = (enum consent_custody)word(o, "custody", CONSENT_CUSTODY__MAX),
        .maturity = (enum consent_maturity)word(o, "maturity", CONSENT_MATURITY__MAX),
        .childs_view = arena_strdup(a, json_text(o, "childs_view")),
        .maturity_why = arena_strdup(a, json_text(o, "maturity_why"))};
    snprintf(r->c.interpreter, sizeof r->c.interpreter, "%s",
             interpreter != NULL ? interpreter : "");
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        read_reply(json_array_get(json_object_get(o, "replies"), (size_t)p), a, &r->c.replies[p]);
    }
}

enum err request_unseal(struct bank *b, struct reading *reading, struct blob sealed,
                        struct arena *a, struct consent_request *r, struct err_ctx *ctx)
{
    struct blob plain;
    json_t *o = NULL;
    enum err e =
        person_unseal(b, reading, r->person, PURPOSE_CONSENT_REQUEST, sealed, a, &plain, ctx);
    e = e == ERR_OK ? json_parse((const char *)plain.p, plain.n, "request", &o, ctx) : e;
    if (e == ERR_OK && get(o, "request") != r->id.v) {
        e = err_set(ctx, ERR_CORRUPT, "request", "run brygga check",
                    "what is stored belongs to another request");
    }
    if (e == ERR_OK) {
        read_content(o, a, r);
    }
    json_decref(o);
    return e;
}
