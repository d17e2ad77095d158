/* What has happened in one case. */
#include "web/case_nav.h"
#include "web/handlers.h"
#include "web/show.h"

static enum err fill_events(struct request *rq, const struct team_case *c,
                            struct page_case_timeline *v, struct err_ctx *ctx)
{
    struct case_event *list;
    size_t count;
    enum err e = case_events(rq->bank, &rq->actor, c->id, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_timeline_events *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_case_timeline_events){
            .at = show_time(rq, list[i].at),
            .what = request_words(rq, case_event_text_sv[list[i].kind]),
            .who = show_staff(rq, list[i].responsible),
            .note = list[i].note};
    }
    v->events = rows;
    v->events_count = count;
    return ERR_OK;
}

enum err page_case_timeline(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct page_case_timeline v = {0};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    if (e == ERR_OK) {
        e = fill_events(rq, &c, &v, ctx);
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Tidslinje")));
        v.nav = show_case_nav(rq, c.id, CASE_TAB_TIMELINE);
        page_case_timeline_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
