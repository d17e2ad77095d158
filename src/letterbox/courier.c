#include "letterbox/courier.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bank/journal.h"
#include "base/log.h"
#include "letterbox/inbox.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

#define BACKOFF_FIRST_MS INT64_C(2000)
#define BACKOFF_MOST_MS  (INT64_C(3600) * 1000)
#define RETRY_UNSURE_MS  INT64_C(60000) /* when a try ends without a trace, such as a crash */
#define BATCH            20             /* envelopes read at once */
#define LOOP_MS          500
#define WITNESS_EVERY_MS INT64_C(20000)
#define PEERS_DOWN_MAX   64

/* One letter that is due. */
struct due {
    int64_t id;
    struct peer_id peer;
    struct person_id person;
    struct letter_ref ref;
    unsigned attempts;
    uint8_t digest[ENVELOPE_DIGEST];
    struct blob envelope;
};

/* One round of delivery. */
struct round {
    struct bank *b;
    const struct courier_transport *t;
    struct courier_result *out;
    struct arena *a;
    int64_t down[PEERS_DOWN_MAX]; /* peers that did not answer in this round */
    size_t down_count;
};

static bool is_down(const struct round *r, struct peer_id peer)
{
    for (size_t i = 0; i < r->down_count; i++) {
        if (r->down[i] == peer.v) {
            return true;
        }
    }
    return false;
}

/* 2 s, 4 s, 8 s … 1 h, and up to a quarter more or less, so that many letters do not come back at
 * the same moment. */
static int64_t backoff_ms(unsigned attempts)
{
    int64_t ms = BACKOFF_FIRST_MS;
    for (unsigned i = 1; i < attempts && ms < BACKOFF_MOST_MS; i++) {
        ms *= 2;
    }
    ms = ms > BACKOFF_MOST_MS ? BACKOFF_MOST_MS : ms;
    uint32_t random;
    bank_random(&random, sizeof random);
    return ms - ms / 4 + (int64_t)(random % (uint32_t)(ms / 2));
}

static struct timestamp in_ms(int64_t ms)
{
    return (struct timestamp){timestamp_now().ms + ms};
}

/* What is due after letter `after`, at most BATCH. */
static enum err load(struct round *r, bool all, int64_t after, struct due *batch, size_t *count_out,
                     struct err_ctx *ctx)
{
    *count_out = 0;
    struct db_rows *rows;
    enum err e =
        sql_letterbox_out_due_open(bank_db(r->b),
                                   &(struct sql_letterbox_out_due_in){.bank_id = bank_row_id(r->b),
                                                                      .now = timestamp_now(),
                                                                      .everything = all,
                                                                      .after = after,
                                                                      .max_rows = BATCH},
                                   &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_letterbox_out_due_row row;
    while (*count_out < BATCH && sql_letterbox_out_due_next(rows, &row)) {
        struct due *d = &batch[(*count_out)++];
        *d = (struct due){
            .id = row.letter_id,
            .peer = {row.peer_id},
            .person = {row.has_person_id ? row.person_id : 0},
            .attempts = (unsigned)row.attempts,
            .envelope = {arena_copy(r->a, row.envelope.p, row.envelope.n), row.envelope.n}};
        if (row.ref.n == LETTER_REF && row.digest.n == ENVELOPE_DIGEST) {
            memcpy(d->ref.b, row.ref.p, LETTER_REF);
            memcpy(d->digest, row.digest.p, ENVELOPE_DIGEST);
        }
    }
    return sql_letterbox_out_due_close(rows, ctx);
}

/* From here on the recipient may have it. False when it has been cancelled meanwhile, or another
 * courier (the server's beside a command's) is carrying it. */
static enum err begin_attempt(struct round *r, const struct due *d, bool *go_out,
                              struct err_ctx *ctx)
{
    struct work w;
    int64_t changed = 0;
    enum err e = work_begin(r->b, &w, ctx);
    if (e == ERR_OK) {
        e = sql_letterbox_out_attempt(
            w.db,
            &(struct sql_letterbox_out_attempt_in){.bank_id = w.bank_id,
                                                   .letter_id = d->id,
                                                   .attempts = (int)d->attempts,
                                                   .next_attempt_at = in_ms(RETRY_UNSURE_MS)},
            &changed, ctx);
        e = work_end(&w, e, ctx);
    }
    *go_out = e == ERR_OK && changed == 1;
    return e;
}

/* The letter waits longer, and so does everything else to a peer that did not answer. */
static enum err fail(struct round *r, const struct due *d, bool peer_down, const char *why,
                     struct err_ctx *ctx)
{
    r->out->failed++;
    if (peer_down && r->down_count < PEERS_DOWN_MAX) {
        r->down[r->down_count++] = d->peer.v;
    }
    struct timestamp next = in_ms(backoff_ms(d->attempts + 1));
    struct work w;
    enum err e = work_begin(r->b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    char text[200];
    snprintf(text, sizeof text, "%s", why);
    e = sql_letterbox_out_failed(
        w.db,
        &(struct sql_letterbox_out_failed_in){
            .bank_id = w.bank_id, .letter_id = d->id, .next_attempt_at = next, .last_error = text},
        NULL, ctx);
    if (e == ERR_OK && peer_down) {
        e = sql_letterbox_out_postpone(
            w.db,
            &(struct sql_letterbox_out_postpone_in){
                .bank_id = w.bank_id, .peer_id = d->peer.v, .next_attempt_at = next},
            NULL, ctx);
    }
    return work_end(&w, e, ctx);
}

/* Whether the receipt is about exactly this letter to this peer. */
static enum err check_receipt(struct round *r, const struct due *d, const struct peer *peer,
                              const struct courier_reply *reply, struct receipt *out,
                              struct err_ctx *ctx)
{
    enum err e =
        receipt_open((struct blob){reply->body, reply->length}, peer->card.keys.sign, out, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct peer_card own;
    struct fingerprint f;
    peer_card_own(r->b, &own);
    peer_card_fingerprint(&own, &f);
    bool fits = memcmp(out->sender.b, f.b, FINGERPRINT) == 0 &&
                memcmp(out->recipient.b, peer->fingerprint.b, FINGERPRINT) == 0 &&
                memcmp(out->ref.b, d->ref.b, LETTER_REF) == 0 &&
                memcmp(out->digest, d->digest, ENVELOPE_DIGEST) == 0;
    return fits ? ERR_OK
                : err_set(ctx, ERR_CORRUPT, "receipt", "the letter will be sent again",
                          "the receipt is about another letter");
}

static enum err mark(struct work *w, const struct due *d, enum receipt_status status,
                     int64_t *changed, struct err_ctx *ctx)
{
    if (status == RECEIPT_RECEIVED) {
        return sql_letterbox_out_delivered(
            w->db,
            &(struct sql_letterbox_out_delivered_in){
                .bank_id = w->bank_id, .letter_id = d->id, .now = timestamp_now()},
            changed, ctx);
    }
    return sql_letterbox_out_refused(w->db,
                                     &(struct sql_letterbox_out_refused_in){.bank_id = w->bank_id,
                                                                            .letter_id = d->id,
                                                                            .refusal = (int)status},
                                     changed, ctx);
}

static enum err settle(struct round *r, const struct due *d, enum receipt_status status,
                       struct err_ctx *ctx)
{
    struct work w;
    int64_t changed = 0;
    enum err e = work_begin(r->b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = mark(&w, d, status, &changed, ctx);
    if (e == ERR_OK) {
        e = sql_letterbox_peer_answered(
            w.db,
            &(struct sql_letterbox_peer_answered_in){
                .bank_id = w.bank_id, .peer_id = d->peer.v, .now = timestamp_now()},
            NULL, ctx);
    }
    if (e == ERR_OK && changed == 1) {
        struct actor actor = actor_system("letterbox");
        bool received = status == RECEIPT_RECEIVED;
        e = journal_append(
            r->b,
            &(struct journal_entry){
                .actor = &actor,
                .event = received ? JOURNAL_LETTER_DELIVERED : JOURNAL_LETTER_REFUSED,
                .person = d->person,
                .detail = arena_printf(r->a, "{\"letter\":%lld,\"receipt\":\"%s\"}",
                                       (long long)d->id, receipt_status_code[status])},
            ctx);
    }
    e = work_end(&w, e, ctx);
    r->out->delivered += e == ERR_OK && status == RECEIPT_RECEIVED;
    r->out->refused += e == ERR_OK && status != RECEIPT_RECEIVED;
    return e;
}

static enum err deliver(struct round *r, const struct due *d, struct err_ctx *ctx)
{
    struct peer peer;
    bool go = false;
    struct err_ctx why = {0};
    if (peer_read(r->b, d->peer, &peer, &why) != ERR_OK) {
        return fail(r, d, true, why.what, ctx); /* must not stop letters to others */
    }
    enum err e = begin_attempt(r, d, &go, ctx);
    if (e != ERR_OK || !go) {
        return e;
    }
    r->out->tried++;
    char url[BANK_URL + sizeof LETTERBOX_PATH_LETTERS];
    snprintf(url, sizeof url, "%s%s", peer.card.url, LETTERBOX_PATH_LETTERS);
    struct courier_reply *reply = arena_alloc(r->a, sizeof *reply);
    if (r->t->post(r->t->user, url, d->envelope, reply, &why) != ERR_OK) {
        return fail(r, d, true, why.what, ctx);
    }
    if (reply->status != 200) {
        char text[64];
        snprintf(text, sizeof text, "the recipient answers with HTTP %d", reply->status);
        return fail(r, d, reply->status == 503, text, ctx);
    }
    struct receipt receipt;
    if (check_receipt(r, d, &peer, reply, &receipt, &why) != ERR_OK) {
        return fail(r, d, false, why.what, ctx);
    }
    return settle(r, d, receipt.status, ctx);
}

static enum err count_waiting(struct bank *b, unsigned *due_out, unsigned *waiting_out,
                              struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct sql_letterbox_out_due_count_row row = {0};
    enum err e = sql_letterbox_out_due_count(
        bank_db(b),
        &(struct sql_letterbox_out_due_count_in){.bank_id = bank_row_id(b), .now = timestamp_now()},
        a, &row, ctx);
    arena_free(a);
    *due_out = (unsigned)row.due;
    *waiting_out = (unsigned)row.waiting;
    return e;
}

enum err courier_run(struct bank *b, const struct courier_transport *t, bool all,
                     struct courier_result *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct round r = {.b = b, .t = t, .out = out, .a = arena_new((size_t)16 * 1024 * 1024)};
    int64_t after = 0;
    size_t count = BATCH;
    enum err e = ERR_OK;
    while (e == ERR_OK && count == BATCH) {
        struct due batch[BATCH];
        e = load(&r, all, after, batch, &count, ctx);
        for (size_t i = 0; e == ERR_OK && i < count; i++) {
            after = batch[i].id;
            if (!is_down(&r, batch[i].peer)) {
                e = deliver(&r, &batch[i], ctx);
            }
        }
        arena_reset(r.a);
    }
    arena_free(r.a);
    unsigned due;
    return e == ERR_OK ? count_waiting(b, &due, &out->waiting, ctx) : e;
}

static void log_failure(const char *what, enum err e, const struct err_ctx *ctx)
{
    log_write(e == ERR_BUSY ? LOG_WARNING : LOG_ERROR, "courier", "%s (%s): %s", what, err_name(e),
              ctx->what);
}

void courier_loop(struct bank *b, const struct courier_transport *t, const atomic_bool *stop)
{
    int64_t witnessed_at = 0;
    while (!atomic_load(stop)) {
        struct err_ctx ctx = {0};
        struct courier_result result;
        unsigned due = 0, waiting = 0;
        enum err e = count_waiting(b, &due, &waiting, &ctx);
        if (e == ERR_OK && due > 0) {
            e = courier_run(b, t, false, &result, &ctx);
        }
        if (e != ERR_OK) {
            log_failure("cannot deliver", e, &ctx);
        }
        int64_t now = timestamp_now().ms;
        if (now - witnessed_at >= WITNESS_EVERY_MS || now < witnessed_at) {
            witnessed_at = now;
            courier_witness(b, t);
        }
        nanosleep(&(struct timespec){.tv_nsec = LOOP_MS * 1000000L}, NULL);
    }
}
