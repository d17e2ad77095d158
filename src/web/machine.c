/* Routes for machines: another bank's letters and checkpoints, and the question whether this one
 * is well. No cookies, no pages; the letterbox checks who signed. */
#include "web/handlers.h"

#include "letterbox/inbox.h"

static void pass_on(struct request *rq, const struct letterbox_response *r)
{
    rq->out->status = r->status;
    rq->out->content_type = r->content_type;
    rq->out->retry_after = r->status == 503 ? 5 : 0;
    buf_add_n(&rq->out->body, r->body, r->length);
}

enum err machine_letter(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct letterbox_response *r = arena_alloc(rq->arena, sizeof *r);
    letterbox_receive(rq->bank, rq->http->body, r);
    pass_on(rq, r);
    return ERR_OK;
}

enum err machine_checkpoint(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct letterbox_response *r = arena_alloc(rq->arena, sizeof *r);
    letterbox_witness(rq->bank, rq->http->body, r);
    pass_on(rq, r);
    return ERR_OK;
}

enum err machine_health(struct request *rq, struct err_ctx *ctx)
{
    struct journal_head head;
    enum err e = journal_head(rq->bank, &head, ctx);
    rq->out->status = e == ERR_OK ? 200 : 503;
    rq->out->content_type = "application/json";
    buf_addf(&rq->out->body, "{\"status\":\"%s\"}\n", e == ERR_OK ? "ok" : err_name(e));
    return ERR_OK;
}
