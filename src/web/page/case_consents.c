/* The consents of one case. */
#include <inttypes.h>

#include "web/case_nav.h"
#include "web/handlers.h"
#include "web/show.h"

static enum err fill_consents(struct request *rq, const struct team_case *c,
                              struct page_case_consents *v, struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    enum err e = consent_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_consents_consents *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct consent_content *k = &list[i].c;
        rows[i] = (struct page_case_consents_consents){
            .href = arena_printf(rq->arena, "/consent/%" PRId64, list[i].id.v),
            .items = show_items(rq, k->items),
            .peer = show_peer(rq, k->peer),
            .purpose = request_words(rq, consent_purpose_text_sv[k->purpose]),
            .from = k->valid_from,
            .to = k->valid_to,
            .state = request_words(rq, consent_state_text(&list[i], date_today()))};
    }
    v->consents = rows;
    v->consents_count = count;
    return ERR_OK;
}

enum err page_case_consents(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct page_case_consents v = {.done = case_done_words(rq)};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    if (e == ERR_OK) {
        e = fill_consents(rq, &c, &v, ctx);
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Samtycken")));
        v.nav = show_case_nav(rq, c.id, CASE_TAB_CONSENTS);
        v.open = !c.closed;
        v.consent_href = arena_printf(rq->arena, "/case/%" PRId64 "/consent", rq->id);
        page_case_consents_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
