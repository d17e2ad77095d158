/* The identity bar of a page: whom it is about, and why it is shown. */
#include <inttypes.h>
#include <string.h>

#include "bank/work_team.h"
#include "school/register.h"
#include "web/handlers.h"
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

const char *show_grade(struct request *rq, int grade)
{
    return grade == 0 ? request_words(rq, TR("förskoleklass"))
                      : arena_printf(rq->arena, "%s %d", request_words(rq, TR("årskurs")), grade);
}

/* Age and, in a school bank, school and grade. */
enum err show_age_school(struct request *rq, struct person_id id, const char **out,
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
            *out = arena_printf(rq->arena, "%s, %s", *out, show_grade(rq, en.grade));
        }
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* `why` is in the reader's language. */
static enum err show_person_why(struct request *rq, struct person_id id, const char *why,
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
        e = show_age_school(rq, id, &v->about, ctx);
    }
    if (rq->route->run != page_person_access &&
        access_role(WHO_CASES, rq->staff.role, bank_config(rq->bank)->kind)) {
        v->access = arena_printf(rq->arena, "/pupil/%" PRId64 "/access", id.v);
    }
    v->why = arena_printf(rq->arena, "%s. %s %s.", why, request_words(rq, TR("Din roll:")),
                          request_words(rq, role_text_sv[rq->staff.role]));
    request_subject(rq, id);
    *out = v;
    return e;
}

enum err show_person_because(struct request *rq, struct person_id id, const char *why,
                             const struct page_person **out, struct err_ctx *ctx)
{
    return show_person_why(rq, id, request_words(rq, why), out, ctx);
}

/* "från och med 2026-08-15 till och med 2027-06-11" */
static const char *period(struct request *rq, const struct access *x)
{
    const char *from = arena_printf(rq->arena, "%s %s", request_words(rq, TR("från och med")),
                                    show_date(rq, x->from));
    return x->to.days == DATE_OPEN.days
               ? from
               : arena_printf(rq->arena, "%s %s %s", from, request_words(rq, TR("till och med")),
                              show_date(rq, x->to));
}

static const char *team_name(struct request *rq, int64_t id)
{
    struct team t;
    struct err_ctx ctx;
    return team_read(rq->bank, (struct team_id){id}, &t, &ctx) == ERR_OK
               ? arena_strdup(rq->arena, t.name)
               : "";
}

/* "klass 8B, Ekskolan, från och med …" */
static const char *mentored(struct request *rq, const struct access *x)
{
    return arena_printf(rq->arena, "%s %s, %s, %s",
                        request_words(rq, pupil_group_kind_text_sv[x->kind]), x->group,
                        show_unit(rq, arena_strdup(rq->arena, x->unit)), period(rq, x));
}

const char *show_why(struct request *rq, const struct access *x)
{
    switch (x->why) {
    case WHY_MENTOR:
        return arena_printf(rq->arena, "%s %s", request_words(rq, TR("du är mentor för")),
                            mentored(rq, x));
    case WHY_AUTHORITY:
        return arena_printf(rq->arena, "%s %s",
                            request_words(rq, TR("du arbetar för hela huvudmannen")),
                            period(rq, x));
    case WHY_UNIT:
        return arena_printf(rq->arena, "%s %s %s %s", request_words(rq, TR("eleven går på")),
                            show_unit(rq, x->unit), request_words(rq, TR("där du arbetar")),
                            period(rq, x));
    case WHY_RESPONSIBLE:
        return arena_printf(rq->arena, "%s %s",
                            request_words(rq, TR("du ansvarar för ett ärende om barnet")),
                            period(rq, x));
    case WHY_MEMBER:
        return arena_printf(rq->arena, "%s %s",
                            request_words(rq, TR("du deltar i ett ärende om barnet")),
                            period(rq, x));
    case WHY_TEAM:
        return arena_printf(
            rq->arena, "%s %s, %s %s", request_words(rq, TR("du är med i")), team_name(rq, x->team),
            request_words(rq, TR("som arbetar med ett ärende om barnet")), period(rq, x));
    case WHY_LEADER:
        return arena_printf(rq->arena, "%s %s",
                            request_words(rq, TR("du leder enheten som har ett ärende om barnet")),
                            period(rq, x));
    case WHY_OPENING:
        return arena_printf(rq->arena, "%s %s. %s",
                            request_words(rq, TR("du har gjort en nödöppning. Den gäller till")),
                            show_time(rq, x->until),
                            request_words(rq, TR("Du kan läsa men inte ändra")));
    case WHY_NONE:
    case WHY__MAX:
        break;
    }
    return "";
}

const char *show_relation(struct request *rq, const struct access *x)
{
    switch (x->why) {
    case WHY_MENTOR:
        return arena_printf(rq->arena, "%s %s. %s", request_words(rq, TR("är mentor för")),
                            mentored(rq, x), request_words(rq, TR("Ser närvaron.")));
    case WHY_AUTHORITY:
        return arena_printf(rq->arena, "%s %s. %s",
                            request_words(rq, TR("arbetar för hela huvudmannen")), period(rq, x),
                            request_words(rq, TR("Ser närvaron.")));
    case WHY_UNIT:
        return arena_printf(rq->arena, "%s %s %s. %s", request_words(rq, TR("arbetar på")),
                            show_unit(rq, x->unit), period(rq, x),
                            request_words(rq, TR("Ser närvaron.")));
    case WHY_RESPONSIBLE:
        return arena_printf(rq->arena, "%s %s", request_words(rq, TR("ansvarar för ett ärende")),
                            period(rq, x));
    case WHY_MEMBER:
        return arena_printf(rq->arena, "%s %s", request_words(rq, TR("deltar i ett ärende")),
                            period(rq, x));
    case WHY_TEAM:
        return arena_printf(rq->arena, "%s %s %s", request_words(rq, TR("deltar genom teamet")),
                            team_name(rq, x->team), period(rq, x));
    case WHY_LEADER:
        return arena_printf(rq->arena, "%s %s",
                            request_words(rq, TR("leder enheten som har ett ärende")),
                            period(rq, x));
    case WHY_OPENING:
        return arena_printf(rq->arena, "%s %s",
                            request_words(rq, TR("har gjort en nödöppning, som gäller till")),
                            show_time(rq, x->until));
    case WHY_NONE:
    case WHY__MAX:
        break;
    }
    return "";
}

/* An emergency lets read, not write. */
static bool too_much(const struct request *rq, const struct access *x)
{
    return x->why == WHY_NONE || (x->why == WHY_OPENING && rq->http->method == HTTP_POST);
}

enum err show_person_access(struct request *rq, struct person_id id, struct access *access_out,
                            const struct page_person **out, struct err_ctx *ctx)
{
    enum err e = access_person(rq->bank, &rq->staff, id, rq->arena, access_out, ctx);
    if (e == ERR_OK && too_much(rq, access_out)) {
        e = err_set(ctx, ERR_NOT_FOUND, "person", "", "there is no relation to the person");
    }
    return e == ERR_OK ? show_person_why(rq, id, show_why(rq, access_out), out, ctx) : e;
}

enum err show_person(struct request *rq, struct person_id id, const struct page_person **out,
                     struct err_ctx *ctx)
{
    struct access access;
    return show_person_access(rq, id, &access, out, ctx);
}

/* Whether the employee works where the case was made, or the law opens it from there. */
static enum err check_compartment(struct request *rq, const struct team_case *c,
                                  struct err_ctx *ctx)
{
    struct compartment_access x;
    enum err e = compartment_check(rq->bank, rq->rules, &rq->staff, RECORD_CASE, c->id.v, rq->arena,
                                   &x, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return x.open ? ERR_OK
                  : err_set(ctx, ERR_NOT_FOUND, "case", "", "made in a closed compartment");
}

/* Way, emergency and compartment, for a case that has been read. */
static enum err check_case(struct request *rq, const struct team_case *c, struct access *access_out,
                           struct err_ctx *ctx)
{
    enum err e = access_case(rq->bank, &rq->staff, c, access_out, ctx);
    if (e == ERR_OK && too_much(rq, access_out)) {
        e = err_set(ctx, ERR_NOT_FOUND, "case", "", "an opening does not let write");
    }
    return e == ERR_OK ? check_compartment(rq, c, ctx) : e;
}

enum err show_case_check(struct request *rq, struct case_id id, struct err_ctx *ctx)
{
    struct team_case c;
    struct access access;
    enum err e = case_get(rq->bank, id, &c, ctx);
    return e == ERR_OK ? check_case(rq, &c, &access, ctx) : e;
}

enum err show_case(struct request *rq, struct case_id id, struct team_case *case_out,
                   const struct page_person **person_out, struct err_ctx *ctx)
{
    struct access access;
    enum err e = case_read(rq->bank, &rq->actor, id, case_out, ctx);
    if (e == ERR_OK) {
        e = check_case(rq, case_out, &access, ctx);
    }
    if (e == ERR_OK) {
        reading_case(request_reading(rq), id);
        e = show_person_why(rq, case_out->person, show_why(rq, &access), person_out, ctx);
    }
    return e;
}
