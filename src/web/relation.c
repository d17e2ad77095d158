/* Why somebody may see a person: the relation part of access.h. */
#include "school/register.h"
#include "team/case.h"
#include "web/access.h"

/* A pupil of the employee's school, for those who work with attendance. */
static enum err school_relation(struct bank *b, const struct staff *staff, struct person_id person,
                                struct arena *a, enum relation *out, struct err_ctx *ctx)
{
    struct enrolment e;
    enum err err = enrolment_at(b, person, date_today(), a, &e, ctx);
    if (err == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (err == ERR_OK && access_unit(staff, e.school_unit_code)) {
        *out = staff->unit[0] == '\0' ? RELATION_AUTHORITY : RELATION_UNIT;
    }
    return err;
}

enum err access_relation(struct bank *b, const struct staff *staff, struct person_id person,
                         struct arena *a, enum relation *out, struct err_ctx *ctx)
{
    *out = RELATION_NONE;
    bool listed = false, own_case = false;
    enum bank_kind kind = bank_config(b)->kind;
    struct actor actor = actor_staff(staff->id);
    enum err e = person_is_listed(b, person, &listed, ctx);
    if (e != ERR_OK || !listed) {
        return e;
    }
    if (access_role(WHO_CASES, staff->role, kind)) {
        e = case_relation(b, &actor, person, &own_case, ctx);
    }
    if (e == ERR_OK && own_case) {
        *out = RELATION_CASE;
    } else if (e == ERR_OK && access_role(WHO_SIGNALS, staff->role, kind)) {
        e = school_relation(b, staff, person, a, out, ctx);
    }
    return e;
}
