#include "web/access_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/journal.h"
#include "school/register.h"
#include "team/case_access.h"

struct list {
    struct bank *bank;
    struct arena *a;
    struct access_row *rows;
    size_t count, room;
    struct err_ctx *ctx;
};

/* A reason of one employee; kept if it is the first or stronger than the one there is. */
static enum err add(struct list *l, struct staff_id id, const struct access *x, enum who who)
{
    struct staff s;
    enum err e = staff_read(l->bank, id, &s, l->ctx);
    bool school = x->why == WHY_UNIT || x->why == WHY_AUTHORITY;
    if (e != ERR_OK || !s.active || !access_role(who, s.role, bank_config(l->bank)->kind) ||
        (school && access_by_group(s.role)) || (x->why == WHY_MENTOR && !access_by_group(s.role))) {
        return e;
    }
    for (size_t i = 0; i < l->count; i++) {
        if (l->rows[i].staff.v == id.v) {
            /* Reasons come in the order in which access_person() looks: the first stands. */
            return ERR_OK;
        }
    }
    if (l->count == l->room) {
        l->room = l->room == 0 ? 32 : 2 * l->room;
        struct access_row *more = arena_alloc(l->a, l->room * sizeof *more);
        if (l->count > 0) {
            memcpy(more, l->rows, l->count * sizeof *more);
        }
        l->rows = more;
    }
    struct access_row *row = &l->rows[l->count++];
    *row = (struct access_row){.staff = id, .role = s.role, .access = *x};
    snprintf(row->name, sizeof row->name, "%s", s.name);
    return ERR_OK;
}

static enum err add_cases(struct list *l, struct person_id person)
{
    static const enum why why[CASE_WAY__MAX] = {[CASE_WAY_RESPONSIBLE] = WHY_RESPONSIBLE,
                                                [CASE_WAY_MEMBER] = WHY_MEMBER,
                                                [CASE_WAY_TEAM] = WHY_TEAM,
                                                [CASE_WAY_LEADER] = WHY_LEADER};
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.person = person};
    enum err e = case_list(l->bank, &f, l->a, &cases, &count, l->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct case_person *people;
        size_t n;
        e = case_people(l->bank, cases[i].id, date_today(), l->a, &people, &n, l->ctx);
        for (size_t k = 0; e == ERR_OK && k < n; k++) {
            struct access x = {.why = why[people[k].way],
                               .from = people[k].from,
                               .to = people[k].to,
                               .case_id = cases[i].id,
                               .team = people[k].team};
            e = add(l, people[k].staff, &x, WHO_CASES);
        }
    }
    return e;
}

static enum err add_school(struct list *l, struct person_id person)
{
    struct enrolment en;
    struct staff_relation *r;
    size_t count;
    struct relation_filter f = {.kind = RELATION_UNIT, .on = date_today()};
    enum err e = enrolment_at(l->bank, person, date_today(), l->a, &en, l->ctx);
    if (e == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (e == ERR_OK) {
        e = relation_list(l->bank, &f, l->a, &r, &count, l->ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool whole = r[i].unit[0] == '\0';
        if (whole || strcmp(r[i].unit, en.school_unit_code) == 0) {
            struct access x = {
                .why = whole ? WHY_AUTHORITY : WHY_UNIT, .from = r[i].from, .to = r[i].to};
            snprintf(x.unit, sizeof x.unit, "%s", en.school_unit_code);
            e = add(l, r[i].staff, &x, WHO_SIGNALS);
        }
    }
    return e;
}

/* Mentors see the pupils of their groups and no others of the school. */
static enum err add_mentors(struct list *l, struct person_id person)
{
    struct mentoring *m;
    size_t count;
    enum err e = mentors_of_pupil(l->bank, person, date_today(), l->a, &m, &count, l->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct access x;
        access_of_mentoring(&m[i], &x);
        e = add(l, m[i].staff, &x, WHO_SIGNALS);
    }
    return e;
}

static enum err add_openings(struct list *l, struct person_id person)
{
    struct opening *o;
    size_t count;
    enum err e = opening_of_person(l->bank, person, l->a, &o, &count, l->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (opening_open(&o[i], timestamp_now())) {
            struct access x = {.why = WHY_OPENING,
                               .from = timestamp_date(o[i].asked),
                               .to = DATE_OPEN,
                               .until = o[i].until,
                               .opening_id = o[i].id};
            e = add(l, o[i].staff, &x, WHO_CASES);
        }
    }
    return e;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct access_row *)x)->name, ((const struct access_row *)y)->name);
}

enum err access_list(struct bank *b, struct person_id person, struct arena *a,
                     struct access_row **out, size_t *count_out, struct err_ctx *ctx)
{
    struct list l = {.bank = b, .a = a, .ctx = ctx};
    bool listed = false;
    *out = NULL;
    *count_out = 0;
    enum err e = person_is_listed(b, person, &listed, ctx);
    if (e == ERR_OK && listed) {
        bool school = bank_config(b)->kind == BANK_SCHOOL;
        e = add_cases(&l, person);
        if (e == ERR_OK && school) {
            e = add_school(&l, person);
        }
        if (e == ERR_OK && school) {
            e = add_mentors(&l, person);
        }
        if (e == ERR_OK) {
            e = add_openings(&l, person);
        }
    }
    if (e == ERR_OK && l.count > 0) {
        qsort(l.rows, l.count, sizeof *l.rows, by_name);
        *out = l.rows;
        *count_out = l.count;
    }
    return e;
}

/* ---- who has read ---- */

static bool same_actor(const struct actor *x, const struct actor *y)
{
    return x->kind == y->kind && strcmp(x->id, y->id) == 0;
}

/* The journal comes newest first, so the first entry of an actor is the last reading. */
static void count_entry(struct access_reader *list, size_t *count, const struct journal_row *row)
{
    bool emergency = row->event == JOURNAL_EMERGENCY_OPENED || row->event == JOURNAL_OPENING_ASKED;
    for (size_t i = 0; i < *count; i++) {
        if (same_actor(&list[i].actor, &row->actor)) {
            list[i].times++;
            list[i].first = row->time;
            list[i].emergency = list[i].emergency || emergency;
            return;
        }
    }
    list[(*count)++] = (struct access_reader){.actor = row->actor,
                                              .times = 1,
                                              .first = row->time,
                                              .last = row->time,
                                              .emergency = emergency};
}

enum err access_readers(struct bank *b, struct person_id person, struct date since, struct arena *a,
                        struct access_reader **out, size_t *count_out, bool *more_out,
                        struct err_ctx *ctx)
{
    struct journal_filter f = {.person = person,
                               .has_from = true,
                               .from = {(int64_t)since.days * 86400000},
                               .limit = ACCESS_ENTRIES_MAX};
    struct journal_row *rows;
    size_t n;
    *count_out = 0;
    enum err e = journal_list(b, &f, a, &rows, &n, ctx);
    if (e != ERR_OK) {
        return e;
    }
    *out = arena_alloc(a, (n + 1) * sizeof **out);
    *more_out = n == ACCESS_ENTRIES_MAX;
    for (size_t i = 0; i < n; i++) {
        count_entry(*out, count_out, &rows[i]);
    }
    return ERR_OK;
}
