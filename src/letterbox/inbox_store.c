/* The effects of protocol letters, and opening what is stored. */
#include "letterbox/inbox_store.h"

#include <string.h>

#include "bank/journal.h"
#include "sql_letterbox.h"

enum err inbox_take_answer(struct bank *b, struct work *w, const struct actor *actor,
                           const struct peer *peer, const struct content *c, struct arena *a,
                           struct err_ctx *ctx)
{
    struct sql_letterbox_out_by_ref_row row;
    enum err e = sql_letterbox_out_by_ref(
        w->db,
        &(struct sql_letterbox_out_by_ref_in){.bank_id = w->bank_id,
                                              .fingerprint = {peer->fingerprint.b, FINGERPRINT},
                                              .ref = {c->about.b, LETTER_REF}},
        a, &row, ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    int64_t changed = 0;
    e = sql_letterbox_out_answer(w->db,
                                 &(struct sql_letterbox_out_answer_in){
                                     .bank_id = w->bank_id,
                                     .letter_id = row.letter_id,
                                     .answer = c->accepted ? LETTER_ACCEPTED : LETTER_REJECTED,
                                     .reject_reason = c->reason,
                                     .now = timestamp_now()},
                                 &changed, ctx);
    if (e != ERR_OK || changed == 0) {
        return e;
    }
    return journal_append(
        b,
        &(struct journal_entry){.actor = actor,
                                .event =
                                    c->accepted ? JOURNAL_LETTER_ACCEPTED : JOURNAL_LETTER_REJECTED,
                                .person = {row.has_person_id ? row.person_id : 0},
                                .case_id = {row.has_case_id ? row.case_id : 0},
                                .detail = arena_printf(a, "{\"letter\":%lld,\"by_recipient\":true}",
                                                       (long long)row.letter_id)},
        ctx);
}

static enum err withdraw_one(struct bank *b, struct work *w, const struct actor *actor,
                             const struct peer *peer, const struct letter_ref *ref, struct date on,
                             struct arena *a, struct err_ctx *ctx)
{
    enum err e = sql_letterbox_withdrawn_put(
        w->db,
        &(struct sql_letterbox_withdrawn_put_in){.bank_id = w->bank_id,
                                                 .peer_id = peer->id.v,
                                                 .ref = {ref->b, LETTER_REF},
                                                 .withdrawn_on = on},
        NULL, ctx);
    int64_t changed = 0;
    if (e == ERR_OK) {
        e = sql_letterbox_in_withdraw(w->db,
                                      &(struct sql_letterbox_in_withdraw_in){
                                          .bank_id = w->bank_id,
                                          .fingerprint = {peer->fingerprint.b, FINGERPRINT},
                                          .ref = {ref->b, LETTER_REF},
                                          .withdrawn_on = on},
                                      &changed, ctx);
    }
    if (e != ERR_OK || changed == 0) {
        return e; /* not come yet, or marked before */
    }
    struct sql_letterbox_in_by_ref_row row;
    e = sql_letterbox_in_by_ref(
        w->db,
        &(struct sql_letterbox_in_by_ref_in){.bank_id = w->bank_id,
                                             .fingerprint = {peer->fingerprint.b, FINGERPRINT},
                                             .ref = {ref->b, LETTER_REF}},
        a, &row, ctx);
    return e != ERR_OK
               ? e
               : journal_append(
                     b,
                     &(struct journal_entry){
                         .actor = actor,
                         .event = JOURNAL_LETTER_WITHDRAWN,
                         .person = {row.has_person_id ? row.person_id : 0},
                         .detail = arena_printf(a, "{\"letter\":%lld,\"accepted\":%s}",
                                                (long long)row.letter_id,
                                                row.state == INBOX_ACCEPTED ? "true" : "false")},
                     ctx);
}

enum err inbox_take_withdrawal(struct bank *b, struct work *w, const struct actor *actor,
                               const struct peer *peer, const struct content *c, struct arena *a,
                               struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < c->letter_count; i++) {
        e = withdraw_one(b, w, actor, peer, &c->letters[i], c->on, a, ctx);
    }
    return e;
}

enum err inbox_open(struct bank *b, struct blob bytes, struct arena *a, struct content *out,
                    struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct envelope_header header;
    struct envelope envelope;
    enum err e = envelope_parse(bytes, &header, ctx);
    e = e == ERR_OK ? envelope_open(b, &header, a, &envelope, ctx) : e;
    return e == ERR_OK ? content_parse(envelope.kind, envelope.body, a, out, ctx) : e;
}
