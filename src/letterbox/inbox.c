#include "letterbox/inbox.h"
#include "base/words.h"

#include <string.h>

#include "bank/journal.h"
#include "letterbox/inbox_store.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

#define LIST_MAX 10000
#define NEED_MAX 1000 /* characters */

const char *const inbox_state_code[INBOX_STATE__MAX] = {[INBOX_RECEIVED] = "received",
                                                        [INBOX_ACCEPTED] = "accepted",
                                                        [INBOX_REJECTED] = "rejected",
                                                        [INBOX_WITHDRAWN] = "withdrawn"};
const char *const inbox_state_text_sv[INBOX_STATE__MAX] = {[INBOX_RECEIVED] =
                                                               TR("Väntar på beslut"),
                                                           [INBOX_ACCEPTED] = TR("Godtaget"),
                                                           [INBOX_REJECTED] = TR("Inte godtaget"),
                                                           [INBOX_WITHDRAWN] = TR("Återkallat")};

static enum err no_letter(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "letter", "list them: brygga letter list --inbox",
                   "there is no such letter");
}

static void from_row(const struct sql_letterbox_in_list_row *row, struct arena *a,
                     struct inbox_letter *out)
{
    *out = (struct inbox_letter){
        .id = {row->letter_id},
        .peer = {row->peer_id},
        .peer_name = arena_strdup(a, row->peer_name),
        .kind = (enum letter_kind)stored_enum(row->kind, LETTER_KIND__MAX, LETTER_NONE),
        .state = (enum inbox_state)stored_enum(row->state, INBOX_STATE__MAX, INBOX_WITHDRAWN),
        .created = row->created_at,
        .received_at = row->received_at,
        .decided_at = row->decided_at,
        .grounds = arena_strdup(a, row->grounds),
        .rules = arena_strdup(a, row->rules),
        .purpose = (enum consent_purpose)stored_enum(row->purpose, CONSENT_PURPOSE__MAX,
                                                     CONSENT_PURPOSE_FOLLOWUP),
        .person = {row->has_person_id ? row->person_id : 0},
        .withdrawn = row->withdrawn,
        .withdrawn_on = row->withdrawn_on,
        .reject_reason = stored_enum(row->reject_reason, REJECT_REASON__MAX, -1)};
    if (row->ref.n == LETTER_REF) {
        memcpy(out->ref.b, row->ref.p, LETTER_REF);
    }
}

/* The person a letter is about, if known here, listed, and of this reader's; else 0. */
static enum err visible_person(struct bank *b, const struct actor *actor, struct blob envelope,
                               struct arena *a, struct inbox_letter *l, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    if (actor->kind != ACTOR_STAFF) {
        l->person.v = 0;
        return ERR_OK;
    }
    if (l->person.v == 0 && envelope.p != NULL) {
        struct content c;
        e = inbox_open(b, envelope, a, &c, ctx);
        if (e == ERR_OK) {
            e = person_find_civic(b, &c.civic, &l->person, ctx);
            e = e == ERR_NOT_FOUND ? ERR_OK : e;
            content_free(&c);
        }
    }
    bool may = false;
    if (e == ERR_OK && l->person.v != 0) {
        e = person_is_listed(b, l->person, &may, ctx);
    }
    if (e == ERR_OK && may) {
        e = case_relation(b, actor, l->person, &may, ctx);
    }
    l->person.v = may ? l->person.v : 0;
    return e;
}

/* Where previews are gathered. */
struct previews {
    struct inbox_letter *letters;
    struct blob *envelopes;
    size_t count;
};

static enum err load(struct bank *b, const struct inbox_filter *f, unsigned limit, struct arena *a,
                     struct previews *out, struct err_ctx *ctx)
{
    out->letters = arena_alloc(a, limit * sizeof *out->letters);
    out->envelopes = arena_alloc(a, limit * sizeof *out->envelopes);
    struct db_rows *rows;
    enum err e = sql_letterbox_in_list_open(
        bank_db(b),
        &(struct sql_letterbox_in_list_in){
            .bank_id = bank_row_id(b), .waiting_only = f->waiting_only, .max_rows = limit},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_letterbox_in_list_row row;
    while (out->count < limit && sql_letterbox_in_list_next(rows, &row)) {
        from_row(&row, a, &out->letters[out->count]);
        if (row.envelope.p != NULL) {
            out->envelopes[out->count] =
                (struct blob){arena_copy(a, row.envelope.p, row.envelope.n), row.envelope.n};
        }
        out->count++;
    }
    return sql_letterbox_in_list_close(rows, ctx);
}

enum err inbox_list(struct bank *b, const struct actor *actor, const struct inbox_filter *f,
                    struct arena *a, struct inbox_letter **out, size_t *count_out,
                    struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    struct previews p = {0};
    unsigned limit = f->limit == 0 ? 200 : f->limit > LIST_MAX ? LIST_MAX : f->limit;
    enum err e = load(b, f, limit, a, &p, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_LETTER_LISTED);
    reading_detail(r, "{\"box\":\"in\"}");
    struct arena *scratch = arena_new((size_t)4 * 1024 * 1024);
    for (size_t i = 0; e == ERR_OK && i < p.count; i++) {
        e = visible_person(b, actor, p.envelopes[i], scratch, &p.letters[i], ctx);
        arena_reset(scratch);
        if (e == ERR_OK && p.letters[i].person.v != 0) {
            reading_add(r, p.letters[i].person);
        }
    }
    arena_free(scratch);
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    e = reading_end(r, ctx);
    *out = e == ERR_OK ? p.letters : NULL;
    *count_out = e == ERR_OK ? p.count : 0;
    return e;
}

/* The row of an item letter, as a preview. */
static enum err read_row(struct bank *b, struct letter_id id, struct arena *a,
                         struct inbox_letter *out, struct blob *envelope_out, struct err_ctx *ctx)
{
    struct sql_letterbox_in_read_row row;
    struct peer peer;
    enum err e = sql_letterbox_in_read(
        bank_db(b),
        &(struct sql_letterbox_in_read_in){.bank_id = bank_row_id(b), .letter_id = id.v}, a, &row,
        ctx);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !letter_kind_is_item((enum letter_kind)stored_enum(
                                                  row.kind, LETTER_KIND__MAX, LETTER_NONE)))) {
        return no_letter(ctx);
    }
    e = e == ERR_OK ? peer_read(b, (struct peer_id){row.peer_id}, &peer, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    const struct sql_letterbox_in_list_row same = {.letter_id = row.letter_id,
                                                   .peer_id = row.peer_id,
                                                   .ref = row.ref,
                                                   .kind = row.kind,
                                                   .state = row.state,
                                                   .created_at = row.created_at,
                                                   .received_at = row.received_at,
                                                   .decided_at = row.decided_at,
                                                   .purpose = row.purpose,
                                                   .grounds = row.grounds,
                                                   .rules = row.rules,
                                                   .reject_reason = row.reject_reason,
                                                   .withdrawn = row.withdrawn,
                                                   .withdrawn_on = row.withdrawn_on,
                                                   .has_person_id = row.has_person_id,
                                                   .person_id = row.person_id,
                                                   .peer_name = peer.card.name};
    from_row(&same, a, out);
    *envelope_out = row.envelope;
    return ERR_OK;
}

enum err inbox_preview(struct bank *b, const struct actor *actor, struct letter_id id,
                       struct arena *a, struct inbox_letter *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct blob envelope;
    enum err e = read_row(b, id, a, out, &envelope, ctx);
    e = e == ERR_OK ? visible_person(b, actor, envelope, a, out, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_LETTER_LISTED);
    reading_detail(r, arena_printf(a, "{\"letter\":%lld}", (long long)id.v));
    if (out->person.v != 0) {
        reading_add(r, out->person);
    }
    return reading_end(r, ctx);
}

/* ---- deciding ---- */

/* A letter that waits, or ERR_CONFLICT that says what has happened to it. */
static enum err read_waiting(struct bank *b, struct letter_id id, struct arena *a,
                             struct inbox_letter *out, struct blob *envelope_out,
                             struct err_ctx *ctx)
{
    enum err e = read_row(b, id, a, out, envelope_out, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (out->state == INBOX_WITHDRAWN) {
        return err_set(ctx, ERR_CONFLICT, "letter", "its content is gone; nothing is to be done",
                       "the sender has withdrawn the letter: the consent was withdrawn");
    }
    if (out->state != INBOX_RECEIVED || envelope_out->p == NULL) {
        return err_set(ctx, ERR_CONFLICT, "letter", "look at it: brygga letter show",
                       "the letter has been decided already: %s", inbox_state_code[out->state]);
    }
    return ERR_OK;
}

/* Tells the sender. A peer that has ended gets no answer. */
static enum err send_answer(struct bank *b, struct work *w, const struct actor *actor,
                            const struct inbox_letter *l, bool accepted, int reason,
                            struct arena *a, struct err_ctx *ctx)
{
    struct peer peer;
    enum err e = peer_read(b, l->peer, &peer, ctx);
    if (e != ERR_OK || peer.state != PEER_CONFIRMED) {
        return e;
    }
    struct content content = {
        .kind = LETTER_ANSWER, .about = l->ref, .accepted = accepted, .reason = reason};
    struct letter_id id;
    return outbox_put(
        b, w, actor,
        &(struct outbox_letter){.peer = &peer, .content = &content, .created = timestamp_now()}, a,
        &id, ctx);
}

static enum err decide(struct work *w, struct letter_id id, enum inbox_state state, int reason,
                       struct person_id person, struct err_ctx *ctx)
{
    int64_t changed = 0;
    enum err e =
        sql_letterbox_in_decide(w->db,
                                &(struct sql_letterbox_in_decide_in){.bank_id = w->bank_id,
                                                                     .letter_id = id.v,
                                                                     .state = (int)state,
                                                                     .reject_reason = reason,
                                                                     .has_person_id = person.v != 0,
                                                                     .person_id = person.v,
                                                                     .now = timestamp_now()},
                                &changed, ctx);
    return e != ERR_OK || changed == 1
               ? e
               : err_set(ctx, ERR_CONFLICT, "letter", NULL, "the letter has been decided already");
}

static enum err find_person(struct bank *b, const struct content *c, bool create,
                            struct person_id *out, struct err_ctx *ctx)
{
    enum err e = person_find_civic(b, &c->civic, out, ctx);
    if (e == ERR_NOT_FOUND && create) {
        enum person_change change;
        e = person_put(b,
                       &(struct person_input){.identity = {.has_civic = true, .civic = c->civic}},
                       out, &change, ctx);
    } else if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, ERR_NOT_FOUND, "person",
                    "reject the letter, or accept it with a new person if you work with the pupil",
                    "the person is not in this bank's register");
    }
    bool listed = false;
    if (e == ERR_OK) {
        e = person_is_listed(b, *out, &listed, ctx);
    }
    if (e == ERR_OK && !listed) {
        e = err_set(ctx, ERR_DENIED, "person",
                    "follow the authority's routine for protected identities, outside this system",
                    "the letter cannot be accepted here");
    }
    return e;
}

/* {"item":…,"need":…} after the letter's reference, which ties it to its row. */
static enum err store_item(struct bank *b, struct work *w, const struct inbox_letter *l,
                           const struct content *c, const char *need, struct person_id person,
                           struct arena *a, struct err_ctx *ctx)
{
    json_t *kept = json_object();
    json_object_set(kept, "item", c->item);
    json_object_set_new(kept, "need", json_string(need));
    struct buf text;
    buf_init(&text, 2 * ENVELOPE_BODY_MAX);
    buf_add_n(&text, l->ref.b, LETTER_REF);
    json_append(&text, kept, false);
    json_decref(kept);
    struct blob sealed;
    enum err e =
        buf_ok(&text) ? ERR_OK : err_set(ctx, ERR_LIMIT, "letter", NULL, "the letter is too long");
    if (e == ERR_OK) {
        e = person_seal(b, person, PURPOSE_RECEIVED_ITEM,
                        (struct blob){(const uint8_t *)text.text, text.len}, a, &sealed, ctx);
    }
    buf_free(&text);
    if (e == ERR_OK) {
        e = sql_letterbox_received_insert(
            w->db,
            &(struct sql_letterbox_received_insert_in){.bank_id = w->bank_id,
                                                       .letter_id = l->id.v,
                                                       .person_id = person.v,
                                                       .kind = (int)l->kind,
                                                       .sealed = sealed},
            NULL, ctx);
    }
    return e;
}

static enum err accept(struct bank *b, struct work *w, const struct actor *actor,
                       const struct inbox_acceptance *x, struct arena *a,
                       struct person_id *person_out, struct err_ctx *ctx)
{
    struct inbox_letter l;
    struct blob envelope;
    struct content c = {0};
    struct person_id person = {0};
    enum err e = read_waiting(b, x->id, a, &l, &envelope, ctx);
    e = e == ERR_OK ? inbox_open(b, envelope, a, &c, ctx) : e;
    e = e == ERR_OK ? find_person(b, &c, x->create_person, &person, ctx) : e;
    e = e == ERR_OK ? store_item(b, w, &l, &c, x->need, person, a, ctx) : e;
    e = e == ERR_OK ? decide(w, x->id, INBOX_ACCEPTED, -1, person, ctx) : e;
    e = e == ERR_OK ? send_answer(b, w, actor, &l, true, -1, a, ctx) : e;
    if (e == ERR_OK) {
        e = journal_append(
            b,
            &(struct journal_entry){
                .actor = actor,
                .event = JOURNAL_LETTER_ACCEPTED,
                .person = person,
                .detail = arena_printf(a, "{\"letter\":%lld,\"kind\":\"%s\",\"peer\":%lld}",
                                       (long long)x->id.v, letter_kind_code[l.kind],
                                       (long long)l.peer.v)},
            ctx);
    }
    content_free(&c);
    *person_out = e == ERR_OK ? person : (struct person_id){0};
    return e;
}

enum err inbox_accept(struct bank *b, const struct actor *actor, const struct inbox_acceptance *x,
                      struct person_id *person_out, struct err_ctx *ctx)
{
    *person_out = (struct person_id){0};
    if (!content_text_ok(x->need, NEED_MAX, true) || strlen(x->need) < 10) {
        return err_set(ctx, ERR_INVALID, "need", "write it in a sentence, such as what it is for",
                       "say why the information is needed in the own work");
    }
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)4 * 1024 * 1024);
    e = accept(b, &w, actor, x, a, person_out, ctx);
    arena_free(a);
    e = work_end(&w, e, ctx);
    if (e != ERR_OK) {
        *person_out = (struct person_id){0};
    }
    return e;
}

enum err inbox_reject(struct bank *b, const struct actor *actor, struct letter_id id,
                      enum reject_reason reason, struct err_ctx *ctx)
{
    if (reason >= REJECT_REASON__MAX) {
        return err_set(ctx, ERR_INVALID, "reason", "choose one of the reasons",
                       "rejecting needs a reason");
    }
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)4 * 1024 * 1024);
    struct inbox_letter l;
    struct blob envelope;
    e = read_waiting(b, id, a, &l, &envelope, ctx);
    e = e == ERR_OK ? decide(&w, id, INBOX_REJECTED, (int)reason, (struct person_id){0}, ctx) : e;
    e = e == ERR_OK ? send_answer(b, &w, actor, &l, false, (int)reason, a, ctx) : e;
    if (e == ERR_OK) {
        e = journal_append(b,
                           &(struct journal_entry){
                               .actor = actor,
                               .event = JOURNAL_LETTER_REJECTED,
                               .detail = arena_printf(a, "{\"letter\":%lld,\"reason\":\"%s\"}",
                                                      (long long)id.v, reject_reason_code[reason])},
                           ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}
