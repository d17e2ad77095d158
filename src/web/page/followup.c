/* The follow-up of one pupil, in a case or by the school. */
#include <string.h>

#include "followup/chart.h"
#include "web/case_nav.h"
#include "web/fragment.h"
#include "web/handlers.h"
#include "web/show.h"

enum err page_chart_css(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    rq->out->content_type = "text/css; charset=utf-8";
    rq->out->constant = (struct blob){(const uint8_t *)chart_css, strlen(chart_css)};
    return ERR_OK;
}

static void fill_sources(struct request *rq, const struct timeline *t, struct page_followup *v)
{
    struct page_followup_sources *rows =
        arena_alloc(rq->arena, (t->source_count + 1) * sizeof *rows);
    for (size_t i = 0; i < t->source_count; i++) {
        const struct timeline_source *s = &t->sources[i];
        if (!s->own) {
            rows[v->sources_count++] = (struct page_followup_sources){.peer = s->peer_name,
                                                                      .sent = s->sent,
                                                                      .accepted = s->accepted,
                                                                      .grounds = s->grounds};
        }
    }
    v->sources = rows;
}

/* Writes the page of somebody the employee may see. */
static enum err write_followup(struct request *rq, const struct pupil_question *q,
                               const struct page_person *person, const char *back,
                               struct err_ctx *ctx)
{
    struct timeline t;
    enum err e = pupil_read(rq->bank, &rq->actor, q, rq->arena, &t, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_followup v = {
        .layout = request_layout(rq, request_words(rq, TR("Uppföljning"))),
        .person = person,
        .nav = q->case_id.v != 0 ? show_case_nav(rq, q->case_id, CASE_TAB_FOLLOWUP) : NULL,
        .back = back,
        .period = arena_printf(rq->arena, "%s–%s", show_date(rq, t.from), show_date(rq, t.to)),
        .weeks = t.whole.weeks,
        .own_weeks = t.own_weeks,
        .received_weeks = t.received_weeks,
        .left_out = t.withdrawn_left_out};
    if (t.whole.weeks > 0) {
        v.chart = fragment_chart(rq->arena, &t);
        v.legend = fragment_legend(rq->arena, &t);
        v.figures = fragment_figures(rq->arena, &t);
        v.table = fragment_weeks(rq->arena, &t);
    }
    fill_sources(rq, &t, &v);
    page_followup_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_followup_case(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    struct pupil_question q = {.case_id = {rq->id}};
    enum err e = show_case(rq, q.case_id, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return write_followup(rq, &q, person, NULL, ctx);
}

enum err page_followup_pupil(struct request *rq, struct err_ctx *ctx)
{
    const struct page_person *person;
    struct access access = {.why = WHY_NONE};
    struct pupil_question q = {.person = {rq->id}};
    enum err e = show_person_access(rq, q.person, &access, &person, ctx);
    q.attendance_only = access.why == WHY_AUTHORITY || access.why == WHY_UNIT;
    return e == ERR_OK ? write_followup(rq, &q, person, "/signals", ctx) : e;
}
