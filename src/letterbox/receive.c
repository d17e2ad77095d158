/*
 * The door for letters (docs/letterbox.md, "Receiving"). Cheap checks come first, nothing is
 * opened that a confirmed peer has not signed, and nothing is answered with a receipt before that.
 */
#include <stdio.h>
#include <string.h>

#include "bank/journal.h"
#include "base/log.h"
#include "letterbox/consultation_store.h"
#include "letterbox/inbox_store.h"
#include "letterbox/outbox.h"
#include "letterbox/refusal.h"
#include "sql_letterbox.h"

#define CLOCK_AHEAD_MS (INT64_C(24) * 3600 * 1000)
#define ARENA_BYTES    ((size_t)4 * 1024 * 1024)

/* One envelope on its way in. */
struct arrival {
    struct bank *b;
    struct blob bytes;
    struct arena *a;
    struct err_ctx detail;
    struct envelope_header header;
    uint8_t digest[ENVELOPE_DIGEST];
    struct peer peer; /* id 0 until it is known */
    struct envelope envelope;
    struct content content;
    struct letterbox_response *out;
};

static void answer_text(struct letterbox_response *out, int status, const char *text)
{
    out->status = status;
    out->content_type = "text/plain; charset=utf-8";
    out->length = strlen(text);
    memcpy(out->body, text, out->length);
}

static void answer_receipt(struct letterbox_response *out, const uint8_t receipt[RECEIPT_BYTES])
{
    out->status = 200;
    out->content_type = "application/octet-stream";
    out->length = RECEIPT_BYTES;
    memcpy(out->body, receipt, RECEIPT_BYTES);
}

static void refuse(struct arrival *v, enum refusal why, int status, const char *text)
{
    refusal_note(v->b, v->peer.id, why);
    answer_text(v->out, status, text);
}

static void make_receipt(const struct arrival *v, enum receipt_status status,
                         uint8_t out[RECEIPT_BYTES])
{
    struct receipt r = {.sender = v->header.sender,
                        .recipient = v->header.recipient,
                        .ref = v->header.ref,
                        .at = timestamp_now(),
                        .status = status};
    memcpy(r.digest, v->digest, sizeof r.digest);
    receipt_make(v->b, &r, out);
}

/* A final refusal, signed so that nobody between the banks can make one. */
static void refuse_signed(struct arrival *v, enum refusal why, enum receipt_status status)
{
    uint8_t receipt[RECEIPT_BYTES];
    make_receipt(v, status, receipt);
    refusal_note(v->b, v->peer.id, why);
    answer_receipt(v->out, receipt);
}

static void try_again(struct arrival *v, enum err e)
{
    log_write(LOG_ERROR, "letterbox", "could not store a letter (%s): %s", err_name(e),
              v->detail.what);
    answer_text(v->out, 503, "try again later\n");
}

/* Size, layout, sender and signature. */
static bool authenticate(struct arrival *v)
{
    if (v->bytes.n > ENVELOPE_MAX) {
        refuse(v, REFUSED_TOO_LARGE, 413, "too large\n");
        return false;
    }
    if (envelope_parse(v->bytes, &v->header, &v->detail) != ERR_OK) {
        refuse(v, REFUSED_MALFORMED, 400, "not an envelope\n");
        return false;
    }
    struct peer peer;
    enum err e = peer_find(v->b, &v->header.sender, &peer, &v->detail);
    if (e != ERR_OK && e != ERR_NOT_FOUND) {
        try_again(v, e);
        return false;
    }
    if (e == ERR_NOT_FOUND || peer.state != PEER_CONFIRMED) {
        refuse(v, REFUSED_UNKNOWN_PEER, 403, "the sender is not a confirmed peer\n");
        return false;
    }
    if (!envelope_signature_ok(&v->header, peer.card.keys.sign)) {
        refuse(v, REFUSED_SIGNATURE, 403, "the signature does not fit\n");
        return false;
    }
    v->peer = peer;
    envelope_digest(v->bytes, v->digest);
    return true;
}

/* Whether something is stored under the reference: then the answer is given. */
static bool answer_stored(struct arrival *v, enum err *e_out)
{
    struct sql_letterbox_in_by_ref_row row;
    *e_out = sql_letterbox_in_by_ref(
        bank_db(v->b),
        &(struct sql_letterbox_in_by_ref_in){.bank_id = bank_row_id(v->b),
                                             .fingerprint = {v->header.sender.b, FINGERPRINT},
                                             .ref = {v->header.ref.b, LETTER_REF}},
        v->a, &row, &v->detail);
    if (*e_out != ERR_OK) {
        *e_out = *e_out == ERR_NOT_FOUND ? ERR_OK : *e_out;
        return false;
    }
    if (row.digest.n != ENVELOPE_DIGEST || memcmp(row.digest.p, v->digest, ENVELOPE_DIGEST) != 0) {
        refuse_signed(v, REFUSED_REF_TAKEN, RECEIPT_REF_TAKEN);
    } else if (row.receipt.n == RECEIPT_BYTES) {
        refusal_note(v->b, v->peer.id, REFUSED_REPLAY);
        answer_receipt(v->out, row.receipt.p);
    } else {
        try_again(v, ERR_CORRUPT);
    }
    return true;
}

static bool addressed_to_us(const struct arrival *v)
{
    struct peer_card own;
    struct fingerprint f;
    peer_card_own(v->b, &own);
    peer_card_fingerprint(&own, &f);
    return memcmp(f.b, v->header.recipient.b, FINGERPRINT) == 0;
}

/* Opens the seal and reads what it says; the refusal is given when it returns false. */
static bool open_letter(struct arrival *v)
{
    if (!addressed_to_us(v)) {
        refuse_signed(v, REFUSED_RECIPIENT, RECEIPT_NOT_FOR_US);
        return false;
    }
    if (envelope_open(v->b, &v->header, v->a, &v->envelope, &v->detail) != ERR_OK) {
        refuse_signed(v, REFUSED_SEAL, RECEIPT_UNREADABLE);
        return false;
    }
    if (v->envelope.created.ms > timestamp_now().ms + CLOCK_AHEAD_MS) {
        refuse(v, REFUSED_CLOCK, 503, "the letter is from the future: check the clocks\n");
        return false;
    }
    if (v->envelope.kind == LETTER_NONE) {
        refuse_signed(v, REFUSED_KIND, RECEIPT_UNKNOWN_KIND);
        return false;
    }
    if (content_parse(v->envelope.kind, v->envelope.body, v->a, &v->content, &v->detail) !=
            ERR_OK ||
        (letter_kind_is_item(v->envelope.kind) &&
         v->content.ground.decided.days > timestamp_date(v->envelope.created).days)) {
        refuse_signed(v, REFUSED_CONTENT, RECEIPT_BAD_CONTENT);
        return false;
    }
    return true;
}

/* Whether the sender has withdrawn the letter before it came. */
static enum err withdrawn_before(struct arrival *v, struct work *w, bool *out, struct date *on)
{
    struct sql_letterbox_withdrawn_read_row row = {0};
    enum err e = sql_letterbox_withdrawn_read(
        w->db,
        &(struct sql_letterbox_withdrawn_read_in){.bank_id = w->bank_id,
                                                  .fingerprint = {v->header.sender.b, FINGERPRINT},
                                                  .ref = {v->header.ref.b, LETTER_REF}},
        v->a, &row, &v->detail);
    *out = e == ERR_OK;
    *on = row.withdrawn_on;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err insert(struct arrival *v, struct work *w, int64_t id,
                       const uint8_t receipt[RECEIPT_BYTES])
{
    bool item = letter_kind_is_item(v->envelope.kind), withdrawn = false;
    struct date on = {0};
    enum err e = item ? withdrawn_before(v, w, &withdrawn, &on) : ERR_OK;
    if (e != ERR_OK) {
        return e;
    }
    const struct letter_ground *g = &v->content.ground;
    struct timestamp now = timestamp_now(), decided = now;
    bool waits = item && !withdrawn;
    if (waits) {
        decided.ms = 0;
    }
    return sql_letterbox_in_insert(w->db,
                                   &(struct sql_letterbox_in_insert_in){
                                       .bank_id = w->bank_id,
                                       .letter_id = id,
                                       .peer_id = v->peer.id.v,
                                       .ref = {v->header.ref.b, LETTER_REF},
                                       .digest = {v->digest, ENVELOPE_DIGEST},
                                       .kind = (int)v->envelope.kind,
                                       .state = waits  ? INBOX_RECEIVED
                                                : item ? INBOX_WITHDRAWN
                                                       : INBOX_ACCEPTED,
                                       .created_at = v->envelope.created,
                                       .received_at = now,
                                       .decided_at = decided,
                                       .purpose = (int)g->purpose,
                                       .grounds = ground_join(g->grounds, g->ground_count, v->a),
                                       .rules = ground_join(g->rules, g->rule_count, v->a),
                                       .withdrawn = withdrawn,
                                       .withdrawn_on = on,
                                       .receipt = {receipt, RECEIPT_BYTES},
                                       .envelope = waits ? v->bytes : (struct blob){NULL, 0}},
                                   NULL, &v->detail);
}

/* Stores, lets a protocol letter take effect, and journals, in one transaction. */
static enum err store(struct arrival *v, struct work *w, const uint8_t receipt[RECEIPT_BYTES])
{
    int64_t id = 0;
    enum err e = letter_next_id(w, v->a, &id, &v->detail);
    e = e == ERR_OK ? insert(v, w, id, receipt) : e;
    struct actor actor = actor_peer(v->peer.id);
    char ref[LETTER_REF_TEXT];
    if (e == ERR_OK) {
        e = journal_append(
            v->b,
            &(struct journal_entry){
                .actor = &actor,
                .event = JOURNAL_LETTER_RECEIVED,
                .detail = arena_printf(
                    v->a, "{\"letter\":%lld,\"ref\":\"%s\",\"kind\":\"%s\",\"peer\":%lld}",
                    (long long)id, letter_ref_format(&v->header.ref, ref),
                    letter_kind_code[v->envelope.kind], (long long)v->peer.id.v)},
            &v->detail);
    }
    if (e == ERR_OK && v->envelope.kind == LETTER_ANSWER) {
        e = inbox_take_answer(v->b, w, &actor, &v->peer, &v->content, v->a, &v->detail);
    } else if (e == ERR_OK && (v->envelope.kind == LETTER_CONSULTATION ||
                               v->envelope.kind == LETTER_CONSULTATION_ANSWER)) {
        e = consultation_take(v->b, w, &v->peer, &v->header.ref, &v->content, v->a, &v->detail);
    } else if (e == ERR_OK && v->envelope.kind == LETTER_WITHDRAWAL) {
        e = inbox_take_withdrawal(v->b, w, &actor, &v->peer, &v->content, v->a, &v->detail);
    }
    return e;
}

static void receive(struct arrival *v)
{
    enum err e;
    if (!authenticate(v) || answer_stored(v, &e)) {
        return;
    }
    if (e != ERR_OK) {
        try_again(v, e);
        return;
    }
    if (!open_letter(v)) {
        return;
    }
    uint8_t receipt[RECEIPT_BYTES];
    make_receipt(v, RECEIPT_RECEIVED, receipt);
    struct work w;
    e = work_begin(v->b, &w, &v->detail);
    if (e == ERR_OK) {
        e = store(v, &w, receipt);
        e = work_end(&w, e, &v->detail);
    }
    enum err again;
    if (e == ERR_OK) {
        answer_receipt(v->out, receipt);
    } else if (e != ERR_CONFLICT || !answer_stored(v, &again)) {
        /* A conflict is a copy that was stored since we looked; anything else may not last. */
        try_again(v, e);
    }
}

void letterbox_receive(struct bank *b, struct blob bytes, struct letterbox_response *out)
{
    memset(out, 0, sizeof *out);
    struct arrival v = {.b = b, .bytes = bytes, .a = arena_new(ARENA_BYTES), .out = out};
    receive(&v);
    content_free(&v.content);
    arena_free(v.a);
}
