/*
 * Witnessing each other's journals over the letterbox's transport, in the form of C2SP
 * tlog-witness: "old N", the consistency proof in base64, an empty line, the checkpoint.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "bank/note.h"
#include "bank/witness.h"
#include "base/log.h"
#include "letterbox/courier.h"
#include "letterbox/inbox.h"
#include "letterbox/refusal.h"
#include "letterbox/witness_request.h"
#include "sql_letterbox.h"
#include "team/work.h"

static void answer(struct letterbox_response *out, int status, const char *type, const char *text)
{
    out->status = status;
    out->content_type = type;
    out->length = strlen(text);
    memcpy(out->body, text, out->length);
}

static void answer_plain(struct letterbox_response *out, int status, const char *text)
{
    answer(out, status, "text/plain; charset=utf-8", text);
}

/* The confirmed peer whose journal has this origin. */
static enum err find_origin(struct bank *b, const char *origin, struct arena *a, struct peer *out,
                            struct err_ctx *ctx)
{
    struct peer *peers;
    size_t count;
    enum err e = peer_list(b, a, &peers, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (peers[i].state == PEER_CONFIRMED && strcmp(peers[i].card.journal_origin, origin) == 0) {
            return peer_read(b, peers[i].id, out, ctx);
        }
    }
    return e != ERR_OK ? e : ERR_NOT_FOUND;
}

static void cosign(struct bank *b, const struct peer *peer, const struct witness_asked *q,
                   struct letterbox_response *out)
{
    char line[WITNESS_LINE_MAX], text[32];
    int64_t held = 0;
    if (q->old_size == q->checkpoint.size && q->proof_count > 0) {
        /* Anybody who has seen the checkpoint can add a proof to it: not worth a journal entry. */
        answer_plain(out, 422, "there is nothing to prove\n");
        return;
    }
    struct err_ctx ctx = {0};
    struct witness_request request = {.peer = peer->id,
                                      .origin = peer->card.journal_origin,
                                      .note = q->note,
                                      .old_size = q->old_size,
                                      .proof = q->proof,
                                      .proof_count = q->proof_count};
    memcpy(request.journal_key, peer->card.keys.journal, sizeof request.journal_key);
    enum err e = witness_cosign(b, &request, line, &held, &ctx);
    if (e == ERR_OK) {
        answer_plain(out, 200, line);
    } else if (e == ERR_CONFLICT) {
        snprintf(text, sizeof text, "%" PRId64 "\n", held);
        answer(out, 409, "text/x.tlog.size", text);
    } else if (e == ERR_CORRUPT) {
        refusal_note(b, peer->id, REFUSED_CHECKPOINT);
        answer_plain(out, 422, "the proof does not fit\n");
    } else if (e == ERR_INVALID || e == ERR_LIMIT) {
        answer_plain(out, 400, "not a checkpoint\n");
    } else {
        answer_plain(out, 503, "try again later\n");
    }
}

void letterbox_witness(struct bank *b, struct blob bytes, struct letterbox_response *out)
{
    memset(out, 0, sizeof *out);
    struct arena *a = arena_new((size_t)4 * 1024 * 1024);
    struct witness_asked *q = arena_alloc(a, sizeof *q);
    struct peer peer;
    struct err_ctx ctx = {0};
    if (!witness_asked_parse(bytes, a, q)) {
        answer_plain(out, 400, "not a request\n");
    } else if (find_origin(b, q->checkpoint.origin, a, &peer, &ctx) != ERR_OK) {
        answer_plain(out, 404, "not the log of a confirmed peer\n");
    } else if (note_verify(&q->parsed,
                           &(struct note_key){peer.card.journal_origin, NOTE_ED25519,
                                              peer.card.keys.journal},
                           NULL) != NOTE_VALID) {
        /* Anybody can send this: it is not worth a journal entry. */
        answer_plain(out, 403, "not signed by the log\n");
    } else if (refusal_muted(b, peer.id, REFUSED_CHECKPOINT)) {
        answer_plain(out, 503, "too many checkpoints that do not fit; try again later\n");
    } else {
        cosign(b, &peer, q, out);
    }
    arena_free(a);
}

/* ---- asking ---- */

static enum err write_request(struct bank *b, int64_t old_size, int64_t size, const char *note,
                              struct arena *a, struct buf *out, struct err_ctx *ctx)
{
    uint8_t *hashes;
    size_t count;
    enum err e = journal_consistency_proof(b, old_size, size, a, &hashes, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    buf_addf(out, "old %" PRId64 "\n", old_size);
    for (size_t i = 0; i < count; i++) {
        char text[WITNESS_HASH_TEXT + 1];
        sodium_bin2base64(text, sizeof text, hashes + i * MERKLE_HASH, MERKLE_HASH,
                          sodium_base64_VARIANT_ORIGINAL);
        buf_addf(out, "%s\n", text);
    }
    buf_add(out, "\n");
    buf_add(out, note);
    return buf_ok(out) ? ERR_OK
                       : err_set(ctx, ERR_LIMIT, "checkpoint", NULL, "the request is too long");
}

struct asking {
    struct bank *b;
    const struct courier_transport *t;
    struct arena *a;
    const char *note;
    int64_t size;
};

static enum err post(const struct asking *k, const struct peer *peer, int64_t old_size,
                     struct courier_reply *reply, struct err_ctx *ctx)
{
    char url[BANK_URL + sizeof LETTERBOX_PATH_CHECKPOINT];
    snprintf(url, sizeof url, "%s%s", peer->card.url, LETTERBOX_PATH_CHECKPOINT);
    struct buf request;
    buf_init(&request, LETTERBOX_CHECKPOINT_MAX);
    enum err e = write_request(k->b, old_size, k->size, k->note, k->a, &request, ctx);
    e = e == ERR_OK
            ? k->t->post(k->t->user, url, (struct blob){(const uint8_t *)request.text, request.len},
                         reply, ctx)
            : e;
    buf_free(&request);
    return e;
}

static enum err note_answer(struct bank *b, struct peer_id peer, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e == ERR_OK) {
        e = sql_letterbox_peer_answered(
            w.db,
            &(struct sql_letterbox_peer_answered_in){
                .bank_id = w.bank_id, .peer_id = peer.v, .now = timestamp_now()},
            NULL, ctx);
        e = work_end(&w, e, ctx);
    }
    return e;
}

/* Asks one peer, a second time when it holds another size than we thought. */
static enum err ask(const struct asking *k, const struct peer *peer, int64_t old_size,
                    struct err_ctx *ctx)
{
    struct courier_reply *reply = arena_alloc(k->a, sizeof *reply);
    enum err e = post(k, peer, old_size, reply, ctx);
    if (e == ERR_OK && reply->status == 409 && reply->length < sizeof reply->body) {
        reply->body[reply->length] = '\0';
        int64_t held;
        const char *end = witness_take_size((const char *)reply->body, &held);
        if (end == NULL || *end != '\0' || held > k->size) {
            return err_set(ctx, ERR_CORRUPT, "witness",
                           "compare the journals: brygga journal verify, on both sides",
                           "peer %lld has witnessed more of our journal than there is",
                           (long long)peer->id.v);
        }
        e = post(k, peer, held, reply, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (reply->status != 200 || reply->length >= WITNESS_LINE_MAX) {
        return err_set(ctx, ERR_UNAVAILABLE, "witness", NULL, "peer %lld answers with HTTP %d",
                       (long long)peer->id.v, reply->status);
    }
    char line[WITNESS_LINE_MAX];
    memcpy(line, reply->body, reply->length);
    line[reply->length] = '\0';
    e = witness_store(k->b, peer->id, peer->card.journal_origin, peer->card.keys.witness, k->size,
                      line, ctx);
    return e == ERR_OK ? note_answer(k->b, peer->id, ctx) : e;
}

static enum err read_newest(struct asking *k, struct err_ctx *ctx)
{
    struct note parsed;
    struct checkpoint checkpoint;
    enum err e = journal_checkpoint_note(k->b, k->a, &k->note, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!note_parse(k->note, strlen(k->note), &parsed) ||
        !checkpoint_parse((struct blob){(const uint8_t *)parsed.text, parsed.text_n},
                          &checkpoint)) {
        return err_set(ctx, ERR_CORRUPT, "checkpoint", "run brygga journal verify",
                       "the newest checkpoint cannot be read");
    }
    k->size = checkpoint.size;
    return ERR_OK;
}

void courier_witness(struct bank *b, const struct courier_transport *t)
{
    struct err_ctx ctx = {0};
    struct asking k = {.b = b, .t = t, .a = arena_new((size_t)16 * 1024 * 1024)};
    struct peer *peers = NULL;
    size_t count = 0;
    enum err e = read_newest(&k, &ctx);
    e = e == ERR_OK ? peer_list(b, k.a, &peers, &count, &ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct peer peer;
        int64_t cosigned = 0;
        if (peers[i].state != PEER_CONFIRMED || peer_read(b, peers[i].id, &peer, &ctx) != ERR_OK ||
            witness_cosigned_size(b, peer.id, &cosigned, &ctx) != ERR_OK || cosigned >= k.size) {
            continue;
        }
        enum err asked = ask(&k, &peer, cosigned, &ctx);
        if (asked != ERR_OK) {
            log_write(asked == ERR_CORRUPT ? LOG_ERROR : LOG_INFO, "witness",
                      "the journal is not witnessed by peer %lld: %s", (long long)peer.id.v,
                      ctx.what);
        }
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND) {
        log_write(LOG_ERROR, "witness", "the journal cannot be witnessed: %s", ctx.what);
    }
    arena_free(k.a);
}
