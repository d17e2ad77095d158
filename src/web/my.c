#include "web/my.h"

#include <inttypes.h>

#include "web/family.h"

enum err my_child(struct request *rq, struct person_id child, struct err_ctx *ctx)
{
    bool own = rq->session.kind == SESSION_PUPIL && rq->session.person.v == child.v;
    enum err e = ERR_OK;
    if (rq->session.kind == SESSION_GUARDIAN) {
        e = family_is_child(rq->bank, rq->session.person, child, &own, ctx);
    }
    return e != ERR_OK || own
               ? e
               : err_set(ctx, ERR_NOT_FOUND, "child", "", "there is no such child of the reader's");
}

enum err my_room(struct request *rq, struct person_id child, struct room *out,
                 const char **name_out, struct err_ctx *ctx)
{
    enum err e = my_child(rq, child, ctx);
    if (e == ERR_OK) {
        e = room_open(rq->bank, rq->rules, &rq->actor, child, rq->arena, out, ctx);
    }
    return e == ERR_OK ? request_name(rq, child, name_out, ctx) : e;
}

const char *my_child_href(struct request *rq, struct person_id child, const char *page)
{
    return arena_printf(rq->arena, "/my/child/%" PRId64 "%s%s", child.v, page[0] != '\0' ? "/" : "",
                        page);
}
