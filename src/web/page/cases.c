/* Cases: the list, and opening one. */
#include <inttypes.h>
#include <string.h>

#include "team/case_access.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

const struct input_spec cases_inputs[1] = {{.name = "closed", .kind = INPUT_FLAG}};

const struct input_spec case_open_inputs[4] = {
    {.name = "reason",
     .kind = INPUT_WORD,
     .missing = TR("Välj varför ärendet öppnas."),
     .words = case_reason_code,
     .word_count = CASE_REASON__MAX},
    {.name = "criterion",
     .kind = INPUT_WORD,
     .words = case_criterion_code,
     .word_count = CASE_CRITERION__MAX},
    {.name = "note", .kind = INPUT_TEXT, .max = CASE_NOTE_MAX},
    {.name = "grant", .kind = INPUT_LINE, .max = SESSION_GRANT_TEXT},
};

/* What the employee works with: own cases, as a member, through a team, and the unit's for those
 * who lead. */
static enum err list_mine(struct request *rq, bool closed_too, struct team_case **out,
                          size_t *count_out, struct err_ctx *ctx)
{
    struct case_filter f = {
        .closed_too = closed_too, .works = rq->staff.id, .leads = case_leads(rq->staff.role)};
    return case_list(rq->bank, &f, rq->arena, out, count_out, ctx);
}

enum err page_cases(struct request *rq, struct err_ctx *ctx)
{
    struct team_case *cases;
    size_t count;
    bool closed_too = request_input(rq, "closed")->flag;
    enum err e = list_mine(rq, closed_too, &cases, &count, ctx);
    struct page_cases_cases *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct team_case *c = &cases[i];
        rows[i] = (struct page_cases_cases){
            .href = arena_printf(rq->arena, "/case/%" PRId64, c->id.v),
            .reason = request_words(rq, case_reason_text_sv[c->reason]),
            .unit = show_unit(rq, c->unit),
            .opened = c->opened,
            .open = !c->closed,
            .state = c->closed ? request_words(rq, case_close_text_sv[c->close_reason]) : ""};
        e = request_name(rq, c->person, &rows[i].name, ctx);
    }
    if (e == ERR_OK) {
        struct page_cases v = {.layout = request_layout(rq, request_words(rq, TR("Ärenden"))),
                               .closed_too = closed_too,
                               .count = (int64_t)count,
                               .cases = rows,
                               .cases_count = count};
        page_cases_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* ---- opening ---- */

/* A school's pupil by relation; in a social bank, somebody whose letter this session has just
 * accepted. */
static enum err show_new(struct request *rq, const struct page_person **out, struct err_ctx *ctx)
{
    struct person_id person = {rq->id};
    const char *grant = request_input(rq, "grant")->raw;
    if (session_grant_ok(rq->bank, &rq->session, "open-case", rq->id, grant)) {
        return show_person_because(rq, person, TR("ni just har tagit emot ett brev om barnet"), out,
                                   ctx);
    }
    return show_person(rq, person, out, ctx);
}

enum err page_case_open(struct request *rq, struct err_ctx *ctx)
{
    const struct page_person *person;
    enum err e = show_new(rq, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct form_words reasons = {case_reason_code, case_reason_text_sv, 1, CASE_REASON__MAX, -1};
    struct form_words criteria = {case_criterion_code, case_criterion_text_sv, 1,
                                  CASE_CRITERION__MAX, -1};
    struct page_case_open v = {
        .layout = request_layout(rq, request_words(rq, TR("Öppna ett ärende"))),
        .errors = form_errors(rq),
        .person = person,
        .action = arena_printf(rq->arena, "/pupil/%" PRId64 "/case", rq->id),
        .grant = request_input(rq, "grant")->raw,
        .reason = form_choice(rq, "reason", TR("Varför öppnas ärendet?"), NULL, &reasons),
        .criterion = form_choice(rq, "criterion",
                                 TR("Hör barnet till målgruppen för skolsociala "
                                    "team? (frivilligt)"),
                                 NULL, &criteria),
        .note = form_area(rq, "note", TR("Anteckning (frivilligt)"),
                          TR("Skriv kort och bara det som behövs. Barnet och vårdnadshavarna kan "
                             "få läsa det.")),
    };
    page_case_open_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_case_open_send(struct request *rq, struct err_ctx *ctx)
{
    const struct page_person *person;
    const struct input *reason = request_input(rq, "reason");
    if (reason->word == CASE_REASON_UNKNOWN) {
        request_fault(rq, "reason", TR("Välj varför ärendet öppnas."));
    }
    if (rq->faults > 0) {
        return page_case_open(rq, ctx);
    }
    struct access access = {.why = WHY_NONE};
    enum err e = show_new(rq, &person, ctx);
    if (e == ERR_OK) {
        e = access_person(rq->bank, &rq->staff, (struct person_id){rq->id}, rq->arena, &access,
                          ctx);
    }
    const struct input *criterion = request_input(rq, "criterion"),
                       *note = request_input(rq, "note");
    struct case_opening opening = {
        .person = {rq->id},
        .responsible = rq->staff.id,
        .unit = access_attendance_only(access.why) ? access.unit : NULL,
        .reason = (enum case_reason)reason->word,
        .criterion = criterion->given ? (enum case_criterion)criterion->word : CASE_CRITERION_NONE,
        .opened = date_today(),
        .note = note->given ? note->raw : NULL};
    struct case_id id;
    if (e == ERR_OK) {
        e = case_open(rq->bank, &rq->actor, &opening, &id, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "?done=opened", id.v);
    }
    return e;
}
