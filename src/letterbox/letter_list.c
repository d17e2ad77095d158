/* Looking at sent letters. */
#include <string.h>

#include "bank/journal.h"
#include "base/words.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"
#include "team/insight.h"

#define LIST_MAX 10000

const char *const letter_state_code[LETTER_STATE__MAX] = {[LETTER_QUEUED] = "queued",
                                                          [LETTER_DELIVERED] = "delivered",
                                                          [LETTER_REFUSED] = "refused",
                                                          [LETTER_CANCELLED] = "cancelled"};
const char *const letter_state_text_sv[LETTER_STATE__MAX] = {
    [LETTER_QUEUED] = TR("På väg"),
    [LETTER_DELIVERED] = TR("Framme"),
    [LETTER_REFUSED] = TR("Avvisat av mottagarens system"),
    [LETTER_CANCELLED] = TR("Stoppat")};
const char *const letter_answer_code[LETTER_ANSWER__MAX] = {
    [LETTER_UNANSWERED] = "none", [LETTER_ACCEPTED] = "accepted", [LETTER_REJECTED] = "rejected"};
const char *const letter_answer_text_sv[LETTER_ANSWER__MAX] = {
    [LETTER_UNANSWERED] = TR("Inte besvarat"),
    [LETTER_ACCEPTED] = TR("Godtaget"),
    [LETTER_REJECTED] = TR("Inte godtaget")};

static void from_row(const struct sql_letterbox_out_list_row *row, struct arena *a,
                     struct letter *out)
{
    *out = (struct letter){
        .id = {row->letter_id},
        .peer = {row->peer_id},
        .kind = (enum letter_kind)stored_enum(row->kind, LETTER_KIND__MAX, LETTER_NONE),
        .person = {row->has_person_id ? row->person_id : 0},
        .case_id = {row->has_case_id ? row->case_id : 0},
        .consent = {row->has_consent_id ? row->consent_id : 0},
        .state = (enum letter_state)stored_enum(row->state, LETTER_STATE__MAX, LETTER_CANCELLED),
        .refusal =
            (enum receipt_status)stored_enum(row->refusal, RECEIPT_STATUS__MAX, RECEIPT_NONE),
        .answer =
            (enum letter_answer)stored_enum(row->answer, LETTER_ANSWER__MAX, LETTER_UNANSWERED),
        .reject_reason = stored_enum(row->reject_reason, REJECT_REASON__MAX, -1),
        .withdrawn = row->withdrawn,
        .sent_at = row->sent_at,
        .delivered_at = row->delivered_at,
        .answered_at = row->answered_at,
        .attempts = (unsigned)row->attempts,
        .next_attempt_at = row->next_attempt_at,
        .last_error = arena_strdup(a, row->last_error),
        .grounds = arena_strdup(a, row->grounds),
        .rules = arena_strdup(a, row->rules)};
    if (row->ref.n == LETTER_REF) {
        memcpy(out->ref.b, row->ref.p, LETTER_REF);
    }
}

/* Whether a list may name the letters of this person to the actor: a pupil the own, a guardian
 * those of a child in whose affairs the guardian has been judged to decide. */
static enum err may_list(struct bank *b, const struct actor *actor, struct person_id person,
                         struct err_ctx *ctx)
{
    struct insight insight = {.decides = LAW_NOT_ASSESSED};
    bool own = actor->kind == ACTOR_PUPIL && actor_person_id(actor).v == person.v;
    if (actor->kind != ACTOR_PUPIL && actor->kind != ACTOR_GUARDIAN) {
        return case_check_relation(b, actor, person, ctx);
    }
    enum err e = own ? ERR_OK : insight_get(b, person, actor_person_id(actor), &insight, ctx);
    return e != ERR_OK || own || (actor->kind == ACTOR_GUARDIAN && insight.decides == LAW_MET)
               ? e
               : err_set(ctx, ERR_NOT_FOUND, "person", "", "there is no relation to the person");
}

/* Leaves the letters that the actor may see, and notes their people in the reading. */
static enum err keep_related(struct bank *b, const struct actor *actor, struct reading *r,
                             struct letter *letters, size_t *count, struct err_ctx *ctx)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        enum err e = letters[i].person.v == 0 ? ERR_OK : may_list(b, actor, letters[i].person, ctx);
        if (e != ERR_OK && e != ERR_NOT_FOUND) {
            return e;
        }
        if (e == ERR_OK) {
            if (letters[i].person.v != 0) {
                reading_add(r, letters[i].person);
            }
            letters[kept++] = letters[i];
        }
    }
    *count = kept;
    return ERR_OK;
}

enum err letter_list(struct bank *b, const struct actor *actor, const struct letter_filter *f,
                     struct arena *a, struct letter **out, size_t *count_out, struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    unsigned limit = f->limit == 0 ? 200 : f->limit > LIST_MAX ? LIST_MAX : f->limit;
    struct db_rows *rows;
    enum err e = sql_letterbox_out_list_open(
        bank_db(b),
        &(struct sql_letterbox_out_list_in){.bank_id = bank_row_id(b),
                                            .case_id = f->case_id.v,
                                            .person_id = f->person.v,
                                            .protocol_too = f->protocol_too,
                                            .max_rows = limit},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct letter *letters = arena_alloc(a, limit * sizeof *letters);
    struct reading *r = reading_begin(b, actor, JOURNAL_LETTER_LISTED);
    reading_case(r, f->case_id);
    size_t n = 0;
    struct sql_letterbox_out_list_row row;
    while (n < limit && sql_letterbox_out_list_next(rows, &row)) {
        from_row(&row, a, &letters[n++]);
    }
    e = sql_letterbox_out_list_close(rows, ctx);
    e = e == ERR_OK ? keep_related(b, actor, r, letters, &n, ctx) : e;
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    e = reading_end(r, ctx);
    *out = e == ERR_OK ? letters : NULL;
    *count_out = e == ERR_OK ? n : 0;
    return e;
}

/* The item out of what was sealed when the letter was sent. */
static enum err open_body(struct bank *b, struct reading *r, const struct letter *l,
                          struct blob sealed, struct arena *a, json_t **out, struct err_ctx *ctx)
{
    struct blob plain;
    enum err e = person_unseal(b, r, l->person, PURPOSE_LETTER, sealed, a, &plain, ctx);
    if (e == ERR_OK && (plain.n < LETTER_REF || memcmp(plain.p, l->ref.b, LETTER_REF) != 0)) {
        e = err_set(ctx, ERR_CORRUPT, "letter", "run brygga check",
                    "what is stored belongs to another letter");
    }
    json_t *body = NULL;
    if (e == ERR_OK) {
        e = json_parse((const char *)plain.p + LETTER_REF, plain.n - LETTER_REF, "letter", &body,
                       ctx);
    }
    *out = json_incref(json_object_get(body, "item"));
    json_decref(body);
    return e;
}

static enum err open_decision(struct bank *b, struct reading *r, const struct letter *l,
                              int64_t decision_id, struct arena *a, json_t **out,
                              struct err_ctx *ctx)
{
    struct sql_letterbox_decision_read_row row;
    struct blob plain;
    enum err e =
        sql_letterbox_decision_read(bank_db(b),
                                    &(struct sql_letterbox_decision_read_in){
                                        .bank_id = bank_row_id(b), .decision_id = decision_id},
                                    a, &row, ctx);
    e = e == ERR_OK
            ? person_unseal(b, r, l->person, PURPOSE_DECISION_TEXT, row.sealed, a, &plain, ctx)
            : e;
    return e == ERR_OK ? json_parse((const char *)plain.p, plain.n, "decision", out, ctx) : e;
}

static enum err no_letter(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "letter", "list them: brygga letter list",
                   "there is no such letter");
}

/* Nobody sees letters of protected people, and an employee only of people there is a case of. */
static enum err check_access(struct bank *b, const struct actor *actor, struct person_id person,
                             struct err_ctx *ctx)
{
    bool listed = true;
    enum err e = person.v != 0 ? person_is_listed(b, person, &listed, ctx) : ERR_OK;
    if (e == ERR_OK && person.v != 0) {
        e = case_check_relation(b, actor, person, ctx);
    }
    return e == ERR_NOT_FOUND || (e == ERR_OK && !listed) ? no_letter(ctx) : e;
}

static enum err read_row(struct bank *b, struct letter_id id, struct arena *a,
                         struct sql_letterbox_out_read_row *row, struct letter *out,
                         struct err_ctx *ctx)
{
    enum err e = sql_letterbox_out_read(
        bank_db(b),
        &(struct sql_letterbox_out_read_in){.bank_id = bank_row_id(b), .letter_id = id.v}, a, row,
        ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? no_letter(ctx) : e;
    }
    const struct sql_letterbox_out_list_row same = {row->letter_id,       row->ref,
                                                    row->peer_id,         row->kind,
                                                    row->has_person_id,   row->person_id,
                                                    row->has_case_id,     row->case_id,
                                                    row->has_consent_id,  row->consent_id,
                                                    row->has_decision_id, row->decision_id,
                                                    row->state,           row->refusal,
                                                    row->answer,          row->reject_reason,
                                                    row->withdrawn,       row->sent_at,
                                                    row->delivered_at,    row->answered_at,
                                                    row->attempts,        row->next_attempt_at,
                                                    row->last_error,      row->purpose,
                                                    row->grounds,         row->rules};
    from_row(&same, a, out);
    return ERR_OK;
}

enum err letter_read(struct bank *b, const struct actor *actor, struct letter_id id,
                     struct arena *a, struct letter_full *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct sql_letterbox_out_read_row row;
    enum err e = read_row(b, id, a, &row, &out->letter, ctx);
    e = e == ERR_OK ? check_access(b, actor, out->letter.person, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_LETTER_READ);
    reading_case(r, out->letter.case_id);
    reading_detail(r, arena_printf(a, "{\"letter\":%lld}", (long long)id.v));
    if (row.sealed_body.p != NULL) {
        e = open_body(b, r, &out->letter, row.sealed_body, a, &out->item, ctx);
    }
    if (e == ERR_OK && row.has_decision_id) {
        out->decision_id = row.decision_id;
        e = open_decision(b, r, &out->letter, row.decision_id, a, &out->decision, ctx);
    }
    if (e == ERR_OK) {
        e = reading_end(r, ctx);
    } else {
        reading_abandon(r);
    }
    if (e != ERR_OK) {
        json_decref(out->item);
        json_decref(out->decision);
        memset(out, 0, sizeof *out);
    }
    return e;
}
