/*
 * The last step of the import: employees and the schools they work at from Duty, teams from Group,
 * and mentors of the groups of pupils that ss12000_groups.c has taken in, from Duty.assignmentRole.
 *
 * Only what says clearly who may be let in as what is taken in: dutyRole Rektor and Kurator, and
 * the assignment Mentor. "Elevhälsopersonal" can be a nurse or a counsellor, who belong to
 * different compartments (OSL 25:1, 23:2), so nobody is let in by it. An employee is known by the
 * first of eduPersonPrincipalNames, which is the login. A role given in Brygga stays as it is.
 *
 * A relation made here has the Duty's or Group's id, follows its days, and ends when the source
 * does not tell of it any more. Those made in Brygga are left alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/relation.h"
#include "bank/staff.h"
#include "bank/work_team.h"
#include "school/ss12000_import.h"
#include "school/ss12000_value.h"

struct duty {
    char id[SS_ID];
    size_t person; /* index */
    enum role role;
    char unit[STAFF_UNIT];
    struct date from, to;
    struct ss_place place;
};

/* The assignment as mentor of a group; the duty's employee. */
struct assignment {
    size_t duty; /* index */
    char group[SS_ID];
    struct date from, to;
};

struct employee {
    char name[STAFF_NAME], login[STAFF_NAME];
    struct staff_id id; /* 0: not stored yet, or no employee of ours */
    enum role role;
};

struct staff_import_work {
    struct ss_import *i;
    struct duty *duties;
    size_t duty_count;
    struct assignment *assignments;
    size_t assignment_count;
    struct employee *people;
    size_t people_count;
    struct ss_map *people_map; /* source id of a person -> index */
    struct ss_map *seen;       /* "source id, staff id, object" of relations told of */
};

static enum err reject(struct staff_import_work *w, const struct ss_place *place,
                       const char *column, const char *reason, const char *remedy)
{
    ss_reject(w->i, place, &(struct ss_fault){column, reason, remedy});
    return ERR_OK;
}

/* ---- duties ---- */

static bool is_mentor(const json_t *assignment)
{
    const char *type = json_text(assignment, "assignmentRoleType");
    return type != NULL && strcmp(type, "Mentor") == 0;
}

static bool mentor(const json_t *o)
{
    size_t n;
    const json_t *role;
    json_array_foreach(json_object_get(o, "assignmentRole"), n, role)
    {
        if (is_mentor(role)) {
            return true;
        }
    }
    return false;
}

/* Which groups the duty makes a mentor of. Days that the assignment does not tell are the duty's,
 * and it never lasts longer than the duty. */
static enum err note_assignments(struct staff_import_work *w, const json_t *o, const struct duty *d,
                                 size_t at)
{
    size_t n;
    const json_t *role;
    json_array_foreach(json_object_get(o, "assignmentRole"), n, role)
    {
        struct assignment a = {.duty = at, .from = d->from, .to = DATE_OPEN};
        if (!is_mentor(role) || !ss_reference(role, "group", a.group)) {
            continue;
        }
        if (ss_date(role, "startDate", &a.from) == SS_WRONG ||
            ss_date(role, "endDate", &a.to) == SS_WRONG) {
            (void)reject(w, &d->place, "assignmentRole.startDate, endDate", "no day",
                         "export it again");
            continue;
        }
        a.from = a.from.days < d->from.days ? d->from : a.from;
        a.to = d->to.days < a.to.days ? d->to : a.to;
        if (a.to.days < a.from.days) {
            continue;
        }
        w->assignments =
            mem_realloc(w->assignments, (w->assignment_count + 1) * sizeof *w->assignments);
        w->assignments[w->assignment_count++] = a;
    }
    return ERR_OK;
}

static bool role_of(const json_t *o, enum role *out)
{
    const char *word = json_text(o, "dutyRole");
    if (word != NULL && strcmp(word, "Rektor") == 0) {
        *out = ROLE_REKTOR;
    } else if (word != NULL && strcmp(word, "Kurator") == 0) {
        *out = ROLE_KURATOR;
    } else if (mentor(o)) {
        *out = ROLE_MENTOR;
    } else {
        return false;
    }
    return true;
}

enum err ss_unit_code(struct ss_import *i, const char *organisation, char out[STAFF_UNIT],
                      struct err_ctx *ctx)
{
    struct organisation o;
    int64_t id;
    out[0] = '\0';
    if (!ss_map_get(i->organisations, organisation, &id)) {
        return ERR_OK;
    }
    enum err e = organisation_read(i->bank, (struct organisation_id){id}, i->arena, &o, ctx);
    if (e == ERR_OK) {
        snprintf(out, STAFF_UNIT, "%s", o.school_unit_code);
    }
    return e;
}

static enum err find_person(struct staff_import_work *w, const char *source, size_t *out,
                            struct err_ctx *ctx)
{
    int64_t at;
    if (ss_map_get(w->people_map, source, &at)) {
        *out = (size_t)at;
        return ERR_OK;
    }
    *out = w->people_count;
    w->people = mem_realloc(w->people, (w->people_count + 1) * sizeof *w->people);
    w->people[w->people_count++] = (struct employee){0};
    return ss_map_put(w->people_map, source, (int64_t)*out, ctx);
}

static enum err each_duty(void *user, const json_t *o, const struct ss_place *place,
                          struct err_ctx *ctx)
{
    struct staff_import_work *w = user;
    struct duty d = {.to = DATE_OPEN, .place = *place};
    char person[SS_ID], organisation[SS_ID];
    arena_reset(w->i->arena);
    if (!role_of(o, &d.role)) {
        return ERR_OK;
    }
    w->i->out->duties.read++;
    if (!ss_id_text(json_text(o, "id"), d.id) || !ss_reference(o, "person", person) ||
        !ss_reference(o, "dutyAt", organisation)) {
        return reject(w, place, "id, person, dutyAt", "missing or wrong", "export it again");
    }
    if (ss_date(o, "startDate", &d.from) != SS_GIVEN || ss_date(o, "endDate", &d.to) == SS_WRONG) {
        return reject(w, place, "startDate, endDate", "missing or no day", "export it again");
    }
    enum err e = ss_unit_code(w->i, organisation, d.unit, ctx);
    if (e == ERR_OK && d.unit[0] == '\0') {
        return reject(w, place, "dutyAt", "the organisation has no school unit code",
                      "say at which Skolenhet the duty is");
    }
    if (e == ERR_OK) {
        e = find_person(w, person, &d.person, ctx);
    }
    w->duties = mem_realloc(w->duties, (w->duty_count + 1) * sizeof *w->duties);
    w->duties[w->duty_count++] = d;
    return e == ERR_OK ? note_assignments(w, o, &d, w->duty_count - 1) : e;
}

/* ---- who they are ---- */

static enum err each_person(void *user, const json_t *o, const struct ss_place *place,
                            struct err_ctx *ctx)
{
    struct staff_import_work *w = user;
    int64_t at;
    const char *id = json_text(o, "id");
    (void)ctx;
    if (id == NULL || !ss_map_get(w->people_map, id, &at)) {
        return ERR_OK;
    }
    struct ss_warnings none = {0};
    const char *given = json_text(o, "givenName"), *family = json_text(o, "familyName");
    const char *login =
        json_string_value(json_array_get(json_object_get(o, "eduPersonPrincipalNames"), 0));
    struct employee *p = &w->people[at];
    if (ss_protection(o, &none) != PROTECTION_NONE) {
        return reject(w, place, "securityMarking", "an employee with protected identity",
                      "add the employee by hand, as the authority's routine says");
    }
    if (login == NULL || given == NULL || family == NULL || strlen(login) >= sizeof p->login ||
        strlen(given) + strlen(family) + 2 > sizeof p->name) {
        return reject(w, place, "eduPersonPrincipalNames", "no name or no login, or too long",
                      "export eduPersonPrincipalNames, or add the employee by hand");
    }
    snprintf(p->login, sizeof p->login, "%s", login);
    snprintf(p->name, sizeof p->name, "%s %s", given, family);
    return ERR_OK;
}

/* ---- relations ---- */

#define RELATION_KEY (SS_ID + 48)

static void relation_key(const struct staff_relation *r, char out[RELATION_KEY])
{
    snprintf(out, RELATION_KEY, "%s %lld %lld", r->source_id, (long long)r->staff.v,
             (long long)r->object);
}

/* The relation of this source and employee, whether it holds or has been cut off. */
static enum err find_relation(struct staff_import_work *w, const struct staff_relation *r,
                              struct staff_relation *out, struct err_ctx *ctx)
{
    struct staff_relation *list;
    size_t count;
    struct relation_filter f = {.staff = r->staff, .kind = (int)r->kind};
    enum err e = relation_list(w->i->bank, &f, w->i->arena, &list, &count, ctx);
    *out = (struct staff_relation){0};
    for (size_t n = 0; e == ERR_OK && n < count; n++) {
        if (strcmp(list[n].source_id, r->source_id) == 0 && list[n].object == r->object &&
            list[n].ended.ms == 0) {
            *out = list[n];
        }
    }
    return e;
}

static enum err put_relation(struct staff_import_work *w, const struct staff_relation *r,
                             struct ss12000_count *count, struct err_ctx *ctx)
{
    char key[RELATION_KEY];
    struct staff_relation was;
    struct relation_id id;
    const struct actor *actor = w->i->options->actor;
    relation_key(r, key);
    enum err e = ss_map_put(w->seen, key, 1, ctx);
    if (e == ERR_OK) {
        e = find_relation(w, r, &was, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (was.id.v != 0) {
        count->changed += was.to.days != r->to.days;
        count->unchanged += was.to.days == r->to.days;
        return relation_set_to(w->i->bank, was.id, r->to, actor, ctx);
    }
    e = relation_add(w->i->bank, r, actor, &id, ctx);
    count->added += e == ERR_OK;
    return e == ERR_CONFLICT ? ERR_OK : e; /* given by hand already: that one stays */
}

/* Finds by login or adds; the role of somebody known is not changed. */
static enum err put_employee(struct staff_import_work *w, struct employee *p, const struct duty *d,
                             struct err_ctx *ctx)
{
    struct staff s;
    if (p->id.v != 0 || p->login[0] == '\0') {
        return ERR_OK;
    }
    enum err e = staff_find_login(w->i->bank, p->login, &s, ctx);
    if (e == ERR_NOT_FOUND) {
        s = (struct staff){.role = d->role, .active = true};
        snprintf(s.name, sizeof s.name, "%s", p->name);
        snprintf(s.login, sizeof s.login, "%s", p->login);
        snprintf(s.unit, sizeof s.unit, "%s", d->unit);
        e = staff_add_from(w->i->bank, &s, w->i->options->actor, &s.id, ctx);
    }
    p->id = s.id;
    p->role = s.role;
    return e;
}

static enum err put_duty(struct staff_import_work *w, const struct duty *d, struct err_ctx *ctx)
{
    struct employee *p = &w->people[d->person];
    arena_reset(w->i->arena);
    enum err e = put_employee(w, p, d, ctx);
    if (e != ERR_OK || p->id.v == 0) {
        return e;
    }
    if (p->role != d->role) {
        return reject(w, &d->place, "dutyRole", "the employee has another role in Brygga",
                      "change the role on the employee's page, or leave it as it is");
    }
    struct staff_relation r = {.staff = p->id, .kind = RELATION_UNIT, .from = d->from, .to = d->to};
    snprintf(r.unit, sizeof r.unit, "%s", d->unit);
    snprintf(r.source_id, sizeof r.source_id, "%s", d->id);
    return put_relation(w, &r, &w->i->out->duties, ctx);
}

/* A group that is not one of pupils, or is not told of, gives nobody anything. */
static enum err put_mentor(struct staff_import_work *w, const struct assignment *a,
                           struct err_ctx *ctx)
{
    const struct duty *d = &w->duties[a->duty];
    struct staff_relation r = {
        .staff = w->people[d->person].id, .kind = RELATION_GROUP, .from = a->from, .to = a->to};
    if (r.staff.v == 0 || !ss_map_get(w->i->groups, a->group, &r.object)) {
        return ERR_OK;
    }
    w->i->out->mentors.read++;
    snprintf(r.source_id, sizeof r.source_id, "%s", d->id);
    return put_relation(w, &r, &w->i->out->mentors, ctx);
}

/* ---- teams ---- */

static enum err put_team(struct staff_import_work *w, const char *source, const char *name,
                         const char *unit, struct team_id *out, struct err_ctx *ctx)
{
    struct team *list, t = {0};
    size_t count;
    enum err e = team_list(w->i->bank, false, w->i->arena, &list, &count, ctx);
    for (size_t n = 0; e == ERR_OK && n < count; n++) {
        if (strcmp(list[n].source_id, source) == 0) {
            *out = list[n].id;
            return ERR_OK;
        }
    }
    snprintf(t.name, sizeof t.name, "%s", name);
    snprintf(t.unit, sizeof t.unit, "%s", unit);
    snprintf(t.source_id, sizeof t.source_id, "%s", source);
    w->i->out->teams.added++;
    return e == ERR_OK ? team_put(w->i->bank, &t, w->i->options->actor, out, ctx) : e;
}

static enum err put_member(struct staff_import_work *w, struct team_id team, const char *source,
                           const json_t *o, struct err_ctx *ctx)
{
    char person[SS_ID];
    int64_t at;
    struct staff_relation r = {
        .kind = RELATION_TEAM, .object = team.v, .from = w->i->today, .to = DATE_OPEN};
    if (!ss_reference(o, "person", person) || !ss_map_get(w->people_map, person, &at) ||
        w->people[at].id.v == 0 || ss_date(o, "endDate", &r.to) == SS_WRONG) {
        return ERR_OK; /* nobody who is let in here */
    }
    (void)ss_date(o, "startDate", &r.from);
    r.staff = w->people[at].id;
    snprintf(r.source_id, sizeof r.source_id, "%s", source);
    return r.to.days < r.from.days ? ERR_OK : put_relation(w, &r, &w->i->out->teams, ctx);
}

static enum err each_group(void *user, const json_t *o, const struct ss_place *place,
                           struct err_ctx *ctx)
{
    struct staff_import_work *w = user;
    char id[SS_ID], organisation[SS_ID], unit[STAFF_UNIT] = "";
    struct team_id team;
    size_t n;
    const json_t *member;
    const char *type = json_text(o, "groupType"), *name = json_text(o, "displayName");
    arena_reset(w->i->arena);
    if (type == NULL || strcmp(type, "Personalgrupp") != 0) {
        return ERR_OK;
    }
    w->i->out->teams.read++;
    if (!ss_id_text(json_text(o, "id"), id) || name == NULL || name[0] == '\0' ||
        strlen(name) >= TEAM_NAME) {
        return reject(w, place, "displayName", "no id or no name, or too long", "correct the name");
    }
    enum err e = ERR_OK;
    if (ss_reference(o, "organisation", organisation)) {
        e = ss_unit_code(w->i, organisation, unit, ctx);
    }
    e = e == ERR_OK ? put_team(w, id, name, unit, &team, ctx) : e;
    json_array_foreach(json_object_get(o, "groupMemberships"), n, member)
    {
        e = e == ERR_OK ? put_member(w, team, id, member, ctx) : e;
    }
    return e;
}

/* ---- what is not told of any more ---- */

static enum err end_unseen(struct staff_import_work *w, enum relation_kind kind,
                           struct ss12000_count *count, struct err_ctx *ctx)
{
    struct staff_relation *list;
    size_t n;
    struct relation_filter f = {.kind = (int)kind, .on = w->i->today};
    arena_reset(w->i->arena);
    enum err e = relation_list(w->i->bank, &f, w->i->arena, &list, &n, ctx);
    for (size_t k = 0; e == ERR_OK && k < n; k++) {
        char key[RELATION_KEY];
        int64_t at;
        relation_key(&list[k], key);
        if (list[k].source_id[0] != '\0' && !ss_map_get(w->seen, key, &at)) {
            e = relation_end(w->i->bank, list[k].id, w->i->options->actor, ctx);
            count->missing++;
        }
    }
    return e;
}

/* An empty file is no reason to shut everybody out. */
static enum err end_all_unseen(struct staff_import_work *w, struct err_ctx *ctx)
{
    struct ss12000_import *out = w->i->out;
    enum err e = ERR_OK;
    if (w->duty_count > 0) {
        e = end_unseen(w, RELATION_UNIT, &out->duties, ctx);
    }
    if (e == ERR_OK && w->duty_count > 0) {
        e = end_unseen(w, RELATION_GROUP, &out->mentors, ctx);
    }
    if (e == ERR_OK && ss_source_has(w->i->source, SS_GROUPS)) {
        e = end_unseen(w, RELATION_TEAM, &out->teams, ctx);
    }
    return e;
}

/* Which groups of pupils are wanted though they are no classes: those that have a mentor. */
static enum err want_groups(struct staff_import_work *w, struct ss_map *wanted, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t n = 0; e == ERR_OK && n < w->assignment_count; n++) {
        e = ss_map_put(wanted, w->assignments[n].group, 1, ctx);
    }
    return e;
}

static enum err steps(struct staff_import_work *w, struct ss_map *wanted, struct err_ctx *ctx)
{
    struct ss_import *i = w->i;
    enum err e = ss_source_each(i->source, SS_DUTIES, NULL, each_duty, w, ctx);
    if (e == ERR_OK) {
        e = ss_source_each(i->source, SS_PERSONS, NULL, each_person, w, ctx);
    }
    for (size_t n = 0; e == ERR_OK && n < w->duty_count; n++) {
        e = put_duty(w, &w->duties[n], ctx);
    }
    if (e == ERR_OK && ss_source_has(i->source, SS_GROUPS)) {
        e = ss_source_each(i->source, SS_GROUPS, NULL, each_group, w, ctx);
    }
    e = e == ERR_OK ? want_groups(w, wanted, ctx) : e;
    e = e == ERR_OK ? ss_import_groups(i, wanted, ctx) : e;
    for (size_t n = 0; e == ERR_OK && n < w->assignment_count; n++) {
        arena_reset(i->arena);
        e = put_mentor(w, &w->assignments[n], ctx);
    }
    return e == ERR_OK ? end_all_unseen(w, ctx) : e;
}

enum err ss_import_staff(struct ss_import *i, struct err_ctx *ctx)
{
    struct staff_import_work w = {.i = i};
    struct ss_map *wanted;
    if (!ss_source_has(i->source, SS_DUTIES) ||
        (ss_source_is_live(i->source) && !i->options->staff)) {
        return ERR_OK;
    }
    w.people_map = ss_map_new();
    w.seen = ss_map_new();
    wanted = ss_map_new();
    enum err e = steps(&w, wanted, ctx);
    ss_map_free(w.people_map);
    ss_map_free(w.seen);
    ss_map_free(wanted);
    free(w.duties);
    free(w.assignments);
    free(w.people);
    return e;
}
