#include "web/family.h"

#include "bank/person.h"
#include "db/db.h"
#include "law/majority.h"
#include "sql_web.h"
#include "team/case.h"

#define CHILDREN_MAX 64

enum err family_children(struct bank *b, struct person_id guardian, struct arena *a,
                         struct person_id **out, size_t *count_out, struct err_ctx *ctx)
{
    bool listed = false;
    *out = arena_alloc(a, CHILDREN_MAX * sizeof **out);
    *count_out = 0;
    enum err e = person_is_listed(b, guardian, &listed, ctx);
    if (e != ERR_OK || !listed) {
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    struct sql_web_child_of_guardian_in in = {bank_row_id(b), guardian.v, date_today()};
    struct sql_web_child_of_guardian_row row;
    struct db_rows *rows;
    struct date today = date_today();
    e = sql_web_child_of_guardian_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_web_child_of_guardian_next(rows, &row)) {
        if (row.has_birth_date && law_in_custody(row.birth_date, today) &&
            *count_out < CHILDREN_MAX) {
            (*out)[(*count_out)++].v = row.person_id;
        }
    }
    return sql_web_child_of_guardian_close(rows, ctx);
}

enum err family_is_child(struct bank *b, struct person_id guardian, struct person_id child,
                         bool *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct person_id *children;
    size_t count = 0;
    *out = false;
    enum err e = family_children(b, guardian, a, &children, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        *out = *out || children[i].v == child.v;
    }
    arena_free(a);
    return e;
}

static enum err pupil_may(struct bank *b, struct person_id person, struct arena *a, bool *out,
                          struct err_ctx *ctx)
{
    struct case_filter f = {.person = person, .closed_too = true};
    struct team_case *cases;
    size_t count = 0;
    enum err e = person_is_listed(b, person, out, ctx);
    if (e == ERR_OK && *out) {
        e = case_list(b, &f, a, &cases, &count, ctx);
    }
    *out = *out && count > 0;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err family_may(struct bank *b, enum session_kind kind, struct person_id person, bool *out,
                    struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct person_id *children;
    size_t count = 0;
    enum err e = ERR_OK;
    *out = false;
    if (kind == SESSION_PUPIL) {
        e = pupil_may(b, person, a, out, ctx);
    } else if (kind == SESSION_GUARDIAN) {
        e = family_children(b, person, a, &children, &count, ctx);
        *out = count > 0;
    }
    arena_free(a);
    return e;
}
