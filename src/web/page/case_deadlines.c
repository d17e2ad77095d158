/* The deadlines of a case, and noting what they are counted from. */
#include "team/happened.h"

#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/law_view.h"
#include "web/show.h"

const struct input_spec deadlines_inputs[3] = {
    {.name = "done", .kind = INPUT_WORD, .words = case_done_codes, .word_count = CASE_DONE_WORDS},
    {.name = "event",
     .kind = INPUT_LINE,
     .missing = TR("Välj vad som har hänt."),
     .max = HAPPENED_EVENT - 1},
    {.name = "day", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag det hände.")},
};
const struct input_spec strike_inputs[1] = {
    {.name = "number", .kind = INPUT_ID, .missing = TR("Välj vad som ska strykas.")}};

static void fill_deadlines(struct request *rq, const struct law_times *times,
                           struct page_case_deadlines *v)
{
    struct page_case_deadlines_running *running =
        arena_alloc(rq->arena, (times->count + 1) * sizeof *running);
    struct page_case_deadlines_ended *ended =
        arena_alloc(rq->arena, (times->count + 1) * sizeof *ended);
    for (size_t i = 0; i < times->count; i++) {
        const struct page_deadline *d = law_time_view(rq, &times->list[i]);
        if (law_time_runs(&times->list[i])) {
            running[v->running_count++].deadline = d;
        } else {
            ended[v->ended_count++].deadline = d;
        }
    }
    v->running = running;
    v->ended = ended;
}

static void fill_happened(struct request *rq, const struct law_times *times,
                          struct page_case_deadlines *v)
{
    struct page_case_deadlines_happened *rows =
        arena_alloc(rq->arena, (times->happened_count + 1) * sizeof *rows);
    for (size_t i = 0; i < times->happened_count; i++) {
        const struct happened *h = &times->happened[i];
        const struct law_event *event = law_event_find(rq->rules, h->event);
        rows[i] = (struct page_case_deadlines_happened){
            .on = h->day,
            .what = event != NULL ? law_words(rq, event->text) : h->event,
            .who = h->by.v != 0 ? show_staff(rq, h->by) : "",
            .struck = h->struck,
            .number = h->struck || !v->open ? NULL : arena_printf(rq->arena, "%d", h->number)};
    }
    v->happened = rows;
    v->happened_count = times->happened_count;
}

static const struct page_select *event_select(struct request *rq)
{
    const struct law_event *event;
    enum bank_kind kind = bank_config(rq->bank)->kind;
    size_t n = 0;
    while (happened_event(rq->rules, kind, n) != NULL) {
        n++;
    }
    struct form_option *o = arena_alloc(rq->arena, (n + 1) * sizeof *o);
    for (size_t i = 0; (event = happened_event(rq->rules, kind, i)) != NULL; i++) {
        o[i] = (struct form_option){event->code, law_words(rq, event->text)};
    }
    return form_select(rq, "event", TR("Vad har hänt?"), o, n);
}

enum err page_case_deadlines(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct law_times times;
    enum err e = show_case_page(rq, CASE_TAB_DEADLINES, &p, ctx);
    e = e == ERR_OK ? law_time_case(rq, &p.c, &times, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_deadlines v = {
        .layout = request_layout(rq, request_words(rq, TR("Frister"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .done = case_done_words(rq),
        .open = p.open,
        .note_action = case_href(rq, "/deadlines"),
        .strike_action = case_href(rq, "/deadlines/strike"),
        .event = event_select(rq),
        .day = form_date(rq, "day", TR("Vilken dag hände det?"), NULL, date_today())};
    fill_deadlines(rq, &times, &v);
    fill_happened(rq, &times, &v);
    page_case_deadlines_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_case_deadlines_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *day = request_input(rq, "day");
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (day->given && day->fault == NULL && day->date.days > date_today().days) {
        request_fault(rq, "day", TR("Dagen ligger i framtiden."));
    }
    if (rq->faults > 0) {
        return page_case_deadlines(rq, ctx);
    }
    e = happened_write(rq->bank, rq->rules, &rq->actor, (struct case_id){rq->id},
                       request_input(rq, "event")->raw, day->date, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/deadlines?done=happened"));
    }
    return e;
}

enum err page_case_deadlines_strike_send(struct request *rq, struct err_ctx *ctx)
{
    enum err e = case_enter(rq, ctx);
    if (e == ERR_OK) {
        e = happened_strike(rq->bank, &rq->actor, (struct case_id){rq->id},
                            (int)request_input(rq, "number")->id, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/deadlines?done=struck"));
    }
    return e;
}
