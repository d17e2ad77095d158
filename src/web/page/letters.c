/* Letters: those that wait, those sent, one of either, and taking or not taking one. */
#include <inttypes.h>

#include "letterbox/inbox.h"
#include "team/case_access.h"
#include "web/compose.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/show.h"

#define SENT_SHOWN 100
#define NEED_MAX   2000

static const char *const done_words[] = {"accepted", "rejected"};
static const char *const done_texts[] = {
    TR("Brevet är mottaget. Avsändaren får veta det."),
    TR("Brevet är avvisat. Avsändaren får veta det, och varför.")};

const struct input_spec letters_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 2}};

const struct input_spec inbox_accept_inputs[3] = {
    {.name = "need",
     .kind = INPUT_TEXT,
     .max = NEED_MAX,
     .missing = TR("Skriv varför ni behöver uppgifterna.")},
    {.name = "create", .kind = INPUT_FLAG},
    {.name = "reason",
     .kind = INPUT_WORD,
     .words = reject_reason_code,
     .word_count = REJECT_REASON__MAX}};

const struct input_spec inbox_reject_inputs[3] = {
    {.name = "need", .kind = INPUT_TEXT, .max = NEED_MAX},
    {.name = "create", .kind = INPUT_FLAG},
    {.name = "reason",
     .kind = INPUT_WORD,
     .missing = TR("Välj varför ni inte tar emot brevet."),
     .words = reject_reason_code,
     .word_count = REJECT_REASON__MAX}};

/* ---- lists ---- */

/* The child's name, for somebody who works with it; "" when nobody is known. */
static enum err name_of(struct request *rq, struct person_id person, const char **out,
                        struct err_ctx *ctx)
{
    *out = "";
    if (person.v == 0) {
        return ERR_OK;
    }
    enum err e = request_name(rq, person, out, ctx);
    return e == ERR_DENIED || e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err fill_inbox(struct request *rq, struct page_letters *v, struct err_ctx *ctx)
{
    struct inbox_letter *list;
    size_t count;
    struct inbox_filter f = {.limit = SENT_SHOWN};
    enum err e = inbox_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_letters_waiting *waiting = arena_alloc(rq->arena, (count + 1) * sizeof *waiting);
    struct page_letters_earlier *earlier = arena_alloc(rq->arena, (count + 1) * sizeof *earlier);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct inbox_letter *l = &list[i];
        const char *href = arena_printf(rq->arena, "/inbox/%" PRId64, l->id.v);
        const char *kind = request_words(rq, letter_kind_text_sv[l->kind]);
        if (l->state == INBOX_RECEIVED) {
            waiting[v->waiting_count++] =
                (struct page_letters_waiting){.href = href,
                                              .kind = kind,
                                              .peer = l->peer_name,
                                              .at = show_time(rq, l->received_at),
                                              .grounds = l->grounds};
        } else {
            earlier[v->earlier_count] = (struct page_letters_earlier){
                .href = href,
                .kind = kind,
                .peer = l->peer_name,
                .at = show_time(rq, l->received_at),
                .state = request_words(rq, inbox_state_text_sv[l->state])};
            e = name_of(rq, l->person, &earlier[v->earlier_count++].name, ctx);
        }
    }
    v->waiting = waiting;
    v->earlier = earlier;
    return e;
}

static enum err fill_sent(struct request *rq, struct page_letters *v, struct err_ctx *ctx)
{
    struct letter *list;
    size_t count;
    struct letter_filter f = {.limit = SENT_SHOWN};
    enum err e = letter_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_letters_sent *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct letter *l = &list[i];
        bool trouble = l->state == LETTER_QUEUED && l->attempts > 0 && l->last_error[0] != '\0';
        rows[i] = (struct page_letters_sent){
            .href = arena_printf(rq->arena, "/letter/%" PRId64, l->id.v),
            .kind = request_words(rq, letter_kind_text_sv[l->kind]),
            .peer = show_peer(rq, l->peer),
            .at = show_time(rq, l->sent_at),
            .state = letter_state_words(rq, l),
            .trouble = trouble ? request_words(rq, TR("Den andra myndighetens system svarar inte. "
                                                      "Brevet skickas igen av sig självt."))
                               : NULL};
        e = name_of(rq, l->person, &rows[i].name, ctx);
    }
    v->sent = rows;
    v->sent_count = count;
    v->sent_limit = SENT_SHOWN;
    return e;
}

enum err page_letters(struct request *rq, struct err_ctx *ctx)
{
    int done = request_input(rq, "done")->word;
    struct page_letters v = {.layout = request_layout(rq, request_words(rq, TR("Brev"))),
                             .done = done >= 0 ? request_words(rq, done_texts[done]) : NULL};
    enum err e = fill_inbox(rq, &v, ctx);
    if (e == ERR_OK) {
        e = fill_sent(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        page_letters_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* ---- one that was received ---- */

enum err page_inbox_letter(struct request *rq, struct err_ctx *ctx)
{
    struct inbox_letter l;
    enum err e =
        inbox_preview(rq->bank, &rq->actor, (struct letter_id){rq->id}, rq->arena, &l, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct form_words reasons = {reject_reason_code, reject_reason_text_sv, 0, REJECT_REASON__MAX,
                                 -1};
    struct page_inbox_letter v = {
        .layout = request_layout(rq, request_words(rq, TR("Brev som har kommit"))),
        .errors = form_errors(rq),
        .kind = request_words(rq, letter_kind_text_sv[l.kind]),
        .peer = l.peer_name,
        .at = show_time(rq, l.received_at),
        .grounds = l.grounds,
        .purpose = request_words(rq, consent_purpose_text_sv[l.purpose]),
        .state = request_words(rq, inbox_state_text_sv[l.state]),
        .waiting = l.state == INBOX_RECEIVED,
        .accept = arena_printf(rq->arena, "/inbox/%" PRId64 "/accept", rq->id),
        .reject = arena_printf(rq->arena, "/inbox/%" PRId64 "/reject", rq->id),
        .need = form_area(rq, "need", TR("Varför behöver ni uppgifterna i ert arbete?"),
                          TR("En mening räcker. Den sparas.")),
        .create =
            form_check(rq, "create", TR("Personen får läggas till om den inte finns hos oss")),
        .reason = form_choice(rq, "reason", TR("Varför tar ni inte emot brevet?"), NULL, &reasons),
    };
    const struct page_rule_ref **rules = law_time_rules(rq, l.rules, &v.rules_count);
    struct page_inbox_letter_rules *rows =
        arena_alloc(rq->arena, (v.rules_count + 1) * sizeof *rows);
    for (size_t i = 0; i < v.rules_count; i++) {
        rows[i].rule = rules[i];
    }
    v.rules = rows;
    page_inbox_letter_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* To the case of the person that the employee works with or leads, or to opening one. */
static enum err go_to_person(struct request *rq, struct person_id person, struct err_ctx *ctx)
{
    struct team_case *cases;
    size_t count;
    char grant[SESSION_GRANT_TEXT];
    struct case_filter f = {
        .person = person, .works = rq->staff.id, .leads = case_leads(rq->staff.role)};
    enum err e = case_list(rq->bank, &f, rq->arena, &cases, &count, ctx);
    if (e == ERR_OK && count > 0) {
        request_go(rq, "/case/%" PRId64 "/letters", cases[0].id.v);
    } else if (e == ERR_OK) {
        session_grant(rq->bank, &rq->session, "open-case", person.v, grant);
        request_go(rq, "/pupil/%" PRId64 "/case?grant=%s", person.v, grant);
    }
    return e;
}

enum err page_inbox_accept_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return page_inbox_letter(rq, ctx);
    }
    struct person_id person;
    struct inbox_acceptance a = {.id = {rq->id},
                                 .need = request_input(rq, "need")->raw,
                                 .create_person = request_input(rq, "create")->flag};
    enum err e = inbox_accept(rq->bank, &rq->actor, &a, &person, ctx);
    if (e == ERR_NOT_FOUND && !a.create_person) {
        request_fault(rq, "create",
                      TR("Personen finns inte hos er. Kryssa i rutan om den ska läggas till."));
        return page_inbox_letter(rq, ctx);
    }
    return e == ERR_OK ? go_to_person(rq, person, ctx) : e;
}

enum err page_inbox_reject_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return page_inbox_letter(rq, ctx);
    }
    enum err e = inbox_reject(rq->bank, &rq->actor, (struct letter_id){rq->id},
                              (enum reject_reason)request_input(rq, "reason")->word, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/letters?done=rejected");
    }
    return e;
}

/* ---- one that was sent ---- */

static void fill_rules(struct request *rq, const char *ids, struct page_letter *v)
{
    const struct page_rule_ref **rules = law_time_rules(rq, ids, &v->rules_count);
    struct page_letter_rules *rows = arena_alloc(rq->arena, (v->rules_count + 1) * sizeof *rows);
    for (size_t i = 0; i < v->rules_count; i++) {
        rows[i].rule = rules[i];
    }
    v->rules = rows;
}

static enum err fill_letter(struct request *rq, const struct letter_full *full,
                            struct page_letter *v, struct err_ctx *ctx)
{
    const struct letter *l = &full->letter;
    struct compose_line *lines;
    compose_lines(rq, l->kind, full->item, &lines, &v->lines_count);
    struct page_letter_lines *rows = arena_alloc(rq->arena, (v->lines_count + 1) * sizeof *rows);
    for (size_t i = 0; i < v->lines_count; i++) {
        rows[i] = (struct page_letter_lines){lines[i].name, lines[i].value};
    }
    v->lines = rows;
    v->kind = request_words(rq, letter_kind_text_sv[l->kind]);
    v->peer = show_peer(rq, l->peer);
    v->sent = show_time(rq, l->sent_at);
    v->state = request_words(rq, letter_state_text_sv[l->state]);
    v->answer = letter_state_words(rq, l);
    v->grounds = l->grounds;
    fill_rules(rq, l->rules, v);
    if (full->decision_id != 0) {
        v->decision_href = arena_printf(rq->arena, "/decision/%" PRId64, full->decision_id);
    }
    if (l->case_id.v == 0) {
        return show_person(rq, l->person, &v->person, ctx);
    }
    struct team_case c;
    v->case_href = arena_printf(rq->arena, "/case/%" PRId64, l->case_id.v);
    return show_case(rq, l->case_id, &c, &v->person, ctx);
}

enum err page_letter(struct request *rq, struct err_ctx *ctx)
{
    struct letter_full full;
    struct page_letter v = {0};
    enum err e =
        letter_read(rq->bank, &rq->actor, (struct letter_id){rq->id}, rq->arena, &full, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = fill_letter(rq, &full, &v, ctx);
    json_decref(full.item);
    json_decref(full.decision);
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Skickat brev")));
        page_letter_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
