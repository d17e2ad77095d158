#include "letterbox/outbox.h"

#include <string.h>

#include "bank/journal.h"
#include "sql_letterbox.h"

const char *ground_join(const char *const *texts, size_t count, struct arena *a)
{
    struct buf joined;
    buf_init(&joined, 4096);
    for (size_t i = 0; i < count; i++) {
        buf_addf(&joined, "%s%s", i > 0 ? "; " : "", texts[i]);
    }
    const char *out = arena_strdup(a, joined.text);
    buf_free(&joined);
    return out;
}

enum err letter_next_id(struct work *w, struct arena *a, int64_t *out, struct err_ctx *ctx)
{
    struct sql_letterbox_letter_last_row last = {0};
    enum err e = sql_letterbox_letter_last(
        w->db, &(struct sql_letterbox_letter_last_in){.bank_id = w->bank_id}, a, &last, ctx);
    *out = last.letter_id + 1;
    return e;
}

/* What was said, kept with the person's key and tied to this letter by its reference. */
static enum err seal_body(struct bank *b, struct person_id person, const struct letter_ref *ref,
                          struct blob body, struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    *out = (struct blob){NULL, 0};
    if (person.v == 0) {
        return ERR_OK;
    }
    uint8_t *plain = arena_alloc(a, LETTER_REF + body.n);
    memcpy(plain, ref->b, LETTER_REF);
    memcpy(plain + LETTER_REF, body.p, body.n);
    return person_seal(b, person, PURPOSE_LETTER, (struct blob){plain, LETTER_REF + body.n}, a, out,
                       ctx);
}

static enum err insert(struct work *w, const struct outbox_letter *l, int64_t id,
                       const struct envelope *env, struct blob envelope, struct blob sealed_body,
                       struct arena *a, struct err_ctx *ctx)
{
    const struct letter_ground *g = &l->content->ground;
    uint8_t digest[ENVELOPE_DIGEST];
    envelope_digest(envelope, digest);
    return sql_letterbox_out_insert(w->db,
                                    &(struct sql_letterbox_out_insert_in){
                                        .bank_id = w->bank_id,
                                        .letter_id = id,
                                        .ref = {env->ref.b, LETTER_REF},
                                        .peer_id = l->peer->id.v,
                                        .kind = (int)env->kind,
                                        .has_person_id = l->person.v != 0,
                                        .person_id = l->person.v,
                                        .has_case_id = l->case_id.v != 0,
                                        .case_id = l->case_id.v,
                                        .has_consent_id = l->consent.v != 0,
                                        .consent_id = l->consent.v,
                                        .has_decision_id = l->decision_id != 0,
                                        .decision_id = l->decision_id,
                                        .sent_at = l->created,
                                        .purpose = (int)g->purpose,
                                        .grounds = ground_join(g->grounds, g->ground_count, a),
                                        .rules = ground_join(g->rules, g->rule_count, a),
                                        .digest = {digest, sizeof digest},
                                        .envelope = envelope,
                                        .sealed_body = sealed_body},
                                    NULL, ctx);
}

enum err outbox_put(struct bank *b, struct work *w, const struct actor *actor,
                    const struct outbox_letter *l, struct arena *a, struct letter_id *id_out,
                    struct err_ctx *ctx)
{
    *id_out = (struct letter_id){0};
    struct envelope env = {
        .recipient = l->peer->fingerprint, .created = l->created, .kind = l->content->kind};
    struct peer_card own;
    peer_card_own(b, &own);
    peer_card_fingerprint(&own, &env.sender);
    bank_random(env.ref.b, LETTER_REF);
    if (l->ref_out != NULL) {
        *l->ref_out = env.ref;
    }
    int64_t id = 0;
    struct blob bytes, sealed_body;
    enum err e = letter_next_id(w, a, &id, ctx);
    e = e == ERR_OK ? content_write(l->content, a, &env.body, ctx) : e;
    e = e == ERR_OK ? envelope_make(b, &env, l->peer->card.keys.box, a, &bytes, ctx) : e;
    e = e == ERR_OK ? seal_body(b, l->person, &env.ref, env.body, a, &sealed_body, ctx) : e;
    e = e == ERR_OK ? insert(w, l, id, &env, bytes, sealed_body, a, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    char ref[LETTER_REF_TEXT];
    e = journal_append(b,
                       &(struct journal_entry){
                           .actor = actor,
                           .event = JOURNAL_LETTER_SENT,
                           .person = l->person,
                           .case_id = l->case_id,
                           .detail = arena_printf(
                               a, "{\"letter\":%lld,\"ref\":\"%s\",\"kind\":\"%s\",\"peer\":%lld}",
                               (long long)id, letter_ref_format(&env.ref, ref),
                               letter_kind_code[env.kind], (long long)l->peer->id.v)},
                       ctx);
    id_out->v = e == ERR_OK ? id : 0;
    return e;
}
