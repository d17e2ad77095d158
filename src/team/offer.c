#include "team/offer.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "sql_team.h"
#include "team/case_check.h"
#include "team/casetext.h"

#define OFFERS_MAX 500

const char *const offer_state_code[OFFER_STATE__MAX] = {"waits", "taken", "declined", "withdrawn"};
const char *const offer_state_text_sv[OFFER_STATE__MAX] = {[OFFER_WAITS] = TR("Väntar på svar"),
                                                           [OFFER_TAKEN] = TR("Övertaget"),
                                                           [OFFER_DECLINED] = TR("Inte övertaget"),
                                                           [OFFER_WITHDRAWN] = TR("Tillbakataget")};

static const char *row_name(char out[CASETEXT_ROW], struct offer_id id, const char *part)
{
    snprintf(out, CASETEXT_ROW, "offer %lld %s", (long long)id.v, part);
    return out;
}

static enum err seal(struct bank *b, struct person_id person, struct offer_id id, const char *part,
                     const char *text, struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    char name[CASETEXT_ROW];
    json_t *o = json_object();
    casetext_add(o, "text", text);
    return casetext_put(b, person, row_name(name, id, part), o, a, out, ctx);
}

/* ---- making ---- */

/* An offer that waits is settled, for better or worse. */
static enum err decide(struct work *w, struct offer_id id, enum offer_state state,
                       struct blob answer, struct err_ctx *ctx)
{
    int64_t changed = 0;
    enum err e =
        sql_team_offer_decide(w->db,
                              &(struct sql_team_offer_decide_in){.bank_id = w->bank_id,
                                                                 .offer_id = id.v,
                                                                 .state = (int)state,
                                                                 .decided_at = timestamp_now(),
                                                                 .answer = answer},
                              &changed, ctx);
    return e == ERR_OK && changed == 0
               ? err_set(ctx, ERR_CONFLICT, "offer", NULL, "the offer is decided already")
               : e;
}

/* The offer of a case that waits; id 0 without one. */
static enum err waiting(struct work *w, struct case_id id, struct offer_id *out,
                        struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_offer_list_row row;
    *out = (struct offer_id){0};
    enum err e = sql_team_offer_list_open(
        w->db, &(struct sql_team_offer_list_in){.bank_id = w->bank_id, .case_id = id.v}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_team_offer_list_next(rows, &row)) {
        out->v = row.offer_id;
    }
    return sql_team_offer_list_close(rows, ctx);
}

static enum err insert(struct bank *b, struct work *w, const struct team_case *c,
                       struct staff_id to, const char *note, struct arena *a,
                       struct offer_id *id_out, struct err_ctx *ctx)
{
    struct sql_team_offer_last_row last;
    struct blob sealed;
    int64_t changed = 0;
    enum err e = sql_team_offer_last(w->db, &(struct sql_team_offer_last_in){.bank_id = w->bank_id},
                                     a, &last, ctx);
    if (e != ERR_OK) {
        return e;
    }
    id_out->v = last.offer_id + 1;
    e = sql_team_offer_stale(w->db,
                             &(struct sql_team_offer_stale_in){.bank_id = w->bank_id,
                                                               .case_id = c->id.v,
                                                               .responsible_id = c->responsible.v,
                                                               .decided_at = timestamp_now()},
                             NULL, ctx);
    e = e != ERR_OK ? e : seal(b, c->person, *id_out, "note", note, a, &sealed, ctx);
    if (e == ERR_OK) {
        e = sql_team_offer_insert(w->db,
                                  &(struct sql_team_offer_insert_in){.bank_id = w->bank_id,
                                                                     .offer_id = id_out->v,
                                                                     .case_id = c->id.v,
                                                                     .from_id = c->responsible.v,
                                                                     .to_id = to.v,
                                                                     .at = timestamp_now(),
                                                                     .sealed = sealed},
                                  &changed, ctx);
    }
    return e == ERR_OK && changed == 0
               ? err_set(ctx, ERR_CONFLICT, "offer", "wait for the answer, or take it back",
                         "the case is offered already")
               : e;
}

static enum err check_offer(struct bank *b, const struct team_case *c, struct staff_id to,
                            const char *note, struct err_ctx *ctx)
{
    struct staff staff;
    enum err e = case_check_responsible(b, to, &staff, ctx);
    if (e == ERR_OK && to.v == c->responsible.v) {
        e = err_set(ctx, ERR_CONFLICT, "to", NULL, "the case belongs to that employee already");
    }
    if (e == ERR_OK && (note == NULL || note[0] == '\0' || strlen(note) > OFFER_NOTE_MAX)) {
        e = err_set(ctx, ERR_INVALID, "note", "write briefly where the case is",
                    "the colleague needs a note of at most %d bytes", OFFER_NOTE_MAX);
    }
    return e;
}

enum err offer_make(struct bank *b, const struct actor *actor, struct case_id id,
                    struct staff_id to, const char *note, struct offer_id *id_out,
                    struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    *id_out = (struct offer_id){0};
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 * 1024);
    struct offer_id made = {0};
    e = case_check_open(b, actor, id, &c, ctx);
    e = e == ERR_OK ? check_offer(b, &c, to, note, ctx) : e;
    e = e == ERR_OK ? insert(b, &w, &c, to, note, a, &made, ctx) : e;
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_CASE_OFFERED, &c,
                         arena_printf(a, "{\"to\":%lld}", (long long)to.v), ctx);
    }
    arena_free(a);
    e = work_end(&w, e, ctx);
    *id_out = e == ERR_OK ? made : *id_out;
    return e;
}

enum err offer_make_many(struct bank *b, const struct actor *actor, const struct case_id *cases,
                         size_t count, struct staff_id to, const char *note, struct err_ctx *ctx)
{
    struct work w;
    struct offer_id id;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = offer_make(b, actor, cases[i], to, note, &id, ctx);
    }
    return work_end(&w, e, ctx);
}

enum err offer_withdraw(struct bank *b, const struct actor *actor, struct case_id id,
                        struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct offer_id offer;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = case_check_open(b, actor, id, &c, ctx);
    e = e == ERR_OK ? waiting(&w, id, &offer, ctx) : e;
    if (e == ERR_OK && offer.v == 0) {
        e = err_set(ctx, ERR_CONFLICT, "offer", NULL, "no offer of the case waits");
    }
    e = e == ERR_OK ? decide(&w, offer, OFFER_WITHDRAWN, (struct blob){NULL, 0}, ctx) : e;
    e = e == ERR_OK ? case_journal(b, actor, JOURNAL_CASE_OFFERED, &c, "{\"withdrawn\":true}", ctx)
                    : e;
    return work_end(&w, e, ctx);
}

/* ---- deciding ---- */

static enum err no_offer(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "offer", NULL, "there is no such offer to you");
}

/* The offer, when it is to this employee, and its case. */
static enum err read_mine(struct bank *b, const struct actor *actor, struct offer_id id,
                          struct arena *a, struct case_offer *out, struct team_case *c,
                          struct blob *note_out, struct err_ctx *ctx)
{
    struct sql_team_offer_read_row row;
    bool listed = false;
    enum err e = sql_team_offer_read(
        bank_db(b), &(struct sql_team_offer_read_in){.bank_id = bank_row_id(b), .offer_id = id.v},
        a, &row, ctx);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && row.to_id != actor_staff_id(actor).v)) {
        return no_offer(ctx);
    }
    e = e == ERR_OK ? case_get(b, (struct case_id){row.case_id}, c, ctx) : e;
    e = e == ERR_OK ? person_is_listed(b, c->person, &listed, ctx) : e;
    if (e != ERR_OK || !listed) {
        return e != ERR_OK ? e : no_offer(ctx);
    }
    *out = (struct case_offer){.id = id,
                               .case_id = c->id,
                               .person = c->person,
                               .from = {row.from_id},
                               .to = {row.to_id},
                               .at = row.at,
                               .state = row.state >= 0 && row.state < OFFER_STATE__MAX
                                            ? (enum offer_state)row.state
                                            : OFFER_WITHDRAWN};
    *note_out = row.sealed;
    return ERR_OK;
}

/* Opens the note within a reading that is ended here. */
static enum err open_note(struct bank *b, const struct actor *actor, struct blob sealed,
                          struct arena *a, struct case_offer *o, struct err_ctx *ctx)
{
    char name[CASETEXT_ROW];
    json_t *text;
    struct reading *r = reading_begin(b, actor, JOURNAL_CASE_READ);
    reading_case(r, o->case_id);
    enum err e =
        casetext_get(b, r, o->person, row_name(name, o->id, "note"), sealed, a, &text, ctx);
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    o->note = casetext_get_text(text, "text", a);
    json_decref(text);
    return reading_end(r, ctx);
}

enum err offer_read(struct bank *b, const struct actor *actor, struct offer_id id, struct arena *a,
                    struct case_offer *out, struct err_ctx *ctx)
{
    struct team_case c;
    struct blob note;
    enum err e = read_mine(b, actor, id, a, out, &c, &note, ctx);
    return e == ERR_OK ? open_note(b, actor, note, a, out, ctx) : e;
}

enum err offer_accept(struct bank *b, const struct actor *actor, struct offer_id id,
                      const char *unit, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct case_offer o;
    struct blob note;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 * 1024);
    e = read_mine(b, actor, id, a, &o, &c, &note, ctx);
    e = e == ERR_OK ? open_note(b, actor, note, a, &o, ctx) : e;
    e = e == ERR_OK ? decide(&w, id, OFFER_TAKEN, (struct blob){NULL, 0}, ctx) : e;
    if (e == ERR_OK && c.responsible.v != o.from.v) {
        e = err_set(ctx, ERR_CONFLICT, "offer", NULL, "somebody else has the case now");
    }
    if (e == ERR_OK) {
        struct case_gift gift = {.to = o.to, .unit = unit, .note = o.note};
        e = case_give(b, &w, actor, &c, &gift, ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}

enum err offer_decline(struct bank *b, const struct actor *actor, struct offer_id id,
                       const char *why, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct case_offer o;
    struct blob note, answer = {NULL, 0};
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 * 1024);
    e = read_mine(b, actor, id, a, &o, &c, &note, ctx);
    if (e == ERR_OK && why != NULL && strlen(why) > OFFER_NOTE_MAX) {
        e = err_set(ctx, ERR_LIMIT, "why", "write less", "the answer is too long");
    }
    if (e == ERR_OK && why != NULL && why[0] != '\0') {
        e = seal(b, c.person, id, "answer", why, a, &answer, ctx);
    }
    e = e == ERR_OK ? decide(&w, id, OFFER_DECLINED, answer, ctx) : e;
    e = e == ERR_OK ? case_journal(b, actor, JOURNAL_CASE_OFFERED, &c, "{\"declined\":true}", ctx)
                    : e;
    arena_free(a);
    return work_end(&w, e, ctx);
}

/* ---- the list ---- */

static enum err read_texts(struct bank *b, struct reading *r,
                           const struct sql_team_offer_list_row *row, struct arena *a,
                           struct case_offer *o, struct err_ctx *ctx)
{
    char name[CASETEXT_ROW];
    json_t *text = NULL;
    enum err e =
        casetext_get(b, r, o->person, row_name(name, o->id, "note"), row->sealed, a, &text, ctx);
    o->note = casetext_get_text(text, "text", a);
    json_decref(text);
    text = NULL;
    if (e == ERR_OK && row->answer.p != NULL) {
        e = casetext_get(b, r, o->person, row_name(name, o->id, "answer"), row->answer, a, &text,
                         ctx);
        o->answer = casetext_get_text(text, "text", a);
        json_decref(text);
    }
    return e;
}

static bool concerns(const struct actor *actor, const struct offer_filter *f,
                     const struct sql_team_offer_list_row *row)
{
    struct staff_id me = actor_staff_id(actor);
    return f->case_id.v != 0 || actor->kind != ACTOR_STAFF || row->to_id == me.v ||
           row->from_id == me.v;
}

static enum err read_rows(struct bank *b, struct reading *r, const struct actor *actor,
                          const struct offer_filter *f, struct arena *a, struct case_offer *out,
                          size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_offer_list_row row;
    enum err e =
        sql_team_offer_list_open(bank_db(b),
                                 &(struct sql_team_offer_list_in){.bank_id = bank_row_id(b),
                                                                  .to_id = f->to.v,
                                                                  .from_id = f->from.v,
                                                                  .case_id = f->case_id.v,
                                                                  .decided_too = f->decided_too},
                                 &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (e == ERR_OK && *count_out < OFFERS_MAX && sql_team_offer_list_next(rows, &row)) {
        if (!concerns(actor, f, &row)) {
            continue;
        }
        struct case_offer *o = &out[(*count_out)++];
        *o = (struct case_offer){.id = {row.offer_id},
                                 .case_id = {row.case_id},
                                 .person = {row.person_id},
                                 .from = {row.from_id},
                                 .to = {row.to_id},
                                 .at = row.at,
                                 .decided_at = row.decided_at,
                                 .state = row.state >= 0 && row.state < OFFER_STATE__MAX
                                              ? (enum offer_state)row.state
                                              : OFFER_WITHDRAWN};
        e = read_texts(b, r, &row, a, o, ctx);
    }
    enum err closed = sql_team_offer_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

enum err offer_list(struct bank *b, const struct actor *actor, const struct offer_filter *f,
                    struct arena *a, struct case_offer **out, size_t *count_out,
                    struct err_ctx *ctx)
{
    struct team_case c;
    *count_out = 0;
    *out = arena_alloc(a, OFFERS_MAX * sizeof **out);
    enum err e = f->case_id.v != 0 ? case_check_seen(b, actor, f->case_id, &c, ctx) : ERR_OK;
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_CASE_LISTED);
    e = read_rows(b, r, actor, f, a, *out, count_out, ctx);
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        *count_out = 0;
    }
    return e;
}
