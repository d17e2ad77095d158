#include "team/case_access.h"

#include <string.h>

#include "sql_team.h"

bool case_leads(enum role role)
{
    return role == ROLE_REKTOR || role == ROLE_ELEVHALSOCHEF || role == ROLE_ENHETSCHEF;
}

static enum case_way stored_way(int way)
{
    return way >= CASE_WAY_RESPONSIBLE && way <= CASE_WAY_LEADER ? (enum case_way)way
                                                                 : CASE_WAY_NONE;
}

static enum err find_stored(struct bank *b, const struct case_question *q,
                            const struct staff *staff, struct case_access *out, struct err_ctx *ctx)
{
    struct sql_team_case_ways_in in = {.bank_id = bank_row_id(b),
                                       .staff_id = staff->id.v,
                                       .person_id = q->person.v,
                                       .case_id = q->case_id.v,
                                       .leads = case_leads(staff->role),
                                       .closed_too = q->closed_too,
                                       .day = date_today()};
    struct sql_team_case_ways_row row;
    struct db_rows *rows;
    enum err e = sql_team_case_ways_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (sql_team_case_ways_next(rows, &row)) {
        *out = (struct case_access){.way = stored_way(row.way),
                                    .case_id = {row.case_id},
                                    .closed = row.closed,
                                    .team = row.team_id,
                                    .from = row.from_date,
                                    .to = row.has_to_date ? row.to_date : DATE_OPEN};
    }
    return sql_team_case_ways_close(rows, ctx);
}

/* An opening is of a person: of the case's, when only the case is asked for. */
static enum err find_opening(struct bank *b, const struct case_question *q, struct case_access *out,
                             struct err_ctx *ctx)
{
    struct person_id person = q->person;
    enum err e = ERR_OK;
    if (person.v == 0) {
        struct team_case c;
        e = case_get(b, q->case_id, &c, ctx);
        person = c.person;
    }
    if (e == ERR_OK) {
        e = opening_now(b, q->staff, person, &out->opening, ctx);
    }
    if (e == ERR_OK && out->opening.id.v != 0) {
        out->way = CASE_WAY_OPENING;
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err case_find_way(struct bank *b, const struct case_question *q, struct case_access *out,
                       struct err_ctx *ctx)
{
    struct staff staff;
    *out = (struct case_access){.way = CASE_WAY_NONE, .to = DATE_OPEN};
    if (q->staff.v == 0) {
        return ERR_OK;
    }
    enum err e = staff_read(b, q->staff, &staff, ctx);
    if (e != ERR_OK || !staff.active) {
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    e = find_stored(b, q, &staff, out, ctx);
    if (e == ERR_OK && out->way == CASE_WAY_NONE && q->opening_too) {
        e = find_opening(b, q, out, ctx);
    }
    return e;
}

/* Whether to count a row: somebody active, and a leader only if the role leads. */
static enum err counts(struct bank *b, const struct case_person *p, bool *out, struct err_ctx *ctx)
{
    struct staff s;
    enum err e = staff_read(b, p->staff, &s, ctx);
    *out = e == ERR_OK && s.active && (p->way != CASE_WAY_LEADER || case_leads(s.role));
    return e;
}

#define PEOPLE_MAX 2000

enum err case_people(struct bank *b, struct case_id id, struct date on, struct arena *a,
                     struct case_person **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_team_case_people_in in = {bank_row_id(b), id.v, on};
    struct sql_team_case_people_row row;
    struct db_rows *rows;
    size_t n = 0;
    struct case_person *list = arena_alloc(a, PEOPLE_MAX * sizeof *list);
    *out = list;
    *count_out = 0;
    enum err e = sql_team_case_people_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (n < PEOPLE_MAX && sql_team_case_people_next(rows, &row)) {
        list[n++] = (struct case_person){.staff = {row.staff_id},
                                         .way = stored_way(row.way),
                                         .team = row.team_id,
                                         .from = row.from_date,
                                         .to = row.has_to_date ? row.to_date : DATE_OPEN};
    }
    e = sql_team_case_people_close(rows, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        bool yes;
        e = counts(b, &list[i], &yes, ctx);
        if (e == ERR_OK && yes) {
            list[(*count_out)++] = list[i];
        }
    }
    return e;
}
