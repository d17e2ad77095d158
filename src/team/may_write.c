#include "team/may_write.h"

#include "team/case_access.h"

static enum err has_way(struct bank *b, const struct actor *actor, struct case_id id, bool reading,
                        struct err_ctx *ctx)
{
    if (actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_SYSTEM) {
        return ERR_OK;
    }
    struct case_question q = {
        .staff = actor_staff_id(actor), .case_id = id, .closed_too = true, .opening_too = reading};
    struct case_access way = {.way = CASE_WAY_NONE};
    enum err e = q.staff.v == 0 ? ERR_OK : case_find_way(b, &q, &way, ctx);
    return e != ERR_OK || way.way != CASE_WAY_NONE
               ? e
               : err_set(ctx, ERR_NOT_FOUND, "case", "ask who has the case",
                         "there is no such case, or none that you may work with");
}

enum err may_write(struct bank *b, const struct actor *actor, struct case_id id,
                   struct err_ctx *ctx)
{
    return has_way(b, actor, id, false, ctx);
}

enum err may_see(struct bank *b, const struct actor *actor, struct case_id id, struct err_ctx *ctx)
{
    return has_way(b, actor, id, true, ctx);
}

enum err may_see_row(struct bank *b, const struct actor *actor, struct case_id id,
                     struct may_seen *seen, bool *out, struct err_ctx *ctx)
{
    *out = id.v == 0;
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->known[i].case_id == id.v) {
            *out = seen->known[i].may;
            return ERR_OK;
        }
    }
    enum err e = *out ? ERR_OK : may_see(b, actor, id, ctx);
    if (e != ERR_OK && e != ERR_NOT_FOUND) {
        return e;
    }
    *out = e == ERR_OK;
    if (seen->count < sizeof seen->known / sizeof seen->known[0]) {
        seen->known[seen->count].case_id = id.v;
        seen->known[seen->count++].may = *out;
    }
    return ERR_OK;
}
