/* Why somebody may see a person, a case or a record: the relation part of access.h. */
#include <stdio.h>
#include <string.h>

#include "school/register.h"
#include "team/case_access.h"
#include "web/access.h"

enum err access_unit(struct bank *b, const struct staff *staff, const char *unit, bool *out,
                     struct err_ctx *ctx)
{
    struct unit_cover cover = {.covers = false};
    enum err e = relation_covers(b, staff->id, unit, date_today(), &cover, ctx);
    *out = e == ERR_OK && cover.covers;
    return e;
}

void access_of_mentoring(const struct mentoring *m, struct access *out)
{
    *out = (struct access){.why = WHY_MENTOR, .from = m->from, .to = m->to, .kind = m->kind};
    snprintf(out->unit, sizeof out->unit, "%s", m->unit);
    snprintf(out->group, sizeof out->group, "%s", m->name);
}

bool access_attendance_only(enum why why)
{
    return why == WHY_AUTHORITY || why == WHY_UNIT || why == WHY_MENTOR;
}

/* A pupil of a school where the employee works, for those who work with attendance. */
static enum err by_school(struct bank *b, const struct staff *staff, struct person_id person,
                          struct arena *a, struct access *out, struct err_ctx *ctx)
{
    struct enrolment en;
    struct unit_cover cover = {0};
    enum err e = enrolment_at(b, person, date_today(), a, &en, ctx);
    if (e == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (e == ERR_OK) {
        e = relation_covers(b, staff->id, en.school_unit_code, date_today(), &cover, ctx);
    }
    if (e == ERR_OK && cover.covers) {
        out->why = cover.whole ? WHY_AUTHORITY : WHY_UNIT;
        out->from = cover.from;
        out->to = cover.to;
        snprintf(out->unit, sizeof out->unit, "%s", en.school_unit_code);
    }
    return e;
}

/* A pupil of a group whose mentor the employee is. */
static enum err by_group(struct bank *b, const struct staff *staff, struct person_id person,
                         struct access *out, struct err_ctx *ctx)
{
    struct mentoring m;
    enum err e = mentor_of(b, staff->id, person, date_today(), &m, ctx);
    if (e == ERR_OK && m.group.v != 0) {
        access_of_mentoring(&m, out);
    }
    return e;
}

static enum err by_opening(struct bank *b, const struct staff *staff, struct person_id person,
                           struct access *out, struct err_ctx *ctx)
{
    struct opening o;
    enum err e = opening_now(b, staff->id, person, &o, ctx);
    if (e == ERR_OK && o.id.v != 0) {
        *out = (struct access){
            .why = WHY_OPENING, .to = DATE_OPEN, .until = o.until, .opening_id = o.id};
    }
    return e;
}

/* The way to a case as a reason. */
static void from_way(const struct case_access *way, struct access *out)
{
    static const enum why why[CASE_WAY__MAX] = {
        [CASE_WAY_RESPONSIBLE] = WHY_RESPONSIBLE,
        [CASE_WAY_MEMBER] = WHY_MEMBER,
        [CASE_WAY_TEAM] = WHY_TEAM,
        [CASE_WAY_LEADER] = WHY_LEADER,
        [CASE_WAY_OPENING] = WHY_OPENING,
        [CASE_WAY_NONE] = WHY_NONE,
    };
    *out = (struct access){.why = why[way->way],
                           .from = way->from,
                           .to = way->to,
                           .case_id = way->case_id,
                           .team = way->team,
                           .until = way->opening.until,
                           .opening_id = way->opening.id};
}

enum err access_person(struct bank *b, const struct staff *staff, struct person_id person,
                       struct arena *a, struct access *out, struct err_ctx *ctx)
{
    *out = (struct access){.why = WHY_NONE};
    bool listed = false;
    struct case_access way;
    enum bank_kind kind = bank_config(b)->kind;
    bool cases = access_role(WHO_CASES, staff->role, kind);
    enum err e = person_is_listed(b, person, &listed, ctx);
    if (e != ERR_OK || !listed) {
        return e;
    }
    if (cases) {
        struct case_question q = {.staff = staff->id, .person = person};
        e = case_find_way(b, &q, &way, ctx);
        if (e == ERR_OK) {
            from_way(&way, out);
        }
    }
    if (e == ERR_OK && out->why == WHY_NONE && access_role(WHO_SIGNALS, staff->role, kind)) {
        e = access_by_group(staff->role) ? by_group(b, staff, person, out, ctx)
                                         : by_school(b, staff, person, a, out, ctx);
    }
    if (e == ERR_OK && out->why == WHY_NONE && cases) {
        e = by_opening(b, staff, person, out, ctx);
    }
    return e;
}

enum err access_case(struct bank *b, const struct staff *staff, const struct team_case *c,
                     struct access *out, struct err_ctx *ctx)
{
    struct case_access way;
    struct case_question q = {.staff = staff->id,
                              .person = c->person,
                              .case_id = c->id,
                              .closed_too = true,
                              .opening_too = true};
    enum err e = case_find_way(b, &q, &way, ctx);
    *out = (struct access){.why = WHY_NONE};
    if (e == ERR_OK) {
        from_way(&way, out);
    }
    return e;
}
