/*
 * Groups of pupils from Group: classes and mentor groups, and teaching groups that somebody is
 * mentor of – no other teaching group is kept, since nobody here needs to know of it. Members who
 * are no pupils of this bank are left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "school/pupil_group.h"
#include "school/ss12000_import.h"
#include "school/ss12000_value.h"

struct group_import {
    struct ss_import *i;
    const struct ss_map *wanted;
    struct pupil_group_member *members; /* of the group at hand */
    size_t member_count, member_room;
};

static void reject(struct group_import *w, const struct ss_place *place, const char *column,
                   const char *reason, const char *remedy)
{
    ss_reject(w->i, place, &(struct ss_fault){column, reason, remedy});
}

/* Whether the group is kept, and as what. */
static bool kind_of(const struct group_import *w, const char *type, const char *id,
                    enum pupil_group_kind *out)
{
    int64_t yes;
    for (int k = 0; k < PUPIL_GROUP_KIND__MAX; k++) {
        if (strcmp(type, pupil_group_ss12000[k]) == 0) {
            *out = (enum pupil_group_kind)k;
            return k != PUPIL_GROUP_TEACHING || ss_map_get(w->wanted, id, &yes);
        }
    }
    return false;
}

static void add_member(struct group_import *w, const struct pupil_group *g, const json_t *o)
{
    char person[SS_ID];
    struct pupil_group_member m = {.from = g->from, .to = DATE_OPEN};
    if (!ss_reference(o, "person", person) || !ss_map_get(w->i->people, person, &m.person.v) ||
        ss_date(o, "startDate", &m.from) == SS_WRONG || ss_date(o, "endDate", &m.to) == SS_WRONG ||
        m.to.days < m.from.days) {
        return;
    }
    if (w->member_count == w->member_room) {
        w->member_room = w->member_room == 0 ? 64 : 2 * w->member_room;
        w->members = mem_realloc(w->members, w->member_room * sizeof *w->members);
    }
    w->members[w->member_count++] = m;
}

static enum err put_group(struct group_import *w, struct pupil_group *g, const json_t *members,
                          struct err_ctx *ctx)
{
    size_t n;
    const json_t *member;
    enum person_change change;
    struct ss12000_count *count = &w->i->out->groups;
    w->member_count = 0;
    json_array_foreach(members, n, member)
    {
        add_member(w, g, member);
    }
    enum err e = pupil_group_put(w->i->bank, g, &change, ctx);
    if (e == ERR_OK) {
        count->added += change == PERSON_ADDED;
        count->changed += change == PERSON_CHANGED;
        count->unchanged += change == PERSON_UNCHANGED;
        e = ss_map_put(w->i->groups, g->source_id, g->id.v, ctx);
    }
    return e == ERR_OK
               ? pupil_group_set_members(w->i->bank, g->id, w->members, w->member_count, ctx)
               : e;
}

static enum err each_group(void *user, const json_t *o, const struct ss_place *place,
                           struct err_ctx *ctx)
{
    struct group_import *w = user;
    /* A group without a first day is this school year's. */
    struct pupil_group g = {.from = date_school_year_first(date_school_year(w->i->today)),
                            .to = DATE_OPEN};
    char organisation[SS_ID];
    const char *type = json_text(o, "groupType"), *name = json_text(o, "displayName");
    arena_reset(w->i->arena);
    if (type == NULL || !ss_id_text(json_text(o, "id"), g.source_id) ||
        !kind_of(w, type, g.source_id, &g.kind)) {
        return ERR_OK;
    }
    w->i->out->groups.read++;
    if (name == NULL || name[0] == '\0' || strlen(name) >= sizeof g.name) {
        reject(w, place, "displayName", "no name, or too long", "correct the name");
        return ERR_OK;
    }
    if (ss_date(o, "startDate", &g.from) == SS_WRONG || ss_date(o, "endDate", &g.to) == SS_WRONG ||
        g.to.days < g.from.days) {
        reject(w, place, "startDate, endDate", "no day, or the last before the first",
               "export it again");
        return ERR_OK;
    }
    if (!ss_reference(o, "organisation", organisation)) {
        organisation[0] = '\0';
    }
    enum err e = ss_unit_code(w->i, organisation, g.unit, ctx);
    if (e == ERR_OK && g.unit[0] == '\0') {
        reject(w, place, "organisation", "the organisation has no school unit code",
               "say to which Skolenhet the group belongs");
        return ERR_OK;
    }
    (void)snprintf(g.name, sizeof g.name, "%s", name);
    return e == ERR_OK ? put_group(w, &g, json_object_get(o, "groupMemberships"), ctx) : e;
}

/* The groups that the bank knows: all of them are noted, or those not told of any more are ended.
 */
static enum err known(struct ss_import *i, bool end_unseen, struct err_ctx *ctx)
{
    struct pupil_group *list;
    size_t count;
    int64_t id;
    struct arena *a = arena_new((size_t)64 << 20);
    enum err e = pupil_group_list(i->bank, "", i->today, a, &list, &count, ctx);
    for (size_t n = 0; e == ERR_OK && n < count; n++) {
        if (!end_unseen) {
            e = ss_map_put(i->groups, list[n].source_id, list[n].id.v, ctx);
        } else if (!ss_map_get(i->groups, list[n].source_id, &id)) {
            i->out->groups.missing++;
            e = pupil_group_end(i->bank, list[n].id, ctx);
        }
    }
    arena_free(a);
    return e;
}

enum err ss_import_groups(struct ss_import *i, const struct ss_map *wanted, struct err_ctx *ctx)
{
    struct group_import w = {.i = i, .wanted = wanted};
    if (!ss_source_has(i->source, SS_GROUPS)) {
        return known(i, false, ctx);
    }
    enum err e = ss_source_each(i->source, SS_GROUPS, NULL, each_group, &w, ctx);
    free(w.members);
    /* An empty file is no reason to shut everybody out. */
    return e == ERR_OK ? known(i, i->out->groups.read > 0, ctx) : e;
}
