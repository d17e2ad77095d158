#include "school/pupil_group.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "sql_school.h"

const char *const pupil_group_kind_code[PUPIL_GROUP_KIND__MAX] = {"class", "mentor", "teaching"};
const char *const pupil_group_kind_text_sv[PUPIL_GROUP_KIND__MAX] = {
    TR("klass"), TR("mentorsgrupp"), TR("undervisningsgrupp")};
const char *const pupil_group_ss12000[PUPIL_GROUP_KIND__MAX] = {"Klass", "Mentor", "Undervisning"};

static enum pupil_group_kind kind_of(int stored)
{
    return stored >= 0 && stored < PUPIL_GROUP_KIND__MAX ? (enum pupil_group_kind)stored
                                                         : PUPIL_GROUP_TEACHING;
}

/* ---- groups ---- */

static void fill(struct pupil_group *g, const struct sql_school_pupil_group_read_row *row)
{
    g->id.v = row->group_id;
    g->kind = kind_of(row->kind);
    g->from = row->from_date;
    g->to = row->has_to_date ? row->to_date : DATE_OPEN;
    g->ended = row->ended_at;
    (void)snprintf(g->unit, sizeof g->unit, "%s", row->unit);
    (void)snprintf(g->name, sizeof g->name, "%s", row->name);
    (void)snprintf(g->source_id, sizeof g->source_id, "%s", row->source_id);
}

enum err pupil_group_read(struct bank *b, struct pupil_group_id id, struct pupil_group *out,
                          struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct sql_school_pupil_group_read_row row;
    enum err e = sql_school_pupil_group_read(
        bank_db(b), &(struct sql_school_pupil_group_read_in){bank_row_id(b), id.v}, a, &row, ctx);
    *out = (struct pupil_group){.id = id};
    if (e == ERR_OK) {
        fill(out, &row);
    } else if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, e, "group", "see: brygga class list", "there is no such group of pupils");
    }
    arena_free(a);
    return e;
}

enum err pupil_group_list(struct bank *b, const char *unit, struct date on, struct arena *a,
                          struct pupil_group **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_school_pupil_group_list_in in = {bank_row_id(b), unit, on};
    struct sql_school_pupil_group_read_row row;
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_pupil_group_list_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_pupil_group_list_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        fill(&(*out)[(*count_out)++], &row);
    }
    return sql_school_pupil_group_list_close(rows, ctx);
}

static enum err insert(struct bank *b, struct pupil_group *g, struct err_ctx *ctx)
{
    struct sql_school_pupil_group_last_row last;
    struct arena *a = arena_new(4096);
    enum err e = sql_school_pupil_group_last(
        bank_db(b), &(struct sql_school_pupil_group_last_in){bank_row_id(b)}, a, &last, ctx);
    if (e == ERR_OK) {
        g->id.v = last.last_id + 1;
        e = sql_school_pupil_group_insert(
            bank_db(b),
            &(struct sql_school_pupil_group_insert_in){.bank_id = bank_row_id(b),
                                                       .group_id = g->id.v,
                                                       .source_id = g->source_id,
                                                       .kind = (int)g->kind,
                                                       .unit = g->unit,
                                                       .name = g->name,
                                                       .from_date = g->from,
                                                       .has_to_date = g->to.days != DATE_OPEN.days,
                                                       .to_date = g->to},
            NULL, ctx);
    }
    arena_free(a);
    return e;
}

static bool same_group(const struct pupil_group *g,
                       const struct sql_school_pupil_group_read_row *row)
{
    struct date to = row->has_to_date ? row->to_date : DATE_OPEN;
    return row->ended_at.ms == 0 && row->kind == (int)g->kind && strcmp(row->unit, g->unit) == 0 &&
           strcmp(row->name, g->name) == 0 && row->from_date.days == g->from.days &&
           to.days == g->to.days;
}

enum err pupil_group_put(struct bank *b, struct pupil_group *g, enum person_change *change_out,
                         struct err_ctx *ctx)
{
    struct sql_school_pupil_group_by_source_in key = {bank_row_id(b), g->source_id};
    struct sql_school_pupil_group_read_row row;
    struct arena *a = arena_new(4096);
    *change_out = PERSON_UNCHANGED;
    enum err e = sql_school_pupil_group_by_source(bank_db(b), &key, a, &row, ctx);
    if (e == ERR_NOT_FOUND) {
        *change_out = PERSON_ADDED;
        e = insert(b, g, ctx);
    } else if (e == ERR_OK) {
        g->id.v = row.group_id;
        if (!same_group(g, &row)) {
            *change_out = PERSON_CHANGED;
            e = sql_school_pupil_group_update(bank_db(b),
                                              &(struct sql_school_pupil_group_update_in){
                                                  .bank_id = bank_row_id(b),
                                                  .group_id = g->id.v,
                                                  .kind = (int)g->kind,
                                                  .unit = g->unit,
                                                  .name = g->name,
                                                  .from_date = g->from,
                                                  .has_to_date = g->to.days != DATE_OPEN.days,
                                                  .to_date = g->to},
                                              NULL, ctx);
        }
    }
    arena_free(a);
    return e;
}

enum err pupil_group_end(struct bank *b, struct pupil_group_id id, struct err_ctx *ctx)
{
    return sql_school_pupil_group_end(
        bank_db(b), &(struct sql_school_pupil_group_end_in){bank_row_id(b), id.v, timestamp_now()},
        NULL, ctx);
}

/* ---- members ---- */

static enum err read_members(struct bank *b, struct pupil_group_id id, struct arena *a,
                             struct pupil_group_member **out, size_t *count_out,
                             struct err_ctx *ctx)
{
    struct sql_school_pupil_group_members_in in = {bank_row_id(b), id.v};
    struct sql_school_pupil_group_members_row row;
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_pupil_group_members_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_pupil_group_members_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        (*out)[(*count_out)++] = (struct pupil_group_member){
            {row.person_id}, row.from_date, row.has_to_date ? row.to_date : DATE_OPEN};
    }
    return sql_school_pupil_group_members_close(rows, ctx);
}

static const struct pupil_group_member *find(const struct pupil_group_member *list, size_t count,
                                             const struct pupil_group_member *m)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].person.v == m->person.v && list[i].from.days == m->from.days) {
            return &list[i];
        }
    }
    return NULL;
}

static enum err put_member(struct bank *b, struct pupil_group_id id,
                           const struct pupil_group_member *m, struct err_ctx *ctx)
{
    return sql_school_pupil_group_member_put(
        bank_db(b),
        &(struct sql_school_pupil_group_member_put_in){.bank_id = bank_row_id(b),
                                                       .group_id = id.v,
                                                       .person_id = m->person.v,
                                                       .from_date = m->from,
                                                       .has_to_date = m->to.days != DATE_OPEN.days,
                                                       .to_date = m->to},
        NULL, ctx);
}

enum err pupil_group_set_members(struct bank *b, struct pupil_group_id id,
                                 const struct pupil_group_member *members, size_t count,
                                 struct err_ctx *ctx)
{
    struct pupil_group_member *was;
    size_t was_count;
    struct timestamp now = timestamp_now();
    struct arena *a = arena_new((size_t)4 << 20);
    enum err e = read_members(b, id, a, &was, &was_count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct pupil_group_member *old = find(was, was_count, &members[i]);
        if (old == NULL || old->to.days != members[i].to.days) {
            e = put_member(b, id, &members[i], ctx);
        }
    }
    for (size_t i = 0; e == ERR_OK && i < was_count; i++) {
        if (find(members, count, &was[i]) == NULL) {
            e = sql_school_pupil_group_member_end(
                bank_db(b),
                &(struct sql_school_pupil_group_member_end_in){bank_row_id(b), id.v,
                                                               was[i].person.v, was[i].from, now},
                NULL, ctx);
        }
    }
    arena_free(a);
    return e;
}

/* ---- mentors ---- */

static struct date later(struct date x, struct date y)
{
    return x.days > y.days ? x : y;
}

static struct date sooner(struct date x, bool has_y, struct date y)
{
    return has_y && y.days < x.days ? y : x;
}

static void from_row(const struct sql_school_mentor_of_row *row, struct mentoring *out)
{
    *out = (struct mentoring){.staff = {row->staff_id},
                              .group = {row->group_id},
                              .kind = kind_of(row->kind),
                              .from = later(later(row->r_from, row->m_from), row->g_from),
                              .to = DATE_OPEN};
    out->to = sooner(out->to, row->has_r_to, row->r_to);
    out->to = sooner(out->to, row->has_m_to, row->m_to);
    out->to = sooner(out->to, row->has_g_to, row->g_to);
    (void)snprintf(out->unit, sizeof out->unit, "%s", row->unit);
    (void)snprintf(out->name, sizeof out->name, "%s", row->name);
}

/* Several groups of one employee: the first, which has held longest. */
enum err mentor_of(struct bank *b, struct staff_id staff, struct person_id pupil, struct date on,
                   struct mentoring *out, struct err_ctx *ctx)
{
    struct sql_school_mentor_of_in in = {bank_row_id(b), staff.v, pupil.v, on};
    struct sql_school_mentor_of_row row;
    struct db_rows *rows;
    *out = (struct mentoring){.staff = staff};
    enum err e = sql_school_mentor_of_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (staff.v != 0 && sql_school_mentor_of_next(rows, &row)) {
        from_row(&row, out);
    }
    return sql_school_mentor_of_close(rows, ctx);
}

enum err mentors_of_pupil(struct bank *b, struct person_id pupil, struct date on, struct arena *a,
                          struct mentoring **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_school_mentor_of_in in = {bank_row_id(b), 0, pupil.v, on};
    struct sql_school_mentor_of_row row;
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_mentor_of_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_mentor_of_next(rows, &row)) {
        if (*count_out > 0 && (*out)[*count_out - 1].staff.v == row.staff_id) {
            continue;
        }
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_school_mentor_of_close(rows, ctx);
}

enum err mentor_pupils(struct bank *b, struct staff_id staff, struct date on, struct arena *a,
                       struct person_id **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_school_mentor_pupils_in in = {bank_row_id(b), staff.v, on};
    struct sql_school_mentor_pupils_row row;
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_mentor_pupils_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_mentor_pupils_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        (*out)[(*count_out)++].v = row.person_id;
    }
    return sql_school_mentor_pupils_close(rows, ctx);
}
