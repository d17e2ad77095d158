/* Ending a case: what is still open in it, how long it is kept, and why it ends. */
#include <inttypes.h>
#include <string.h>

#include "letterbox/letter.h"
#include "team/consent_request.h"
#include "team/given.h"
#include "team/plan.h"
#include "team/progress.h"
#include "team/questionnaire.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/show.h"

const struct input_spec case_close_inputs[3] = {
    {.name = "reason",
     .kind = INPUT_WORD,
     .missing = TR("Välj varför ärendet avslutas."),
     .words = case_close_code,
     .word_count = CASE_CLOSE__MAX},
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag ärendet avslutades.")},
    {.name = "note", .kind = INPUT_TEXT, .max = CASE_NOTE_MAX},
};

/* ---- what is still open ---- */

struct open_things {
    struct request *rq;
    struct page_case_close_left *rows;
    size_t count;
};

static void add_left(struct open_things *o, const char *text, const char *href, const char *link)
{
    o->rows[o->count++] =
        (struct page_case_close_left){text, href, href != NULL ? request_words(o->rq, link) : NULL};
}

/* "2 insatser …": a number and what is so many. */
static const char *so_many(struct request *rq, size_t n, const char *one, const char *many)
{
    return n == 1 ? request_words(rq, one)
                  : arena_printf(rq->arena, "%zu %s", n, request_words(rq, many));
}

static enum err left_support(struct open_things *o, const struct team_case *c, struct err_ctx *ctx)
{
    struct request *rq = o->rq;
    struct given *list;
    size_t count, running = 0;
    enum err e = given_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        running += list[i].case_id.v == c->id.v && list[i].end_reason == GIVEN_GOES_ON &&
                   list[i].v.end_date.days >= date_today().days;
    }
    if (running > 0) {
        add_left(o,
                 so_many(rq, running,
                         TR("En insats pågår. Den står kvar som pågående tills någon "
                            "avslutar den."),
                         TR("insatser pågår. De står kvar som pågående tills någon avslutar dem.")),
                 case_href(rq, "/interventions"), TR("Avsluta insatser"));
    }
    return e;
}

static enum err left_letters(struct open_things *o, const struct team_case *c, struct err_ctx *ctx)
{
    struct request *rq = o->rq;
    struct letter *list;
    size_t count, open = 0;
    struct letter_filter f = {.case_id = c->id};
    enum err e = letter_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        open += list[i].answer == LETTER_UNANSWERED &&
                (list[i].state == LETTER_QUEUED || list[i].state == LETTER_DELIVERED);
    }
    if (open > 0) {
        add_left(o,
                 so_many(rq, open,
                         TR("Ett brev är inte besvarat. Mottagaren kan ta emot eller "
                            "avvisa det även sedan, och svaret syns här."),
                         TR("brev är inte besvarade. Mottagaren kan ta emot eller avvisa dem även "
                            "sedan, och svaren syns här.")),
                 case_href(rq, "/letters"), TR("Se breven"));
    }
    return e;
}

static enum err left_consents(struct open_things *o, const struct team_case *c, struct err_ctx *ctx)
{
    struct request *rq = o->rq;
    struct consent *list;
    size_t count, holds = 0;
    enum err e = consent_overview(rq->bank, c->person, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        holds += consent_in_force(&list[i], date_today());
    }
    if (holds > 0) {
        add_left(
            o,
            so_many(rq, holds,
                    TR("Ett samtycke gäller. Det tar slut sin sista dag. Inget brev "
                       "kan skickas med det från ett avslutat ärende, och familjen "
                       "kan ta tillbaka det som vanligt."),
                    TR("samtycken gäller. De tar slut sin sista dag. Inga brev kan skickas med "
                       "dem från ett avslutat ärende, och familjen kan ta tillbaka dem som "
                       "vanligt.")),
            case_href(rq, "/consents"), TR("Se samtyckena"));
    }
    return e;
}

static enum err left_asked(struct open_things *o, const struct team_case *c, struct err_ctx *ctx)
{
    struct request *rq = o->rq;
    struct consent_request *asked;
    struct questionnaire *forms;
    size_t asked_count, form_count, open = 0;
    struct request_filter f = {.case_id = c->id};
    enum err e =
        consent_request_list(rq->bank, &rq->actor, &f, rq->arena, &asked, &asked_count, ctx);
    e = e == ERR_OK ? questionnaire_list(rq->bank, &rq->actor, c->person, rq->arena, &forms,
                                         &form_count, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    for (size_t i = 0; i < form_count; i++) {
        open += forms[i].case_id.v == c->id.v && forms[i].state == QUESTIONNAIRE_OPEN;
    }
    if (asked_count > 0) {
        add_left(o,
                 so_many(rq, asked_count,
                         TR("En fråga om samtycke är inte besvarad. Den tas tillbaka."),
                         TR("frågor om samtycke är inte besvarade. De tas tillbaka.")),
                 NULL, NULL);
    }
    if (open > 0) {
        add_left(o,
                 so_many(rq, open, TR("Ett frågeformulär är inte besvarat. Det tas tillbaka."),
                         TR("frågeformulär är inte besvarade. De tas tillbaka.")),
                 NULL, NULL);
    }
    return ERR_OK;
}

static enum err left_deadlines(struct open_things *o, const struct team_case *c,
                               struct err_ctx *ctx)
{
    struct request *rq = o->rq;
    struct law_times times;
    size_t running = 0;
    enum err e = law_time_case(rq, c, &times, ctx);
    for (size_t i = 0; e == ERR_OK && i < times.count; i++) {
        running +=
            law_time_runs(&times.list[i]) && strcmp(times.list[i].q.code, "consent_end") != 0;
    }
    if (running > 0) {
        add_left(o,
                 so_many(rq, running,
                         TR("En frist i lagen löper. Den slutar inte för att ärendet "
                            "avslutas här."),
                         TR("frister i lagen löper. De slutar inte för att ärendet avslutas här.")),
                 case_href(rq, "/deadlines"), TR("Se fristerna"));
    }
    return e;
}

static enum err fill_left(struct request *rq, const struct team_case *c, struct page_case_close *v,
                          struct err_ctx *ctx)
{
    static enum err (*const rooms[])(struct open_things *, const struct team_case *,
                                     struct err_ctx *) = {left_support, left_letters, left_consents,
                                                          left_asked, left_deadlines};
    struct open_things o = {.rq = rq, .rows = arena_alloc(rq->arena, 8 * sizeof *o.rows)};
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof rooms / sizeof rooms[0]; i++) {
        e = rooms[i](&o, c, ctx);
    }
    v->left = o.rows;
    v->left_count = o.count;
    return e;
}

/* ---- the page ---- */

/* How it has gone with the goals, and what nobody has looked at. */
static enum err fill_last(struct request *rq, struct page_case_close *v, struct err_ctx *ctx)
{
    struct plan plan;
    struct case_progress p;
    struct case_id id = {rq->id};
    enum err e = plan_read(rq->bank, &rq->actor, id, 0, rq->arena, &plan, ctx);
    e = e == ERR_OK ? case_progress(rq->bank, id, &p, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    bool agreed = plan.version != 0 && plan.state == PLAN_AGREED;
    size_t count = agreed ? plan.goal_count : 0;
    struct page_case_close_goals *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct plan_goal *g = &plan.goals[i];
        rows[i].text = g->text;
        rows[i].state = g->followup_count > 0
                            ? plan_reached_words(rq, g->followups[g->followup_count - 1].reached)
                            : request_words(rq, TR("Inte uppföljt"));
        v->unfollowed += g->followup_count == 0;
    }
    v->goals = rows;
    v->goals_count = count;
    v->open_tasks = p.tasks_open;
    v->review_href = case_href(rq, "/plan/review");
    v->tasks_href = case_href(rq, "/meetings");
    return ERR_OK;
}

enum err page_case_close(struct request *rq, struct err_ctx *ctx)
{
    static const struct form_words reasons = {case_close_code, case_close_text_sv, 1,
                                              CASE_CLOSE__MAX, -1};
    struct case_page p;
    enum err e = show_case_page(rq, CASE_TAB_OVERVIEW, &p, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_close v = {
        .layout = request_layout(rq, request_words(rq, TR("Avsluta ärendet"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .action = case_href(rq, "/close"),
        .reason = form_choice(rq, "reason", TR("Varför avslutas ärendet?"), NULL, &reasons),
        .on = form_date(rq, "on", TR("Dag"), NULL, date_today()),
        .note = form_area(rq, "note", TR("Anteckning (frivilligt)"), NULL),
    };
    e = fill_last(rq, &v, ctx);
    e = e == ERR_OK ? fill_left(rq, &p.c, &v, ctx) : e;
    e = e == ERR_OK ? law_time_keeping(rq, &p.c, date_today(), &v.keeping, ctx) : e;
    if (e == ERR_OK) {
        page_case_close_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_case_close_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *on = request_input(rq, "on"), *note = request_input(rq, "note"),
                       *reason = request_input(rq, "reason");
    if (reason->word == CASE_CLOSE_NONE) {
        request_fault(rq, "reason", TR("Välj varför ärendet avslutas."));
    }
    if (on->given && on->date.days > date_today().days) {
        request_fault(rq, "on", TR("Dagen ligger i framtiden."));
    }
    if (rq->faults > 0) {
        return page_case_close(rq, ctx);
    }
    struct team_case c;
    enum err e = case_read(rq->bank, &rq->actor, (struct case_id){rq->id}, &c, ctx);
    if (e == ERR_OK) {
        e = case_end(rq->bank, &rq->actor, c.id, (enum case_close)reason->word, on->date,
                     note->given ? note->raw : NULL, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "?done=closed", rq->id);
    }
    return e;
}
