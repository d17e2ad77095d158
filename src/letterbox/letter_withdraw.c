/*
 * Withdrawing a consent (docs/letterbox.md, "Withdrawal"). One transaction: the withdrawal is
 * recorded, so no later decision rests on it; queued letters that rest on it are cancelled; and
 * each recipient that may have any of them is told which. "May have" is: an attempt has begun.
 */
#include <string.h>

#include "bank/journal.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

struct told {
    struct peer_id peer;
    struct letter_ref *letters;
    size_t count, cap;
};

static void add(struct told *told, struct blob ref, struct arena *a)
{
    if (told->count == told->cap) {
        size_t cap = told->cap == 0 ? 64 : 2 * told->cap;
        struct letter_ref *more = arena_alloc(a, cap * sizeof *more);
        if (told->count > 0) {
            memcpy(more, told->letters, told->count * sizeof *more);
        }
        told->letters = more;
        told->cap = cap;
    }
    memcpy(told->letters[told->count++].b, ref.p, LETTER_REF);
}

/* A consent names one recipient, so its letters are all to one peer. */
static enum err collect(struct work *w, struct consent_id consent, struct arena *a,
                        struct told *told, unsigned *cancelled_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_letterbox_out_of_consent_open(
        w->db,
        &(struct sql_letterbox_out_of_consent_in){.bank_id = w->bank_id, .consent_id = consent.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_letterbox_out_of_consent_row row;
    while (sql_letterbox_out_of_consent_next(rows, &row)) {
        *cancelled_out += row.state == LETTER_QUEUED;
        if (row.attempts > 0 && row.ref.n == LETTER_REF) {
            told->peer.v = row.peer_id;
            add(told, row.ref, a);
        }
    }
    return sql_letterbox_out_of_consent_close(rows, ctx);
}

/* As many letters as it takes; one names at most CONTENT_LETTERS_MAX. */
static enum err tell(struct bank *b, struct work *w, const struct actor *actor,
                     const struct told *told, const struct consent *consent, struct date said_on,
                     struct arena *a, bool *told_out, struct err_ctx *ctx)
{
    struct peer peer;
    enum err e = peer_read(b, told->peer, &peer, ctx);
    *told_out = e == ERR_OK && peer.state == PEER_CONFIRMED;
    if (!*told_out) {
        /* Nothing about the peer may stop a withdrawal, not even a row that cannot be used. */
        return e == ERR_CORRUPT || e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    for (size_t at = 0; e == ERR_OK && at < told->count; at += CONTENT_LETTERS_MAX) {
        size_t left = told->count - at;
        struct content content = {.kind = LETTER_WITHDRAWAL,
                                  .reason = -1,
                                  .on = said_on,
                                  .letters = told->letters + at,
                                  .letter_count =
                                      left < CONTENT_LETTERS_MAX ? left : CONTENT_LETTERS_MAX};
        memcpy(content.consent, consent->ref, sizeof content.consent);
        struct letter_id id;
        e = outbox_put(
            b, w, actor,
            &(struct outbox_letter){.peer = &peer, .content = &content, .created = timestamp_now()},
            a, &id, ctx);
    }
    return e;
}

static enum err stop_letters(struct bank *b, struct work *w, const struct actor *actor,
                             const struct consent *consent, struct date said_on,
                             struct letter_withdrawal *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024 * 1024);
    struct told told = {0};
    enum err e = collect(w, consent->id, a, &told, &out->cancelled, ctx);
    if (e == ERR_OK) {
        e = sql_letterbox_out_cancel_consent(
            w->db,
            &(struct sql_letterbox_out_cancel_consent_in){.bank_id = w->bank_id,
                                                          .consent_id = consent->id.v},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = sql_letterbox_out_withdraw_consent(
            w->db,
            &(struct sql_letterbox_out_withdraw_consent_in){.bank_id = w->bank_id,
                                                            .consent_id = consent->id.v},
            NULL, ctx);
    }
    bool reached = false;
    if (e == ERR_OK && told.count > 0) {
        e = tell(b, w, actor, &told, consent, said_on, a, &reached, ctx);
    }
    *(reached ? &out->told : &out->not_told) = (unsigned)told.count;
    arena_free(a);
    return e;
}

enum err letter_consent_withdraw(struct bank *b, const struct actor *actor, struct consent_id id,
                                 enum consent_party by, struct date said_on,
                                 struct letter_withdrawal *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct consent consent = {0};
    e = consent_withdraw(b, actor, id, by, said_on, ctx);
    e = e == ERR_OK ? consent_get(b, id, &consent, ctx) : e;
    e = e == ERR_OK ? stop_letters(b, &w, actor, &consent, said_on, out, ctx) : e;
    return work_end(&w, e, ctx);
}
