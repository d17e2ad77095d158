/* The first page of a pupil or guardian. */
#include "web/family.h"
#include "web/handlers.h"

enum err page_my(struct request *rq, struct err_ctx *ctx)
{
    struct person_id *children = &rq->session.person;
    size_t count = 1;
    enum err e = ERR_OK;
    if (rq->session.kind == SESSION_GUARDIAN) {
        e = family_children(rq->bank, rq->session.person, rq->arena, &children, &count, ctx);
    }
    struct page_my_children *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = request_name(rq, children[i], &rows[i].name, ctx);
    }
    struct page_my v = {.layout = request_layout(rq, request_words(rq, TR("Min sida"))),
                        .guardian = rq->session.kind == SESSION_GUARDIAN,
                        .children = rows,
                        .children_count = count};
    if (e == ERR_OK) {
        page_my_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
