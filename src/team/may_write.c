#include "team/may_write.h"

#include "team/case_access.h"

enum err may_write(struct bank *b, const struct actor *actor, struct person_id person,
                   struct err_ctx *ctx)
{
    if (actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_SYSTEM) {
        return ERR_OK;
    }
    struct case_question q = {.staff = actor_staff_id(actor), .person = person, .closed_too = true};
    struct case_access way = {.way = CASE_WAY_NONE};
    enum err e = q.staff.v == 0 ? ERR_OK : case_find_way(b, &q, &way, ctx);
    return e != ERR_OK || way.way != CASE_WAY_NONE
               ? e
               : err_set(ctx, ERR_NOT_FOUND, "case", "ask who has the case",
                         "there is no such case, or none that you may work with");
}
