#include "letterbox/consultation.h"

#include <stdio.h>
#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "bank/staff.h"
#include "letterbox/consultation_store.h"
#include "letterbox/content_check.h"
#include "letterbox/letter_facts.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

#define DOMAIN      "consultation"
#define LIST_MAX    200
#define ARENA_BYTES ((size_t)1024 * 1024)
#define WHY_MIN     10
#define WHY_MAX     4000

static enum err not_there(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "consultation", "", "there is no such consultation");
}

/* ---- texts, sealed with the bank's key and tied to their row ---- */

static enum err seal(struct bank *b, int64_t id, const json_t *texts, struct arena *a,
                     struct blob *out, struct err_ctx *ctx)
{
    struct buf text;
    buf_init(&text, ENVELOPE_BODY_MAX);
    json_append(&text, texts, false);
    enum err e = buf_ok(&text)
                     ? bank_seal(b, DOMAIN, id, (struct blob){(const uint8_t *)text.text, text.len},
                                 a, out, ctx)
                     : err_set(ctx, ERR_LIMIT, "consultation", "write less", "it is too long");
    buf_free(&text);
    return e;
}

static enum err unseal(struct bank *b, int64_t id, struct blob sealed, struct arena *a,
                       json_t **out, struct err_ctx *ctx)
{
    struct blob plain;
    enum err e = bank_unseal(b, DOMAIN, id, sealed, a, &plain, ctx);
    return e == ERR_OK ? json_parse((const char *)plain.p, plain.n, DOMAIN, out, ctx) : e;
}

static json_t *question_json(const struct consultation_question *q)
{
    return json_pack("{s:s,s:s,s:s,s:s}", "age",
                     (unsigned)q->age < CONSULT_AGE__MAX ? consult_age_code[q->age] : "", "worry",
                     q->worry, "tried", q->tried, "question", q->question);
}

static void read_texts(const json_t *texts, struct arena *a, struct consultation *out)
{
    const json_t *q = json_object_get(texts, "question");
    int age = 0;
    (void)check_word(q, "age", consult_age_code, CONSULT_AGE__MAX, &age);
    out->q = (struct consultation_question){.age = (enum consult_age)age,
                                            .worry = arena_strdup(a, json_text(q, "worry")),
                                            .tried = arena_strdup(a, json_text(q, "tried")),
                                            .question = arena_strdup(a, json_text(q, "question"))};
    out->answer = arena_strdup(a, json_text(texts, "answer"));
    out->why = arena_strdup(a, json_text(texts, "why"));
}

static enum err from_row(struct bank *b, const struct sql_letterbox_consultation_read_row *row,
                         struct arena *a, struct consultation *out, json_t **texts_out,
                         struct err_ctx *ctx)
{
    *out = (struct consultation){.id = {row->consultation_id},
                                 .peer = {row->peer_id},
                                 .incoming = row->incoming,
                                 .asked_by = {row->asked_by},
                                 .asked_at = row->asked_at,
                                 .answered_by = {row->answered_by},
                                 .answered_at = row->answered_at};
    snprintf(out->unit, sizeof out->unit, "%s", row->unit);
    if (row->ref.n == LETTER_REF) {
        memcpy(out->ref.b, row->ref.p, LETTER_REF);
    }
    enum err e = unseal(b, row->consultation_id, row->sealed, a, texts_out, ctx);
    if (e == ERR_OK) {
        read_texts(*texts_out, a, out);
    }
    return e;
}

static enum err read_row(struct bank *b, struct consultation_id id, struct arena *a,
                         struct consultation *out, json_t **texts_out, struct err_ctx *ctx)
{
    struct sql_letterbox_consultation_read_row row;
    *texts_out = NULL;
    enum err e =
        sql_letterbox_consultation_read(bank_db(b),
                                        &(struct sql_letterbox_consultation_read_in){
                                            .bank_id = bank_row_id(b), .consultation_id = id.v},
                                        a, &row, ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? not_there(ctx) : e;
    }
    return from_row(b, &row, a, out, texts_out, ctx);
}

/* ---- the law ---- */

enum err consultation_decide(struct bank *b, const struct law_rules *rules, struct peer_id peer_id,
                             enum law_protection protection, enum law_result assessed,
                             struct arena *a, struct law_decision *out, struct err_ctx *ctx)
{
    struct peer peer;
    enum err e = peer_read(b, peer_id, &peer, ctx);
    if (e == ERR_OK && peer.state != PEER_CONFIRMED) {
        e = err_set(ctx, ERR_DENIED, "peer", "compare the words by telephone and confirm",
                    "the recipient is not a confirmed peer");
    }
    if (e == ERR_OK) {
        struct law_facts f;
        letter_sides(b, &peer, &f);
        f.item = LAW_ITEM_MESSAGE;
        f.identification = LAW_UNIDENTIFIED;
        f.purpose = LAW_PURPOSE_CONSULTATION;
        f.protection = protection;
        f.question_date = f.information_date = date_today();
        f.assessed[LAW_ASSESS_NOT_TRACEABLE] = assessed;
        law_decide(rules, &f, LAW_WITH_EXPLANATION, a, out);
    }
    return e;
}

static enum err check_why(const char *why, struct err_ctx *ctx)
{
    return content_text_ok(why, WHY_MAX, true) && strlen(why) >= WHY_MIN
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, "why", "write in a few words why",
                         "the assessment is not written down");
}

/* A letter that the law lets pass; the rules' text is kept so that it stays explainable. */
static enum err send(struct bank *b, struct work *w, const struct law_rules *rules,
                     const struct actor *actor, struct peer_id peer_id,
                     enum law_protection protection, struct content *content, struct arena *a,
                     struct letter_ref *ref_out, struct err_ctx *ctx)
{
    struct law_decision d;
    struct peer peer;
    struct letter_id letter;
    enum err e = consultation_decide(b, rules, peer_id, protection, LAW_MET, a, &d, ctx);
    if (e == ERR_OK && !law_passes(&d)) {
        e = err_set(ctx, ERR_DENIED, "law", "read the explanation",
                    "the law does not let this consultation pass");
    }
    e = e == ERR_OK ? peer_read(b, peer_id, &peer, ctx) : e;
    e = e == ERR_OK ? letter_keep_rules(w, rules, a, ctx) : e;
    if (e == ERR_OK) {
        letter_ground_of(&d, date_today(), CONSENT_PURPOSE_SUPPORT, &content->ground);
        e = outbox_put(
            b, w, actor,
            &(struct outbox_letter){
                .peer = &peer, .content = content, .created = timestamp_now(), .ref_out = ref_out},
            a, &letter, ctx);
    }
    return e;
}

static enum err journal_it(struct bank *b, const struct actor *actor, enum journal_event event,
                           struct consultation_id id, struct peer_id peer, struct err_ctx *ctx)
{
    char detail[96];
    snprintf(detail, sizeof detail, "{\"consultation\":%lld,\"peer\":%lld}", (long long)id.v,
             (long long)peer.v);
    struct journal_entry entry = {.actor = actor, .event = event, .detail = detail};
    return db_in_transaction(bank_db(b)) ? journal_append(b, &entry, ctx)
                                         : journal_append_now(b, &entry, ctx);
}

/* ---- asking ---- */

static enum err next_id(struct work *w, struct arena *a, int64_t *out, struct err_ctx *ctx)
{
    struct sql_letterbox_consultation_last_row last = {0};
    enum err e = sql_letterbox_consultation_last(
        w->db, &(struct sql_letterbox_consultation_last_in){.bank_id = w->bank_id}, a, &last, ctx);
    *out = last.consultation_id + 1;
    return e;
}

static enum err unit_of(struct bank *b, const struct actor *actor, struct staff *out,
                        struct err_ctx *ctx)
{
    *out = (struct staff){0};
    struct staff_id id = actor_staff_id(actor);
    return id.v != 0 ? staff_read(b, id, out, ctx) : ERR_OK;
}

static enum err store_asked(struct bank *b, struct work *w, const struct law_rules *rules,
                            const struct actor *actor, struct peer_id peer,
                            enum law_protection protection, const json_t *question, const char *why,
                            struct arena *a, struct consultation_id *id_out, struct err_ctx *ctx)
{
    struct content content = {
        .kind = LETTER_CONSULTATION, .reason = -1, .item = json_deep_copy(question)};
    struct letter_ref ref;
    struct blob sealed;
    struct staff who;
    json_t *texts = json_pack("{s:O,s:s}", "question", question, "why", why);
    enum err e = send(b, w, rules, actor, peer, protection, &content, a, &ref, ctx);
    e = e == ERR_OK ? unit_of(b, actor, &who, ctx) : e;
    e = e == ERR_OK ? next_id(w, a, &id_out->v, ctx) : e;
    e = e == ERR_OK ? seal(b, id_out->v, texts, a, &sealed, ctx) : e;
    if (e == ERR_OK) {
        e = sql_letterbox_consultation_insert(
            w->db,
            &(struct sql_letterbox_consultation_insert_in){.bank_id = w->bank_id,
                                                           .consultation_id = id_out->v,
                                                           .ref = {ref.b, LETTER_REF},
                                                           .peer_id = peer.v,
                                                           .unit = who.unit,
                                                           .asked_by = actor_staff_id(actor).v,
                                                           .asked_at = timestamp_now(),
                                                           .version = law_version(rules),
                                                           .sealed = sealed},
            NULL, ctx);
    }
    json_decref(texts);
    content_free(&content);
    return e == ERR_OK ? journal_it(b, actor, JOURNAL_CONSULTATION_ASKED, *id_out, peer, ctx) : e;
}

enum err consultation_ask(struct bank *b, const struct law_rules *rules, const struct actor *actor,
                          struct peer_id peer, const struct consultation_question *q,
                          const char *why, struct consultation_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct consultation_id){0};
    struct work w;
    json_t *question = question_json(q);
    enum err e = check_why(why, ctx);
    e = e == ERR_OK ? content_check_consultation(LETTER_CONSULTATION, question, ctx) : e;
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e == ERR_OK) {
        struct arena *a = arena_new(ARENA_BYTES);
        e = store_asked(b, &w, rules, actor, peer, q->protection, question, why, a, id_out, ctx);
        arena_free(a);
        e = work_end(&w, e, ctx);
    }
    json_decref(question);
    if (e != ERR_OK) {
        *id_out = (struct consultation_id){0};
    }
    return e;
}

/* ---- answering ---- */

/* Puts the answer beside the question, once. */
static enum err store_answer(struct bank *b, struct work *w, const struct consultation *c,
                             json_t *texts, struct staff_id by, struct arena *a,
                             struct err_ctx *ctx)
{
    struct blob sealed;
    int64_t changed = 0;
    enum err e = seal(b, c->id.v, texts, a, &sealed, ctx);
    if (e == ERR_OK) {
        e = sql_letterbox_consultation_answer(
            w->db,
            &(struct sql_letterbox_consultation_answer_in){.bank_id = w->bank_id,
                                                           .consultation_id = c->id.v,
                                                           .answered_by = by.v,
                                                           .answered_at = timestamp_now(),
                                                           .sealed = sealed},
            &changed, ctx);
    }
    return e == ERR_OK && changed == 0 ? err_set(ctx, ERR_CONFLICT, "consultation",
                                                 "look at it again", "it has been answered already")
                                       : e;
}

static enum err answer_within(struct bank *b, struct work *w, const struct law_rules *rules,
                              const struct actor *actor, struct consultation_id id,
                              const json_t *item, const char *why, struct arena *a,
                              struct err_ctx *ctx)
{
    struct consultation c;
    struct letter_ref ref;
    json_t *texts = NULL;
    struct content content = {
        .kind = LETTER_CONSULTATION_ANSWER, .reason = -1, .item = json_deep_copy(item)};
    enum err e = read_row(b, id, a, &c, &texts, ctx);
    e = e == ERR_OK && !c.incoming ? not_there(ctx) : e;
    if (e == ERR_OK) {
        content.about = c.ref;
        json_object_set_new(texts, "answer", json_string(json_text(item, "text")));
        json_object_set_new(texts, "why", json_string(why));
        e = store_answer(b, w, &c, texts, actor_staff_id(actor), a, ctx);
    }
    /* A question about somebody protected has not passed, so the answer is about nobody such. */
    e = e == ERR_OK ? send(b, w, rules, actor, c.peer, LAW_PROTECTION_NONE, &content, a, &ref, ctx)
                    : e;
    e = e == ERR_OK ? journal_it(b, actor, JOURNAL_CONSULTATION_ANSWERED, id, c.peer, ctx) : e;
    json_decref(texts);
    content_free(&content);
    return e;
}

enum err consultation_answer(struct bank *b, const struct law_rules *rules,
                             const struct actor *actor, struct consultation_id id, const char *text,
                             const char *why, struct err_ctx *ctx)
{
    struct work w;
    json_t *item = json_pack("{s:s}", "text", text);
    enum err e = check_why(why, ctx);
    e = e == ERR_OK ? content_check_consultation(LETTER_CONSULTATION_ANSWER, item, ctx) : e;
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e == ERR_OK) {
        struct arena *a = arena_new(ARENA_BYTES);
        e = answer_within(b, &w, rules, actor, id, item, why, a, ctx);
        arena_free(a);
        e = work_end(&w, e, ctx);
    }
    json_decref(item);
    return e;
}

/* ---- coming in ---- */

static enum err take_question(struct bank *b, struct work *w, const struct peer *peer,
                              const struct letter_ref *ref, const struct content *c,
                              struct arena *a, struct err_ctx *ctx)
{
    int64_t id;
    struct blob sealed;
    json_t *texts = json_pack("{s:O}", "question", c->item);
    enum err e = next_id(w, a, &id, ctx);
    e = e == ERR_OK ? seal(b, id, texts, a, &sealed, ctx) : e;
    json_decref(texts);
    return e != ERR_OK
               ? e
               : sql_letterbox_consultation_insert(
                     w->db,
                     &(struct sql_letterbox_consultation_insert_in){.bank_id = w->bank_id,
                                                                    .consultation_id = id,
                                                                    .ref = {ref->b, LETTER_REF},
                                                                    .peer_id = peer->id.v,
                                                                    .incoming = true,
                                                                    .unit = "",
                                                                    .asked_at = timestamp_now(),
                                                                    .version = "",
                                                                    .sealed = sealed},
                     NULL, ctx);
}

static enum err take_answer(struct bank *b, struct work *w, const struct peer *peer,
                            const struct content *c, struct arena *a, struct err_ctx *ctx)
{
    struct sql_letterbox_consultation_by_ref_row found;
    struct consultation own;
    json_t *texts = NULL;
    enum err e = sql_letterbox_consultation_by_ref(
        w->db,
        &(struct sql_letterbox_consultation_by_ref_in){
            .bank_id = w->bank_id, .peer_id = peer->id.v, .ref = {c->about.b, LETTER_REF}},
        a, &found, ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    e = read_row(b, (struct consultation_id){found.consultation_id}, a, &own, &texts, ctx);
    if (e == ERR_OK && own.answered_at.ms == 0) {
        json_object_set_new(texts, "answer", json_string(json_text(c->item, "text")));
        e = store_answer(b, w, &own, texts, (struct staff_id){0}, a, ctx);
    }
    json_decref(texts);
    return e;
}

enum err consultation_take(struct bank *b, struct work *w, const struct peer *peer,
                           const struct letter_ref *ref, const struct content *c, struct arena *a,
                           struct err_ctx *ctx)
{
    return c->kind == LETTER_CONSULTATION ? take_question(b, w, peer, ref, c, a, ctx)
                                          : take_answer(b, w, peer, c, a, ctx);
}

/* ---- looking ---- */

enum err consultation_read(struct bank *b, const struct actor *actor, struct consultation_id id,
                           struct arena *a, struct consultation *out, struct err_ctx *ctx)
{
    json_t *texts = NULL;
    enum err e = read_row(b, id, a, out, &texts, ctx);
    json_decref(texts);
    return e == ERR_OK ? journal_it(b, actor, JOURNAL_CONSULTATION_READ, id, out->peer, ctx) : e;
}

enum err consultation_list(struct bank *b, const struct actor *actor, bool waiting_only,
                           struct arena *a, struct consultation **out, size_t *count_out,
                           struct err_ctx *ctx)
{
    *count_out = 0;
    *out = arena_alloc(a, LIST_MAX * sizeof **out);
    struct db_rows *rows;
    enum err e = sql_letterbox_consultation_list_open(
        bank_db(b),
        &(struct sql_letterbox_consultation_list_in){
            .bank_id = bank_row_id(b), .waiting_only = waiting_only, .max_rows = LIST_MAX},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_letterbox_consultation_read_row row;
    while (e == ERR_OK && *count_out < LIST_MAX &&
           sql_letterbox_consultation_list_next(rows, &row)) {
        json_t *texts = NULL;
        e = from_row(b, &row, a, &(*out)[(*count_out)++], &texts, ctx);
        json_decref(texts);
    }
    enum err closed = sql_letterbox_consultation_list_close(rows, ctx);
    e = e == ERR_OK ? closed : e;
    return e == ERR_OK && *count_out > 0
               ? journal_it(b, actor, JOURNAL_CONSULTATION_READ, (struct consultation_id){0},
                            (struct peer_id){0}, ctx)
               : e;
}
