/* The overview of a case: who, and where it is on its way. */
#include <inttypes.h>

#include "intervention/given.h"
#include "letterbox/received.h"
#include "school/inquiry.h"
#include "school/series_store.h"
#include "team/progress.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/show.h"

#define SURVEY_DAYS 20 /* school days of the absence share */

/* The tasks of a case, in their order. */
enum { TASK_SURVEY, TASK_CONSENT, TASK_PLAN, TASK_SUPPORT, TASK_FOLLOWUP, TASK_CLOSE, TASKS };
enum task_state { NOT_BEGUN, GOING_ON, DONE };

static void put_task(struct request *rq, struct page_case_tasks *task, enum case_tab tab,
                     const char *name, enum task_state state, const char *text)
{
    static const char *const words[] = {TR("Inte påbörjat"), TR("Pågår"), TR("Klart")};
    static const char *const colours[] = {"neutral", "info", "success"};
    const char *href = case_tab_href(rq, (struct case_id){rq->id}, tab);
    *task = (struct page_case_tasks){.href = case_tab_exists(rq, href) ? href : NULL,
                                     .name = request_words(rq, name),
                                     .text = text,
                                     .state = request_words(rq, words[state]),
                                     .color = colours[state]};
}

/* The absence of the last school days, in a school. */
static enum err absence_text(struct request *rq, const struct team_case *c, const char **out,
                             struct err_ctx *ctx)
{
    struct series days;
    struct date today = date_today();
    struct date from = date_school_year_first(date_school_year(today));
    *out = request_words(rq, TR("Ingen närvaro är rapporterad detta läsår."));
    if (bank_config(rq->bank)->kind == BANK_SOCIAL) {
        *out = request_words(rq, TR("Vad som fungerar, vad som oroar och vad barnet säger."));
        return ERR_OK;
    }
    enum err e = series_read(rq->bank, c->person, from, today, rq->arena, &days, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct series_window w = series_last_days(&days, today, from, SURVEY_DAYS);
    if (w.sum.school_days > 0) {
        *out = arena_printf(rq->arena, "%s %s, %s–%s (%u %s)", request_words(rq, TR("Frånvaro")),
                            show_share(rq, series_absent(w.sum), w.sum.offered_minutes),
                            show_date(rq, w.first), show_date(rq, w.last), w.sum.school_days,
                            request_words(rq, TR("skoldagar")));
    }
    return ERR_OK;
}

static enum err put_consent(struct request *rq, const struct team_case *c,
                            struct page_case_tasks *tasks, struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    enum err e = consent_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum task_state state = count > 0 ? GOING_ON : NOT_BEGUN;
    const char *text = request_words(rq, count > 0 ? TR("Inget samtycke gäller i dag")
                                                   : TR("Inget samtycke är registrerat"));
    for (size_t i = 0; i < count && state != DONE; i++) {
        if (consent_in_force(&list[i], date_today())) {
            state = DONE;
            text = arena_printf(rq->arena, "%s %s", request_words(rq, TR("Gäller till och med")),
                                show_date(rq, list[i].c.valid_to));
        }
    }
    put_task(rq, &tasks[TASK_CONSENT], CASE_TAB_CONSENTS, TR("Samtycke"), state, text);
    return ERR_OK;
}

static void put_plan(struct request *rq, const struct case_progress *p,
                     struct page_case_tasks *tasks)
{
    const char *text = request_words(rq, TR("Mål, vem som gör vad och när det följs upp."));
    enum task_state state = p->agreed ? DONE : p->draft ? GOING_ON : NOT_BEGUN;
    if (p->agreed) {
        bool late = p->review.days < date_today().days;
        text = arena_printf(
            rq->arena, "%" PRId64 " %s. %s %s.", p->goals, request_words(rq, TR("mål")),
            request_words(rq, late ? TR("Planen skulle ha följts upp") : TR("Planen följs upp")),
            show_date(rq, p->review));
    } else if (p->draft) {
        text = request_words(rq, TR("Ett utkast är skrivet och inte fastställt."));
    }
    put_task(rq, &tasks[TASK_PLAN], CASE_TAB_PLAN, TR("Plan"), state, text);
}

/* Own interventions and those that the other authority has told of. */
static enum err put_support(struct request *rq, const struct team_case *c,
                            struct page_case_tasks *tasks, struct err_ctx *ctx)
{
    struct intervention *own;
    struct received_items items = {0};
    size_t count = 0, running = 0;
    enum err e =
        intervention_list(rq->bank, request_reading(rq), c->person, rq->arena, &own, &count, ctx);
    e = e == ERR_OK
            ? received_read(rq->bank, request_reading(rq), c->person, true, rq->arena, &items, ctx)
            : e;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        running += own[i].end_date.days >= date_today().days;
    }
    for (size_t i = 0; e == ERR_OK && i < items.intervention_count; i++) {
        running += items.interventions[i].ended.days >= date_today().days;
    }
    size_t all = count + items.intervention_count;
    const char *text =
        all == 0 ? request_words(rq, TR("Ingen insats är registrerad eller mottagen."))
                 : arena_printf(rq->arena, "%zu %s, %zu %s", count, request_words(rq, TR("egna")),
                                items.intervention_count,
                                request_words(rq, TR("som den andra myndigheten har berättat om")));
    put_task(rq, &tasks[TASK_SUPPORT], CASE_TAB_INTERVENTIONS, TR("Insats"),
             running > 0 ? GOING_ON
             : all > 0   ? DONE
                         : NOT_BEGUN,
             text);
    return e;
}

static void put_followup(struct request *rq, const struct case_progress *p,
                         struct page_case_tasks *tasks)
{
    enum task_state state = p->goals_followed == 0         ? NOT_BEGUN
                            : p->goals_followed < p->goals ? GOING_ON
                                                           : DONE;
    const char *text =
        p->agreed ? arena_printf(rq->arena, "%" PRId64 " %s %" PRId64 " %s, %" PRId64 " %s",
                                 p->goals_followed, request_words(rq, TR("av")), p->goals,
                                 request_words(rq, TR("mål följda")), p->goals_reached,
                                 request_words(rq, TR("nådda")))
                  : request_words(
                        rq, TR("Visar hur frånvaron har varit före, under och efter insatser."));
    put_task(rq, &tasks[TASK_FOLLOWUP], CASE_TAB_FOLLOWUP, TR("Uppföljning"), state, text);
}

static enum err fill_tasks(struct request *rq, const struct team_case *c, struct page_case *v,
                           struct err_ctx *ctx)
{
    struct case_progress p;
    const char *absence;
    struct page_case_tasks *tasks = arena_alloc(rq->arena, TASKS * sizeof *tasks);
    enum err e = case_progress(rq->bank, c->id, &p, ctx);
    e = e == ERR_OK ? absence_text(rq, c, &absence, ctx) : e;
    e = e == ERR_OK ? put_consent(rq, c, tasks, ctx) : e;
    e = e == ERR_OK ? put_support(rq, c, tasks, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    put_task(rq, &tasks[TASK_SURVEY], CASE_TAB_SURVEY, TR("Kartläggning"),
             p.surveys > 0 ? DONE : NOT_BEGUN, absence);
    put_plan(rq, &p, tasks);
    put_followup(rq, &p, tasks);
    put_task(rq, &tasks[TASK_CLOSE], CASE_TAB_OVERVIEW, TR("Avslut"), c->closed ? DONE : NOT_BEGUN,
             c->closed ? v->closed_text
                       : request_words(rq, TR("Sista uppföljningen och varför ärendet slutar.")));
    tasks[TASK_CLOSE].href = c->closed ? NULL : case_href(rq, "/close");
    v->tasks = tasks;
    v->tasks_count = TASKS;
    v->open_tasks = p.tasks_open;
    v->tasks_href = case_href(rq, "/meetings");
    return ERR_OK;
}

/* The pupil's inquiry into absence, for those who work with them. */
static enum err fill_inquiry(struct request *rq, const struct team_case *c, struct page_case *v,
                             struct err_ctx *ctx)
{
    struct inquiry *list;
    size_t count;
    struct inquiry_filter f = {.person = c->person};
    if (!access_role(WHO_INQUIRY, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    enum err e = inquiry_list(rq->bank, &f, rq->arena, &list, &count, ctx);
    if (e == ERR_OK && count > 0) {
        v->inquiry_href = arena_printf(rq->arena, "/inquiry/%" PRId64, list[0].id.v);
    }
    return e;
}

/* What runs, the first to be done first as the rules have them. */
static enum err fill_deadlines(struct request *rq, const struct team_case *c, struct page_case *v,
                               struct err_ctx *ctx)
{
    struct law_times times;
    enum err e = law_time_case(rq, c, &times, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_running *rows = arena_alloc(rq->arena, (times.count + 1) * sizeof *rows);
    for (size_t i = 0; i < times.count; i++) {
        const struct page_deadline *d = law_time_view(rq, &times.list[i]);
        if (law_time_runs(&times.list[i])) {
            rows[v->running_count++] = (struct page_case_running){.title = d->title,
                                                                  .when = d->when,
                                                                  .own = d->own,
                                                                  .cite = d->cite,
                                                                  .rule_href = d->href,
                                                                  .mark = d->mark,
                                                                  .state = d->state,
                                                                  .color = d->color};
        }
    }
    v->running = rows;
    v->deadlines_href = case_href(rq, "/deadlines");
    e = fill_inquiry(rq, c, v, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return c->closed ? law_time_keeping(rq, c, c->closed_on, &v->keeping, ctx) : ERR_OK;
}

const struct input_spec case_inputs[2] = {
    {.name = "done", .kind = INPUT_WORD, .words = case_done_codes, .word_count = CASE_DONE_WORDS},
    {.name = "note", .kind = INPUT_TEXT, .max = CASE_NOTE_MAX}};

enum err page_case_reopen_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *note = request_input(rq, "note");
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!note->given) {
        request_fault(rq, "note", TR("Skriv varför ärendet öppnas igen."));
    }
    if (rq->faults > 0) {
        return page_case(rq, ctx);
    }
    e = case_reopen(rq->bank, &rq->actor, (struct case_id){rq->id}, note->raw, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "?done=reopened"));
    }
    return e;
}

enum err page_case(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    enum err e = show_case_page(rq, CASE_TAB_OVERVIEW, &p, ctx);
    if (e != ERR_OK) {
        return e;
    }
    const struct team_case *c = &p.c;
    struct page_case v = {.person = p.person,
                          .nav = p.nav,
                          .done = case_done_words(rq),
                          .open = p.open,
                          .reason = request_words(rq, case_reason_text_sv[c->reason]),
                          .unit = show_unit(rq, c->unit),
                          .responsible = show_staff(rq, c->responsible),
                          .opened = c->opened,
                          .consent_href = case_href(rq, "/consent"),
                          .letter_href = case_href(rq, "/letter"),
                          .handover_href = case_href(rq, "/offer"),
                          .errors = form_errors(rq),
                          .reopen_action = case_href(rq, "/reopen"),
                          .reopen = form_area(rq, "note", TR("Varför öppnas ärendet igen?"), NULL)};
    if (c->closed) {
        v.closed_text = arena_printf(rq->arena, "%s %s: %s", request_words(rq, TR("Avslutat")),
                                     show_date(rq, c->closed_on),
                                     request_words(rq, case_close_text_sv[c->close_reason]));
    }
    e = fill_tasks(rq, c, &v, ctx);
    e = e == ERR_OK ? fill_deadlines(rq, c, &v, ctx) : e;
    if (e == ERR_OK) {
        v.layout = request_layout(
            rq, arena_printf(rq->arena, "%s %" PRId64, request_words(rq, TR("Ärende")), rq->id));
        page_case_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
