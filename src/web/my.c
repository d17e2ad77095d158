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
    return e == ERR_OK ? my_name(rq, child, name_out, ctx) : e;
}

/* Opens the person; NULL when no name is kept. */
static enum err kept_name(struct request *rq, struct person_id child, const char **out,
                          struct err_ctx *ctx)
{
    struct person_identity who;
    enum err e = person_identity(rq->bank, request_reading(rq), child, &who, ctx);
    bool named = e == ERR_OK && (who.given_name[0] != '\0' || who.family_name[0] != '\0');
    *out = NULL;
    return named ? request_name(rq, child, out, ctx) : e;
}

/* "barnet fött 2014" */
static enum err born(struct request *rq, struct person_id child, const char *words,
                     const char **out, struct err_ctx *ctx)
{
    struct person p;
    int year = 0, month, day;
    enum err e = person_read(rq->bank, child, &p, ctx);
    if (e == ERR_OK && p.has_birth_date) {
        date_to_ymd(p.birth_date, &year, &month, &day);
    }
    *out = year > 0 ? arena_printf(rq->arena, "%s %d", words, year) : words;
    return e;
}

enum err my_name(struct request *rq, struct person_id child, const char **out, struct err_ctx *ctx)
{
    enum err e = kept_name(rq, child, out, ctx);
    if (e != ERR_OK || *out != NULL) {
        return e;
    }
    if (rq->session.kind == SESSION_PUPIL) {
        *out = request_words(rq, TR("dig"));
        return ERR_OK;
    }
    return born(rq, child, request_words(rq, TR("barnet fött")), out, ctx);
}

enum err my_link(struct request *rq, struct person_id child, const char **out, struct err_ctx *ctx)
{
    enum err e = kept_name(rq, child, out, ctx);
    if (e != ERR_OK || *out != NULL) {
        return e;
    }
    if (rq->session.kind == SESSION_PUPIL) {
        *out = request_words(rq, TR("Det som gäller dig"));
        return ERR_OK;
    }
    return born(rq, child, request_words(rq, TR("Barnet fött")), out, ctx);
}

const char *my_child_href(struct request *rq, struct person_id child, const char *page)
{
    return arena_printf(rq->arena, "/my/child/%" PRId64 "%s%s", child.v, page[0] != '\0' ? "/" : "",
                        page);
}
