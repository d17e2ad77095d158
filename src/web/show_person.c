/* The identity bar of a page: whom it is about, and why it is shown. */
#include <inttypes.h>
#include <string.h>

#include "school/register.h"
#include "web/show.h"

const char *show_unit(struct request *rq, const char *unit)
{
    struct organisation *list;
    size_t count;
    struct err_ctx ctx;
    if (unit[0] == '\0' || bank_config(rq->bank)->kind != BANK_SCHOOL ||
        organisation_list(rq->bank, rq->arena, &list, &count, &ctx) != ERR_OK) {
        return unit;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].school_unit_code, unit) == 0) {
            return list[i].name;
        }
    }
    return unit;
}

/* Age and, in a school bank, school and grade. */
static enum err about(struct request *rq, struct person_id id, const char **out,
                      struct err_ctx *ctx)
{
    struct person p;
    enum err e = person_read(rq->bank, id, &p, ctx);
    *out = "";
    if (e != ERR_OK) {
        return e;
    }
    if (p.has_birth_date) {
        *out = arena_printf(rq->arena, "%d %s", date_age(p.birth_date, date_today()),
                            request_words(rq, TR("år")));
    }
    struct enrolment en;
    if (bank_config(rq->bank)->kind != BANK_SCHOOL) {
        return ERR_OK;
    }
    e = enrolment_at(rq->bank, id, date_today(), rq->arena, &en, ctx);
    if (e == ERR_OK) {
        *out = arena_printf(rq->arena, "%s%s%s", *out, (*out)[0] != '\0' ? ", " : "",
                            en.organisation_name);
        if (en.has_grade) {
            *out = arena_printf(rq->arena, "%s, %s %d", *out, request_words(rq, TR("årskurs")),
                                en.grade);
        }
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err show_person_because(struct request *rq, struct person_id id, const char *why,
                             const struct page_person **out, struct err_ctx *ctx)
{
    struct page_person *v = arena_alloc(rq->arena, sizeof *v);
    bool listed = false;
    enum err e = person_is_listed(rq->bank, id, &listed, ctx);
    if (e == ERR_OK && !listed) {
        e = err_set(ctx, ERR_NOT_FOUND, "person", "", "the person is not shown");
    }
    if (e == ERR_OK) {
        e = request_name(rq, id, &v->name, ctx);
    }
    if (e == ERR_OK) {
        e = about(rq, id, &v->about, ctx);
    }
    v->why = arena_printf(rq->arena, "%s %s.", request_words(rq, why),
                          request_words(rq, role_text_sv[rq->staff.role]));
    *out = v;
    return e;
}

static const char *const relation_words[RELATION__MAX] = {
    [RELATION_AUTHORITY] = TR("du arbetar för hela huvudmannen. Din roll:"),
    [RELATION_UNIT] = TR("eleven går på din skola. Din roll:"),
    [RELATION_CASE] = TR("du har ett öppet ärende om barnet, eller leder enheten som har det. "
                         "Din roll:"),
};

enum err show_person(struct request *rq, struct person_id id, const struct page_person **out,
                     struct err_ctx *ctx)
{
    enum relation relation;
    enum err e = access_relation(rq->bank, &rq->staff, id, rq->arena, &relation, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (relation == RELATION_NONE) {
        return err_set(ctx, ERR_NOT_FOUND, "person", "", "there is no relation to the person");
    }
    return show_person_because(rq, id, relation_words[relation], out, ctx);
}

enum err show_case(struct request *rq, struct case_id id, struct team_case *case_out,
                   const struct page_person **person_out, struct err_ctx *ctx)
{
    enum err e = case_read(rq->bank, &rq->actor, id, case_out, ctx);
    if (e == ERR_OK) {
        reading_case(request_reading(rq), id);
        e = show_person_because(rq, case_out->person,
                                TR("du ansvarar för ärendet eller leder enheten som har det. Din "
                                   "roll:"),
                                person_out, ctx);
    }
    return e;
}
