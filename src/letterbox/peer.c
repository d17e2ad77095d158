#include "letterbox/peer.h"
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/journal.h"
#include "sql_letterbox.h"
#include "team/work.h"

const char *const peer_state_code[PEER_STATE__MAX] = {
    [PEER_ADDED] = "added", [PEER_CONFIRMED] = "confirmed", [PEER_ENDED] = "ended"};
const char *const peer_state_text_sv[PEER_STATE__MAX] = {[PEER_ADDED] = TR("Väntar på bekräftelse"),
                                                         [PEER_CONFIRMED] = TR("Bekräftad"),
                                                         [PEER_ENDED] = TR("Avslutad")};

static enum err no_peer(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "peer", "see which there are: brygga peer list",
                   "there is no such peer");
}

static void take(uint8_t *out, size_t n, struct blob from)
{
    if (from.n == n) {
        memcpy(out, from.p, n);
    }
}

static void text(char *out, size_t cap, const char *from)
{
    snprintf(out, cap, "%s", from);
}

static void from_row(const struct sql_letterbox_peer_read_row *r, struct peer *out)
{
    memset(out, 0, sizeof *out);
    out->id.v = r->peer_id;
    /* What a later version wrote counts as ended: nothing is sent. */
    out->state =
        r->state >= 0 && r->state < PEER_STATE__MAX ? (enum peer_state)r->state : PEER_ENDED;
    out->card.kind = r->kind == BANK_SOCIAL ? BANK_SOCIAL : BANK_SCHOOL;
    out->card.legal_form =
        r->legal_form == LEGAL_FORM_INDEPENDENT ? LEGAL_FORM_INDEPENDENT : LEGAL_FORM_MUNICIPAL;
    text(out->card.name, sizeof out->card.name, r->name);
    text(out->card.organisation_number, sizeof out->card.organisation_number,
         r->organisation_number);
    text(out->card.url, sizeof out->card.url, r->url);
    text(out->card.journal_origin, sizeof out->card.journal_origin, r->journal_origin);
    take(out->fingerprint.b, FINGERPRINT, r->fingerprint);
    take(out->card.keys.sign, BANK_SIGN_PUBLIC, r->sign_public);
    take(out->card.keys.box, BANK_BOX_PUBLIC, r->box_public);
    take(out->card.keys.journal, BANK_SIGN_PUBLIC, r->journal_public);
    take(out->card.keys.witness, BANK_SIGN_PUBLIC, r->witness_public);
    out->added_at = r->added_at;
    out->confirmed_at = r->confirmed_at;
    out->ended_at = r->ended_at;
    out->answered_at = r->answered_at;
}

/* The words were compared for what the row said then: a row whose keys or description have been
 * changed since does not give its own fingerprint, and is not used. */
static enum err check_row(const struct peer *p, struct err_ctx *ctx)
{
    struct fingerprint f;
    peer_card_fingerprint(&p->card, &f);
    if (memcmp(f.b, p->fingerprint.b, FINGERPRINT) != 0) {
        return err_set(ctx, ERR_CORRUPT, "peer", "end it and add it again from a new card",
                       "the stored keys of peer %lld do not fit its fingerprint",
                       (long long)p->id.v);
    }
    return ERR_OK;
}

enum err peer_read(struct bank *b, struct peer_id id, struct peer *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct arena *a = arena_new((size_t)16 * 1024);
    struct sql_letterbox_peer_read_row row;
    enum err e = sql_letterbox_peer_read(
        bank_db(b),
        &(struct sql_letterbox_peer_read_in){.bank_id = bank_row_id(b), .peer_id = id.v}, a, &row,
        ctx);
    if (e == ERR_OK) {
        from_row(&row, out);
        e = check_row(out, ctx);
    } else if (e == ERR_NOT_FOUND) {
        e = no_peer(ctx);
    }
    arena_free(a);
    return e;
}

enum err peer_find(struct bank *b, const struct fingerprint *f, struct peer *out,
                   struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct arena *a = arena_new((size_t)16 * 1024);
    struct sql_letterbox_peer_read_row row;
    enum err e =
        sql_letterbox_peer_find(bank_db(b),
                                &(struct sql_letterbox_peer_find_in){
                                    .bank_id = bank_row_id(b), .fingerprint = {f->b, FINGERPRINT}},
                                a, &row, ctx);
    int64_t id = e == ERR_OK ? row.peer_id : 0;
    arena_free(a);
    return e == ERR_OK          ? peer_read(b, (struct peer_id){id}, out, ctx)
           : e == ERR_NOT_FOUND ? no_peer(ctx)
                                : e;
}

enum err peer_list(struct bank *b, struct arena *a, struct peer **out, size_t *count_out,
                   struct err_ctx *ctx)
{
    enum { MOST = 1000 };
    *out = arena_alloc(a, MOST * sizeof **out);
    *count_out = 0;
    struct db_rows *rows;
    enum err e = sql_letterbox_peer_list_open(
        bank_db(b), &(struct sql_letterbox_peer_list_in){.bank_id = bank_row_id(b)}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_letterbox_peer_read_row row;
    while (*count_out < MOST && sql_letterbox_peer_list_next(rows, &row)) {
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_letterbox_peer_list_close(rows, ctx);
}

enum err peer_find_text(struct bank *b, const char *name, struct peer *out, struct err_ctx *ctx)
{
    char *end;
    long long number = strtoll(name, &end, 10);
    if (name[0] != '\0' && *end == '\0') {
        return peer_read(b, (struct peer_id){number}, out, ctx);
    }
    struct arena *a = arena_new((size_t)4 * 1024 * 1024);
    struct peer *peers;
    size_t count;
    struct peer_id found = {0};
    enum err e = peer_list(b, a, &peers, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (peers[i].state == PEER_ENDED || strcmp(peers[i].card.name, name) != 0) {
            continue;
        }
        if (found.v != 0) {
            e = err_set(ctx, ERR_CONFLICT, "peer", "use its number: brygga peer list",
                        "more than one peer has that name");
        }
        found = peers[i].id;
    }
    arena_free(a);
    return e != ERR_OK ? e : found.v == 0 ? no_peer(ctx) : peer_read(b, found, out, ctx);
}

static enum err journal_peer(struct bank *b, const struct actor *actor, enum journal_event event,
                             struct peer_id id, const char *change, struct err_ctx *ctx)
{
    char detail[128];
    snprintf(detail, sizeof detail, "{\"peer\":%lld,\"change\":\"%s\"}", (long long)id.v, change);
    return journal_append(
        b, &(struct journal_entry){.actor = actor, .event = event, .detail = detail}, ctx);
}

static enum err insert(struct work *w, const struct peer_card *card, const char *url,
                       const struct fingerprint *f, struct peer_id id, struct err_ctx *ctx)
{
    int64_t changed;
    enum err e =
        sql_letterbox_peer_insert(w->db,
                                  &(struct sql_letterbox_peer_insert_in){
                                      .bank_id = w->bank_id,
                                      .peer_id = id.v,
                                      .state = PEER_ADDED,
                                      .fingerprint = {f->b, FINGERPRINT},
                                      .kind = (int)card->kind,
                                      .legal_form = (int)card->legal_form,
                                      .name = card->name,
                                      .organisation_number = card->organisation_number,
                                      .url = url,
                                      .journal_origin = card->journal_origin,
                                      .sign_public = {card->keys.sign, BANK_SIGN_PUBLIC},
                                      .box_public = {card->keys.box, BANK_BOX_PUBLIC},
                                      .journal_public = {card->keys.journal, BANK_SIGN_PUBLIC},
                                      .witness_public = {card->keys.witness, BANK_SIGN_PUBLIC},
                                      .added_at = timestamp_now()},
                                  &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "peer", "see it with: brygga peer list",
                    "a peer with these keys has been added already");
    }
    return e;
}

/* A checkpoint is looked up by its journal's name: no two peers may have the same. */
static enum err check_journal_name(struct bank *b, const struct peer_card *card, struct arena *a,
                                   struct err_ctx *ctx)
{
    struct peer *peers;
    size_t n;
    enum err e = peer_list(b, a, &peers, &n, ctx);
    bool taken = strcmp(card->journal_origin, bank_config(b)->journal_origin) == 0;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        taken = taken || (peers[i].state != PEER_ENDED &&
                          strcmp(peers[i].card.journal_origin, card->journal_origin) == 0);
    }
    return e == ERR_OK && taken
               ? err_set(ctx, ERR_CONFLICT, "peer", "see it with: brygga peer list",
                         "a peer with these keys or this journal has been added already")
               : e;
}

enum err peer_add(struct bank *b, const struct actor *actor, const struct peer_card *card,
                  const char *url, struct peer_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct peer_id){0};
    url = url != NULL ? url : card->url;
    if (!peer_url_ok(url)) {
        return err_set(ctx, ERR_INVALID, "url",
                       "write https://host or https://host:port; http only to this machine",
                       "the address cannot be used");
    }
    if (memcmp(card->keys.sign, bank_public(b)->sign, BANK_SIGN_PUBLIC) == 0) {
        return err_set(ctx, ERR_CONFLICT, "peer", "add the card of the other bank",
                       "this is the card of this bank itself");
    }
    struct fingerprint f;
    peer_card_fingerprint(card, &f);
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)4 << 20);
    struct sql_letterbox_peer_last_row last = {0};
    e = check_journal_name(b, card, a, ctx);
    if (e == ERR_OK) {
        e = sql_letterbox_peer_last(
            w.db, &(struct sql_letterbox_peer_last_in){.bank_id = w.bank_id}, a, &last, ctx);
    }
    arena_free(a);
    struct peer_id id = {last.peer_id + 1};
    if (e == ERR_OK) {
        e = insert(&w, card, url, &f, id, ctx);
    }
    if (e == ERR_OK) {
        e = journal_peer(b, actor, JOURNAL_PEER_ADDED, id, "added", ctx);
    }
    e = work_end(&w, e, ctx);
    *id_out = e == ERR_OK ? id : *id_out;
    return e;
}

enum err peer_confirm(struct bank *b, const struct actor *actor, struct peer_id id,
                      const char *words, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct peer p;
    e = peer_read(b, id, &p, ctx);
    if (e == ERR_OK && p.state != PEER_ADDED) {
        e = err_set(ctx, ERR_CONFLICT, "peer", NULL, "the peer is %s already",
                    peer_state_code[p.state]);
    }
    if (e == ERR_OK && !peer_words_match(words, &p.fingerprint)) {
        e = err_set(ctx, ERR_INVALID, "words",
                    "let them read the words of their own card again, over a number you know; if "
                    "they still differ, the card has been changed on its way: end the peer",
                    "the words are not those of the card that was added");
    }
    if (e == ERR_OK) {
        e = sql_letterbox_peer_confirm(
            w.db,
            &(struct sql_letterbox_peer_confirm_in){
                .bank_id = w.bank_id, .peer_id = id.v, .now = timestamp_now()},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = journal_peer(b, actor, JOURNAL_PEER_CHANGED, id, "confirmed", ctx);
    }
    return work_end(&w, e, ctx);
}

enum err peer_move(struct bank *b, const struct actor *actor, struct peer_id id, const char *url,
                   struct err_ctx *ctx)
{
    if (!peer_url_ok(url)) {
        return err_set(ctx, ERR_INVALID, "url",
                       "write https://host or https://host:port; http only to this machine",
                       "the address cannot be used");
    }
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    int64_t changed = 0;
    e = sql_letterbox_peer_move(
        w.db,
        &(struct sql_letterbox_peer_move_in){.bank_id = w.bank_id, .peer_id = id.v, .url = url},
        &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = no_peer(ctx);
    }
    if (e == ERR_OK) {
        e = journal_peer(b, actor, JOURNAL_PEER_CHANGED, id, "moved", ctx);
    }
    return work_end(&w, e, ctx);
}

enum err peer_end(struct bank *b, const struct actor *actor, struct peer_id id, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    int64_t changed = 0;
    e = sql_letterbox_peer_end(w.db,
                               &(struct sql_letterbox_peer_end_in){
                                   .bank_id = w.bank_id, .peer_id = id.v, .now = timestamp_now()},
                               &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = no_peer(ctx);
    }
    if (e == ERR_OK) {
        e = sql_letterbox_out_cancel_peer(
            w.db, &(struct sql_letterbox_out_cancel_peer_in){.bank_id = w.bank_id, .peer_id = id.v},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = journal_peer(b, actor, JOURNAL_PEER_CHANGED, id, "ended", ctx);
    }
    return work_end(&w, e, ctx);
}
