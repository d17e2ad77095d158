#include "web/reach.h"

#include <string.h>

#include "school/register.h"
#include "web/show.h"

static enum err read_units(struct request *rq, struct reach *out, struct err_ctx *ctx)
{
    struct staff_relation *list;
    size_t count;
    struct relation_filter f = {.staff = rq->staff.id, .kind = RELATION_UNIT, .on = date_today()};
    enum err e = relation_list(rq->bank, &f, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    out->units = arena_alloc(rq->arena, (count + 1) * sizeof *out->units);
    for (size_t i = 0; i < count; i++) {
        if (list[i].unit[0] == '\0') {
            out->whole = true;
        } else if (!reach_has_unit(out, list[i].unit)) {
            out->units[out->unit_count++] = list[i].unit;
        }
    }
    for (size_t i = 1; i < out->unit_count; i++) { /* the home unit comes first */
        if (strcmp(out->units[i], rq->staff.unit) == 0) {
            out->units[i] = out->units[0];
            out->units[0] = rq->staff.unit;
        }
    }
    return e;
}

static enum err read_groups(struct request *rq, struct reach *out, struct err_ctx *ctx)
{
    struct staff_relation *list;
    size_t count;
    struct pupil_group g;
    struct relation_filter f = {.staff = rq->staff.id, .kind = RELATION_GROUP, .on = date_today()};
    enum err e = relation_list(rq->bank, &f, rq->arena, &list, &count, ctx);
    out->by_group = true;
    out->groups = "";
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = pupil_group_read(rq->bank, (struct pupil_group_id){list[i].object}, &g, ctx);
        if (e == ERR_OK && g.ended.ms == 0) {
            out->groups = arena_printf(rq->arena, "%s%s%s", out->groups,
                                       out->groups[0] != '\0' ? ", " : "", g.name);
        }
        e = e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    return e == ERR_OK ? mentor_pupils(rq->bank, rq->staff.id, date_today(), rq->arena,
                                       &out->pupils, &out->pupil_count, ctx)
                       : e;
}

enum err reach_read(struct request *rq, struct reach *out, struct err_ctx *ctx)
{
    *out = (struct reach){.groups = ""};
    if (!access_role(WHO_SIGNALS, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    return access_by_group(rq->staff.role) ? read_groups(rq, out, ctx) : read_units(rq, out, ctx);
}

bool reach_has_unit(const struct reach *r, const char *unit)
{
    if (r->whole) {
        return true;
    }
    for (size_t i = 0; i < r->unit_count; i++) {
        if (strcmp(r->units[i], unit) == 0) {
            return true;
        }
    }
    return false;
}

bool reach_has_pupil(const struct reach *r, struct person_id pupil, const char *unit)
{
    if (!r->by_group) {
        return reach_has_unit(r, unit);
    }
    size_t low = 0, high = r->pupil_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->pupils[middle].v < pupil.v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < r->pupil_count && r->pupils[low].v == pupil.v;
}

const char *reach_only_unit(const struct reach *r)
{
    return !r->whole && !r->by_group && r->unit_count == 1 ? r->units[0] : NULL;
}

bool reach_many(const struct reach *r)
{
    return r->whole || r->unit_count > 1;
}

const char *reach_words(struct request *rq, const struct reach *r)
{
    if (r->by_group) {
        return r->groups[0] == '\0'
                   ? request_words(rq, TR("Du är inte mentor för någon grupp"))
                   : arena_printf(rq->arena, "%s %s", request_words(rq, TR("Dina grupper:")),
                                  r->groups);
    }
    if (r->whole) {
        return request_words(rq, TR("Alla skolor"));
    }
    const char *text = "";
    for (size_t i = 0; i < r->unit_count; i++) {
        text =
            arena_printf(rq->arena, "%s%s%s", text, i > 0 ? ", " : "", show_unit(rq, r->units[i]));
    }
    return text;
}

enum err reach_text(struct request *rq, const struct reach *r, struct person_id pupil,
                    const char **text, struct err_ctx *ctx)
{
    struct enrolment en;
    if (!reach_many(r)) {
        return ERR_OK;
    }
    enum err e = enrolment_at(rq->bank, pupil, date_today(), rq->arena, &en, ctx);
    if (e == ERR_OK) {
        *text = arena_printf(rq->arena, "%s. %s", en.organisation_name, *text);
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}
