/* What needs doing today: letters to look at, signals, cases that lack something. */
#include <inttypes.h>
#include <stdio.h>

#include "letterbox/inbox.h"
#include "school/signals_list.h"
#include "web/handlers.h"
#include "web/show.h"

#define ENDING_DAYS 30
#define CASES_MAX   200 /* cases looked through; more than anybody has of their own */

static enum err fill_letters(struct request *rq, struct page_start *v, struct err_ctx *ctx)
{
    struct inbox_letter *letters;
    size_t count;
    struct inbox_filter f = {.waiting_only = true};
    enum err e = inbox_list(rq->bank, &rq->actor, &f, rq->arena, &letters, &count, ctx);
    v->letters = true;
    v->letter_count = (int64_t)count;
    return e;
}

static enum err fill_signals(struct request *rq, struct page_start *v, struct err_ctx *ctx)
{
    struct signals_query q = {.at = date_today(),
                              .school = rq->staff.unit[0] != '\0' ? rq->staff.unit : NULL,
                              .actor = &rq->actor};
    struct signals_list list;
    enum err e = signals_list(rq->bank, &q, rq->arena, &list, ctx);
    if (e == ERR_NOT_FOUND) {
        return ERR_OK; /* the employee's unit is no school: nothing to show */
    }
    if (e == ERR_OK) {
        v->signals = true;
        v->signal_count = list.signals;
        v->signal_text = signals_population(rq, &list);
    }
    return e;
}

struct consent_summary {
    bool any, ending;
    struct date to;
    struct peer_id peer;
};

/* Whether a consent is in force, and whether the last one to end does so soon. */
static enum err summarise(struct request *rq, const struct team_case *c,
                          struct consent_summary *out, struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    struct date today = date_today();
    *out = (struct consent_summary){0};
    enum err e = consent_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (!consent_in_force(&list[i], today)) {
            continue;
        }
        if (!out->any || list[i].c.valid_to.days > out->to.days) {
            out->to = list[i].c.valid_to;
            out->peer = list[i].c.peer;
        }
        out->any = true;
    }
    out->ending = out->any && out->to.days - today.days <= ENDING_DAYS;
    return e;
}

static enum err add_case(struct request *rq, const struct team_case *c, struct page_start *v,
                         struct page_start_without *without, struct page_start_ending *ending,
                         struct err_ctx *ctx)
{
    struct consent_summary s;
    const char *name;
    enum err e = summarise(rq, c, &s, ctx);
    if (e != ERR_OK || (s.any && !s.ending)) {
        return e;
    }
    e = request_name(rq, c->person, &name, ctx);
    const char *href = arena_printf(rq->arena, "/case/%" PRId64, c->id.v);
    if (e == ERR_OK && !s.any) {
        without[v->without_count++] =
            (struct page_start_without){.href = href, .name = name, .since = c->opened};
    } else if (e == ERR_OK) {
        ending[v->ending_count++] = (struct page_start_ending){
            .href = href, .name = name, .to = s.to, .peer = show_peer(rq, s.peer)};
    }
    return e;
}

static enum err fill_cases(struct request *rq, struct page_start *v, struct err_ctx *ctx)
{
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.responsible = rq->staff.id};
    enum err e = case_list(rq->bank, &f, rq->arena, &cases, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    size_t looked = count < CASES_MAX ? count : CASES_MAX;
    struct page_start_without *without = arena_alloc(rq->arena, (looked + 1) * sizeof *without);
    struct page_start_ending *ending = arena_alloc(rq->arena, (looked + 1) * sizeof *ending);
    for (size_t i = 0; e == ERR_OK && i < looked; i++) {
        e = add_case(rq, &cases[i], v, without, ending, ctx);
    }
    v->cases = true;
    v->case_count = (int64_t)count;
    v->without = without;
    v->ending = ending;
    v->ending_days = ENDING_DAYS;
    return e;
}

enum err page_start(struct request *rq, struct err_ctx *ctx)
{
    enum bank_kind kind = bank_config(rq->bank)->kind;
    struct page_start v = {.layout = request_layout(rq, request_words(rq, TR("Att göra"))),
                           .today = date_today(),
                           .records = access_role(WHO_JOURNAL, rq->staff.role, kind)};
    enum err e = ERR_OK;
    if (access_role(WHO_CASES, rq->staff.role, kind)) {
        e = fill_letters(rq, &v, ctx);
        if (e == ERR_OK) {
            e = fill_cases(rq, &v, ctx);
        }
    }
    if (e == ERR_OK && access_role(WHO_SIGNALS, rq->staff.role, kind)) {
        e = fill_signals(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        page_start_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
