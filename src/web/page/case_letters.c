/* What has been sent and received in one case. */
#include <inttypes.h>

#include "letterbox/letter.h"
#include "letterbox/received.h"
#include "web/case_nav.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/received_show.h"
#include "web/show.h"

static enum err fill_sent(struct request *rq, const struct team_case *c,
                          struct page_case_letters *v, struct err_ctx *ctx)
{
    struct letter *list;
    size_t count;
    struct letter_filter f = {.case_id = c->id};
    enum err e = letter_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_letters_letters *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_case_letters_letters){
            .href = arena_printf(rq->arena, "/letter/%" PRId64, list[i].id.v),
            .kind = request_words(rq, letter_kind_text_sv[list[i].kind]),
            .peer = show_peer(rq, list[i].peer),
            .sent = show_time(rq, list[i].sent_at),
            .state = letter_state_words(rq, &list[i])};
    }
    v->letters = rows;
    v->letters_count = count;
    return ERR_OK;
}

/* What it said, and the rules that let the sender say it. */
static void fill_content(struct request *rq, const struct received_items *items,
                         const struct received_source *s, struct page_case_letters_received *row)
{
    const char **lines;
    row->lines_count = received_lines(rq, items, s, &lines);
    struct page_case_letters_received_lines *said =
        arena_alloc(rq->arena, (row->lines_count + 1) * sizeof *said);
    for (size_t i = 0; i < row->lines_count; i++) {
        said[i].text = lines[i];
    }
    row->lines = said;
    const struct page_rule_ref **rules = law_time_rules(rq, s->rules, &row->rules_count);
    struct page_case_letters_received_rules *refs =
        arena_alloc(rq->arena, (row->rules_count + 1) * sizeof *refs);
    for (size_t i = 0; i < row->rules_count; i++) {
        refs[i].rule = rules[i];
    }
    row->rules = refs;
}

static enum err fill_received(struct request *rq, const struct team_case *c,
                              struct page_case_letters *v, struct err_ctx *ctx)
{
    struct received_items items;
    enum err e =
        received_read(rq->bank, request_reading(rq), c->person, true, rq->arena, &items, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_letters_received *rows =
        arena_alloc(rq->arena, (items.source_count + 1) * sizeof *rows);
    for (size_t i = 0; i < items.source_count; i++) {
        const struct received_source *s = &items.sources[i];
        rows[i] = (struct page_case_letters_received){
            .kind = request_words(rq, letter_kind_text_sv[s->kind]),
            .peer = s->peer_name,
            .on = s->received,
            .withdrawn = s->withdrawn};
        fill_content(rq, &items, s, &rows[i]);
    }
    v->received = rows;
    v->received_count = items.source_count;
    return ERR_OK;
}

enum err page_case_letters(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct page_case_letters v = {.done = case_done_words(rq)};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    if (e == ERR_OK) {
        e = fill_sent(rq, &c, &v, ctx);
    }
    if (e == ERR_OK) {
        e = fill_received(rq, &c, &v, ctx);
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Brev")));
        v.nav = show_case_nav(rq, c.id, CASE_TAB_LETTERS);
        v.open = !c.closed;
        v.letter_href = arena_printf(rq->arena, "/case/%" PRId64 "/letter", rq->id);
        page_case_letters_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
