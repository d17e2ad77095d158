#include "bank/witness.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/journal_store.h"
#include "bank/note.h"
#include "base/log.h"
#include "sql_bank.h"

const char *witness_name(const struct bank *b)
{
    return b->config.journal_origin;
}

static enum err read_held(struct bank *b, struct peer_id peer, struct arena *a, int64_t *size,
                          const char **note, struct err_ctx *ctx)
{
    struct sql_bank_witnessed_read_in in = {b->keys->bank_id, peer.v};
    struct sql_bank_witnessed_read_row row;
    uint8_t mac[JOURNAL_MAC];
    *size = 0;
    *note = "";
    enum err e = sql_bank_witnessed_read(b->db, &in, a, &row, ctx);
    if (e == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (e != ERR_OK) {
        return e;
    }
    witnessed_mac(b, peer.v, row.size, row.time, row.note, mac);
    if (!mac_equal(row.mac, mac)) {
        return err_set(ctx, ERR_CORRUPT, "witnessed log",
                       "run `brygga journal verify`; keep a copy of the database",
                       "what is kept of the log of peer %" PRId64 " has been changed", peer.v);
    }
    *size = row.size;
    *note = row.note;
    return ERR_OK;
}

enum err witness_held(struct bank *b, struct peer_id peer, struct arena *a, int64_t *size_out,
                      const char **note_out, struct err_ctx *ctx)
{
    return read_held(b, peer, a, size_out, note_out, ctx);
}

/* The note must be a checkpoint of the agreed log, signed by its key. */
static enum err read_request(const struct witness_request *q, struct note *note,
                             struct checkpoint *c, struct err_ctx *ctx)
{
    struct note_key key = {q->origin, NOTE_ED25519, q->journal_key};
    size_t n = strnlen(q->note, JOURNAL_NOTE_MAX + 1);
    if (n > JOURNAL_NOTE_MAX || !note_parse(q->note, n, note) ||
        !checkpoint_parse((struct blob){(const uint8_t *)note->text, note->text_n}, c)) {
        return err_set(ctx, ERR_INVALID, "checkpoint", "", "the checkpoint is not well formed");
    }
    if (strcmp(c->origin, q->origin) != 0 || note_verify(note, &key, NULL) != NOTE_VALID) {
        return err_set(ctx, ERR_CORRUPT, "checkpoint", "compare the peer's fingerprint",
                       "the checkpoint is not signed by the peer's journal key");
    }
    return ERR_OK;
}

/* The new checkpoint must extend the one that was cosigned last. */
static enum err check_extends(const struct witness_request *q, const char *held_note,
                              int64_t held_size, const struct checkpoint *c, struct err_ctx *ctx)
{
    struct merkle_hash held_root = merkle_empty(), proof[MERKLE_PROOF_MAX];
    if (held_size != 0) {
        struct note note;
        struct checkpoint held;
        if (!note_parse(held_note, strlen(held_note), &note) ||
            !checkpoint_parse((struct blob){(const uint8_t *)note.text, note.text_n}, &held)) {
            return err_set(ctx, ERR_CORRUPT, "witnessed log", "run `brygga journal verify`",
                           "what is kept of the peer's log cannot be read");
        }
        held_root = held.root;
    }
    if (q->proof_count > MERKLE_PROOF_MAX) {
        return err_set(ctx, ERR_LIMIT, "consistency proof", "", "the proof is too long");
    }
    if (q->proof_count != 0) {
        memcpy(proof, q->proof, q->proof_count * MERKLE_HASH);
    }
    if (!merkle_consistency_ok(held_size, c->size, &held_root, &c->root, proof, q->proof_count)) {
        return err_set(ctx, ERR_CORRUPT, "consistency proof",
                       "ask the other authority what has happened to its journal",
                       "the peer's journal does not extend what was witnessed before");
    }
    return ERR_OK;
}

static enum err store(struct bank *b, const struct witness_request *q, const struct checkpoint *c,
                      const char *line, struct err_ctx *ctx)
{
    uint8_t mac[JOURNAL_MAC];
    struct timestamp now = timestamp_now();
    struct buf text;
    buf_init(&text, NOTE_MAX);
    buf_add_n(&text, q->note, strlen(q->note));
    buf_add(&text, line);
    enum err e =
        buf_ok(&text) ? ERR_OK : err_set(ctx, ERR_LIMIT, "checkpoint", "", "the note is too long");
    if (e == ERR_OK) {
        witnessed_mac(b, q->peer.v, c->size, now, text.text, mac);
        struct sql_bank_witnessed_put_in in = {
            .bank_id = b->keys->bank_id,
            .peer_id = q->peer.v,
            .size = c->size,
            .time = now,
            .note = text.text,
            .mac = {mac, sizeof mac},
        };
        e = sql_bank_witnessed_put(b->db, &in, NULL, ctx);
    }
    if (e == ERR_OK) {
        char detail[128];
        struct actor actor = actor_peer(q->peer);
        snprintf(detail, sizeof detail, "{\"from\":%" PRId64 ",\"to\":%" PRId64 "}", q->old_size,
                 c->size);
        e = journal_append(b,
                           &(struct journal_entry){
                               .actor = &actor, .event = JOURNAL_PEER_COSIGNED, .detail = detail},
                           ctx);
    }
    buf_free(&text);
    return e;
}

static enum err cosign(struct bank *b, const struct witness_request *q, const struct note *note,
                       const struct checkpoint *c, struct arena *a, char *line_out,
                       int64_t *held_size_out, struct err_ctx *ctx)
{
    const char *held_note;
    enum err e = read_held(b, q->peer, a, held_size_out, &held_note, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (q->old_size != *held_size_out || c->size < *held_size_out) {
        return err_set(ctx, ERR_CONFLICT, "checkpoint", "prove from the size that is held",
                       "%" PRId64 " entries of the log have been witnessed", *held_size_out);
    }
    e = check_extends(q, held_note, *held_size_out, c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct buf line;
    struct note_key key = {witness_name(b), NOTE_COSIGNATURE, b->keys->public.witness};
    buf_init(&line, WITNESS_LINE_MAX - 1);
    note_sign(&line, (struct blob){(const uint8_t *)note->text, note->text_n}, &key,
              b->keys->witness_secret, timestamp_now().ms / 1000);
    snprintf(line_out, WITNESS_LINE_MAX, "%s", line.text);
    buf_free(&line);
    /* Nothing new is not written down again: a peer that asks every minute fills no journal. */
    return c->size == *held_size_out && held_note[0] != '\0' ? ERR_OK
                                                             : store(b, q, c, line_out, ctx);
}

/* A second history, or a forged one, is written down whatever becomes of the request. */
static void write_down_refusal(struct bank *b, const struct witness_request *q)
{
    struct err_ctx ctx;
    struct actor actor = actor_peer(q->peer);
    struct journal_entry entry = {.actor = &actor,
                                  .event = JOURNAL_PEER_REFUSED,
                                  .detail = "{\"why\":\"the log does not extend what was "
                                            "witnessed, or is not signed by the peer\"}"};
    if (journal_append_now(b, &entry, &ctx) != ERR_OK) {
        log_write(LOG_ERROR, "witness", "a refused checkpoint is not in the journal: %s", ctx.what);
    }
}

enum err witness_cosign(struct bank *b, const struct witness_request *q,
                        char line_out[WITNESS_LINE_MAX], int64_t *held_size_out,
                        struct err_ctx *ctx)
{
    struct note note;
    struct checkpoint c;
    line_out[0] = '\0';
    *held_size_out = 0;
    enum err e = read_request(q, &note, &c, ctx);
    if (e == ERR_OK) {
        e = db_begin(b->db, DB_WRITE, ctx);
        if (e != ERR_OK) {
            return e;
        }
        struct arena *a = arena_new((size_t)1 << 20);
        e = db_end(b->db, cosign(b, q, &note, &c, a, line_out, held_size_out, ctx), ctx);
        arena_free(a);
    }
    if (e == ERR_CORRUPT) {
        write_down_refusal(b, q);
    }
    if (e != ERR_OK) {
        line_out[0] = '\0';
    }
    return e;
}

/* The text of our checkpoint of a size. */
static enum err own_text(struct bank *b, int64_t size, struct arena *a, struct note *out,
                         struct err_ctx *ctx)
{
    struct sql_bank_checkpoint_by_size_in in = {b->keys->bank_id, size};
    struct sql_bank_checkpoint_by_size_row row;
    enum err e = sql_bank_checkpoint_by_size(b->db, &in, a, &row, ctx);
    if (e == ERR_OK && !note_parse(row.note, strlen(row.note), out)) {
        e = err_set(ctx, ERR_CORRUPT, "journal checkpoint", "run `brygga journal verify`",
                    "a checkpoint cannot be read");
    }
    return e;
}

static enum err put_cosignature(struct bank *b, struct peer_id peer, const struct note_key *key,
                                int64_t size, const char *line, struct err_ctx *ctx)
{
    uint8_t mac[JOURNAL_MAC];
    struct timestamp now = timestamp_now();
    struct blob public_key = {key->public_key, BANK_SIGN_PUBLIC};
    struct journal_state state;
    enum err e = journal_state_read(b, &state, ctx);
    if (e != ERR_OK) {
        return e;
    }
    int64_t held = 0;
    e = witness_cosigned_size(b, peer, &held, ctx);
    if (e != ERR_OK || size <= held) {
        return e; /* an older or the same one says nothing new */
    }
    cosignature_mac(b, peer.v, size, now, key->name, public_key, line, mac);
    struct sql_bank_cosignature_put_in in = {
        .bank_id = b->keys->bank_id,
        .peer_id = peer.v,
        .size = size,
        .time = now,
        .name = key->name,
        .witness_key = public_key,
        .line = line,
        .mac = {mac, sizeof mac},
    };
    e = sql_bank_cosignature_put(b->db, &in, NULL, ctx);
    if (e == ERR_OK && size > state.cosigned_size) {
        state.cosigned_size = size;
        e = journal_state_write(b, &state, ctx);
    }
    return e;
}

enum err witness_store(struct bank *b, struct peer_id peer, const char *name,
                       const uint8_t witness_key[BANK_SIGN_PUBLIC], int64_t size, const char *line,
                       struct err_ctx *ctx)
{
    struct note_signature s;
    struct note own;
    struct note_key key = {name, NOTE_COSIGNATURE, witness_key};
    size_t n = strnlen(line, WITNESS_LINE_MAX);
    if (n == WITNESS_LINE_MAX || !note_name_ok(name, strlen(name)) ||
        !note_signature_parse(line, n, &s)) {
        return err_set(ctx, ERR_INVALID, "cosignature", "", "the cosignature is not well formed");
    }
    bool began = false;
    enum err e = write_begin(b, &began, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)1 << 20);
    e = own_text(b, size, a, &own, ctx);
    if (e == ERR_OK && note_signature_verify((struct blob){(const uint8_t *)own.text, own.text_n},
                                             &s, &key, NULL) != NOTE_VALID) {
        e = err_set(ctx, ERR_CORRUPT, "cosignature", "compare the peer's fingerprint",
                    "the cosignature is not of the peer's witness key over our checkpoint");
    }
    if (e == ERR_OK) {
        e = put_cosignature(b, peer, &key, size, line, ctx);
    }
    arena_free(a);
    return write_end(b, began, e, ctx);
}

enum err witness_cosigned_size(struct bank *b, struct peer_id peer, int64_t *size_out,
                               struct err_ctx *ctx)
{
    struct sql_bank_cosignature_list_in in = {b->keys->bank_id};
    struct sql_bank_cosignature_list_row row;
    struct db_rows *rows = NULL;
    *size_out = 0;
    enum err e = sql_bank_cosignature_list_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_bank_cosignature_list_next(rows, &row)) {
        *size_out = row.peer_id == peer.v ? row.size : *size_out;
    }
    return sql_bank_cosignature_list_close(rows, ctx);
}
