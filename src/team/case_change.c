/* Cases that change hands, what a closing takes back, and closed cases that are opened again. */
#include <stdio.h>

#include "sql_team.h"
#include "team/case_check.h"
#include "team/consent_request.h"
#include "team/offer.h"
#include "team/questionnaire.h"

enum err case_give(struct bank *b, struct work *w, const struct actor *actor, struct team_case *c,
                   const struct case_gift *gift, struct err_ctx *ctx)
{
    int64_t changed = 0;
    char detail[96];
    bool moves = gift->unit != NULL;
    enum err e =
        sql_team_case_move(w->db,
                           &(struct sql_team_case_move_in){.bank_id = w->bank_id,
                                                           .case_id = c->id.v,
                                                           .unit = moves ? gift->unit : c->unit,
                                                           .responsible_id = gift->to.v},
                           &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "case", NULL, "the case is closed");
    }
    snprintf(detail, sizeof detail, "{\"from\":%lld,\"to\":%lld%s}", (long long)c->responsible.v,
             (long long)gift->to.v, moves ? ",\"moved\":true" : "");
    c->responsible = gift->to;
    if (e == ERR_OK) {
        e = case_add_event(b, w, c, moves ? CASE_EVENT_MOVED : CASE_EVENT_HANDED_OVER, gift->note,
                           ctx);
    }
    return e == ERR_OK ? case_journal(b, actor, JOURNAL_CASE_CHANGED, c, detail, ctx) : e;
}

enum err case_handover(struct bank *b, const struct actor *actor, struct case_id id,
                       struct staff_id to, const char *note, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct team_case c;
    struct staff staff;
    e = case_check_open(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = case_check_responsible(b, to, &staff, ctx);
    }
    if (e == ERR_OK && to.v == c.responsible.v) {
        e = err_set(ctx, ERR_CONFLICT, "case", NULL, "the case belongs to that employee already");
    }
    if (e == ERR_OK) {
        e = case_give(b, &w, actor, &c, &(struct case_gift){.to = to, .note = note}, ctx);
    }
    return work_end(&w, e, ctx);
}

static enum err check_no_other(struct bank *b, const struct work *w, const struct team_case *c,
                               struct err_ctx *ctx)
{
    struct sql_team_case_open_same_row row;
    struct arena *a = arena_new(4096);
    (void)b;
    enum err e = sql_team_case_open_same(
        w->db,
        &(struct sql_team_case_open_same_in){
            .bank_id = w->bank_id, .person_id = c->person.v, .unit = c->unit},
        a, &row, ctx);
    arena_free(a);
    return e == ERR_OK && row.cases > 0
               ? err_set(ctx, ERR_CONFLICT, "case", "go on with the case that is open",
                         "the person has an open case in this unit")
               : e;
}

enum err case_reopen(struct bank *b, const struct actor *actor, struct case_id id, const char *note,
                     struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    int64_t changed = 0;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = case_check_write(b, actor, id, &c, ctx);
    if (e == ERR_OK && (note == NULL || note[0] == '\0')) {
        e = err_set(ctx, ERR_INVALID, "note", "say why", "opening a case again needs a reason");
    }
    e = e == ERR_OK ? check_no_other(b, &w, &c, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_case_reopen(
            w.db, &(struct sql_team_case_reopen_in){.bank_id = w.bank_id, .case_id = id.v},
            &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "case", NULL, "the case is open already");
    }
    if (e == ERR_OK) {
        e = case_add_event(b, &w, &c, CASE_EVENT_REOPENED, note, ctx);
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_CASE_OPENED, &c, "{\"again\":true}", ctx);
    }
    return work_end(&w, e, ctx);
}

enum err case_withdraw_open(const struct work *w, struct case_id id, struct case_withdrawn *out,
                            struct err_ctx *ctx)
{
    enum err e =
        sql_team_close_requests(w->db,
                                &(struct sql_team_close_requests_in){.bank_id = w->bank_id,
                                                                     .case_id = id.v,
                                                                     .state = REQUEST_CANCELLED,
                                                                     .ended_at = timestamp_now()},
                                &out->requests, ctx);
    if (e == ERR_OK) {
        e = sql_team_close_questionnaires(
            w->db,
            &(struct sql_team_close_questionnaires_in){.bank_id = w->bank_id,
                                                       .case_id = id.v,
                                                       .state = QUESTIONNAIRE_CANCELLED,
                                                       .closed_on = date_today()},
            &out->questionnaires, ctx);
    }
    return e == ERR_OK ? sql_team_close_offers(
                             w->db,
                             &(struct sql_team_close_offers_in){.bank_id = w->bank_id,
                                                                .case_id = id.v,
                                                                .state = OFFER_WITHDRAWN,
                                                                .decided_at = timestamp_now()},
                             &out->offers, ctx)
                       : e;
}
