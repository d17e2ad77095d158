/* Opening a person without a relation: the form, one's own openings, and the page of somebody with
 * protected identity that two people have opened. */
#include <inttypes.h>
#include <string.h>

#include "bank/opening.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"asked"};
const struct input_spec emergency_inputs[3] = {
    {.name = "number",
     .kind = INPUT_LINE,
     .max = 20,
     .missing = TR("Skriv hela personnumret med tolv siffror.")},
    {.name = "reason",
     .kind = INPUT_TEXT,
     .max = OPENING_REASON_MAX,
     .missing = TR("Skriv varför det inte kan vänta.")},
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1}};

const char *opening_state_words(struct request *rq, const struct opening *o)
{
    if (opening_waits(o)) {
        return request_words(rq, TR("Väntar på godkännande"));
    }
    if (o->refused.ms != 0) {
        return request_words(rq, TR("Avslagen"));
    }
    const char *review = request_words(rq, opening_review_text_sv[o->review]);
    return opening_open(o, timestamp_now())
               ? arena_printf(rq->arena, "%s %s. %s", request_words(rq, TR("Öppen till")),
                              show_time(rq, o->until), review)
               : arena_printf(rq->arena, "%s %s. %s", request_words(rq, TR("Stängdes")),
                              show_time(rq, o->until), review);
}

static enum err fill_mine(struct request *rq, struct page_emergency *v, struct err_ctx *ctx)
{
    struct opening *list;
    size_t count;
    enum err e = opening_list(rq->bank, rq->staff.id, false, rq->arena, &list, &count, ctx);
    struct page_emergency_rows *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct opening *o = &list[i];
        bool open = opening_open(o, timestamp_now());
        const char *href = o->kind == OPENING_PROTECTED
                               ? arena_printf(rq->arena, "/opening/%" PRId64 "/person", o->id.v)
                               : arena_printf(rq->arena, "/pupil/%" PRId64, o->person.v);
        rows[i] =
            (struct page_emergency_rows){.href = open ? href : "",
                                         .kind = request_words(rq, opening_kind_text_sv[o->kind]),
                                         .at = show_time(rq, o->asked),
                                         .state = opening_state_words(rq, o)};
    }
    if (e == ERR_OK) {
        v->rows = rows;
        v->rows_count = count;
    }
    return e;
}

enum err page_emergency(struct request *rq, struct err_ctx *ctx)
{
    struct page_emergency v = {.errors = form_errors(rq)};
    enum err e = fill_mine(rq, &v, ctx);
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, request_words(rq, TR("Nödöppning")));
    v.number = form_line(rq, "number", TR("Barnets personnummer"), TR("Tolv siffror."), NULL);
    v.reason = form_area(rq, "reason", TR("Varför kan det inte vänta?"),
                         TR("En eller två meningar. De sparas, och den som granskar läser dem."));
    if (request_input(rq, "done")->word >= 0) {
        v.done = request_words(rq, TR("Begäran är skickad. En chef måste godkänna den. Ring chefen "
                                      "om det är bråttom. Svaret visas längst ned på sidan."));
    }
    page_emergency_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* Whom a number is of; 0 when it is nobody's here. */
static enum err find_number(struct request *rq, const char *number, struct person_id *out,
                            struct err_ctx *ctx)
{
    struct civic_no civic;
    *out = (struct person_id){0};
    if (civic_parse(number, strlen(number), &civic) != CIVIC_OK) {
        request_fault(rq, "number", TR("Det är inget personnummer. Skriv tolv siffror."));
        return ERR_OK;
    }
    enum err e = person_find_civic(rq->bank, &civic, out, ctx);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err page_emergency_send(struct request *rq, struct err_ctx *ctx)
{
    struct person_id person = {0};
    struct opening o;
    const struct input *number = request_input(rq, "number"), *reason = request_input(rq, "reason");
    enum err e = ERR_OK;
    if (number->given && number->fault == NULL) {
        e = find_number(rq, number->raw, &person, ctx);
    }
    if (reason->given && strlen(reason->raw) < OPENING_REASON_LEAST) {
        request_fault(rq, "reason", TR("Skriv en hel mening om varför det inte kan vänta."));
    }
    if (e == ERR_OK && rq->faults > 0) {
        return page_emergency(rq, ctx);
    }
    if (e == ERR_OK) {
        e = opening_ask(rq->bank, &rq->actor, person, reason->raw, &o, ctx);
    }
    if (e == ERR_OK && o.kind == OPENING_EMERGENCY) {
        request_go(rq, "/pupil/%" PRId64, person.v);
    } else if (e == ERR_OK) {
        request_go(rq, "/emergency?done=asked");
    }
    return e;
}

/* ---- somebody with protected identity ---- */

static enum err find_opened(struct request *rq, struct opening *o, struct err_ctx *ctx)
{
    enum err e = opening_read(rq->bank, (struct opening_id){rq->id}, o, ctx);
    if (e == ERR_OK && (o->kind != OPENING_PROTECTED || o->staff.v != rq->staff.id.v ||
                        !opening_open(o, timestamp_now()))) {
        e = err_set(ctx, ERR_NOT_FOUND, "opening", "", "it is not open to this employee");
    }
    return e;
}

static void fill_events(struct request *rq, const struct case_opened *c,
                        struct page_opened_cases *out)
{
    struct page_opened_cases_events *rows =
        arena_alloc(rq->arena, (c->event_count + 1) * sizeof *rows);
    for (size_t i = 0; i < c->event_count; i++) {
        rows[i] = (struct page_opened_cases_events){
            .on = show_time(rq, c->events[i].at),
            .what = request_words(rq, case_event_text_sv[c->events[i].kind]),
            .note = c->events[i].note};
    }
    out->events = rows;
    out->events_count = c->event_count;
}

static enum err fill_opened(struct request *rq, struct person_id person, struct page_opened *v,
                            struct err_ctx *ctx)
{
    struct case_opened *cases;
    size_t count;
    enum err e =
        case_read_opened(rq->bank, request_reading(rq), person, rq->arena, &cases, &count, ctx);
    struct page_opened_cases *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct team_case *c = &cases[i].c;
        rows[i] =
            (struct page_opened_cases){.reason = request_words(rq, case_reason_text_sv[c->reason]),
                                       .unit = show_unit(rq, c->unit),
                                       .responsible = show_staff(rq, c->responsible),
                                       .opened = c->opened,
                                       .open = !c->closed};
        fill_events(rq, &cases[i], &rows[i]);
    }
    if (e == ERR_OK) {
        v->cases = rows;
        v->cases_count = count;
    }
    return e;
}

enum err page_opened(struct request *rq, struct err_ctx *ctx)
{
    struct opening o;
    struct person_identity who;
    struct page_opened v = {0};
    enum err e = find_opened(rq, &o, ctx);
    if (e != ERR_OK) {
        return e;
    }
    reading_allow_protected(request_reading(rq));
    e = person_identity(rq->bank, request_reading(rq), o.person, &who, ctx);
    if (e == ERR_OK) {
        v.name = arena_printf(rq->arena, "%s %s", who.given_name, who.family_name);
        v.number = who.has_civic ? arena_strdup(rq->arena, who.civic.text) : "";
        e = fill_opened(rq, o.person, &v, ctx);
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Öppnad person")));
        v.until = show_time(rq, o.until);
        v.other = show_staff(rq, o.approved_by);
        page_opened_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
