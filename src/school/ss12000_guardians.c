/*
 * Step 3 of the import: guardians. Of all the persons in the source only those are stored whom a
 * pupil names as guardian – and those whom a reference calls protected, with their id alone, since
 * what shows the child would show where they live.
 */
#include <string.h>

#include "school/ss12000_import.h"
#include "school/ss12000_value.h"
#include "sql_school.h"

static enum err each(void *user, const json_t *object, const struct ss_place *place,
                     struct err_ctx *ctx)
{
    struct ss_import *i = user;
    char id[SS_ID];
    int64_t index;
    progress_step(&i->progress, place->bytes, i->out->guardians.read);
    if (!ss_id_text(json_text(object, "id"), id) || !ss_map_get(i->wanted_map, id, &index) ||
        i->wanted[index].person.v != 0) {
        return ERR_OK;
    }
    struct ss_wanted *want = &i->wanted[index];
    struct ss_person p;
    struct ss_warnings w = {0};
    struct ss_fault fault;
    arena_reset(i->arena);
    i->out->guardians.read++;
    if (!ss_person_read(object, &p, &w, &fault)) {
        want->refused = true;
        ss_reject(i, place, &fault);
        return ERR_OK;
    }
    want->deceased = p.deceased;
    if (p.deceased) {
        return ERR_OK;
    }
    if (want->protection > p.input.protection) {
        p.input.protection = want->protection; /* the stricter of the two */
    }
    ss_report_warnings(i, place, &w, "civicNo.value");
    enum err e = ss_store_person(i, &p, place, &i->out->guardians, &want->person, ctx);
    want->refused = e == ERR_OK && want->person.v == 0;
    return e;
}

/* Those who are pupils themselves have been stored in step 2. */
static void find_among_pupils(struct ss_import *i)
{
    for (size_t n = 0; n < i->wanted_count; n++) {
        int64_t id;
        if (ss_map_get(i->people, i->wanted[n].id, &id)) {
            i->wanted[n].person.v = id;
        }
    }
}

/* Not in the source, or refused: known from before, or protected and so kept by the id. */
static enum err find_elsewhere(struct ss_import *i, struct ss_wanted *w, struct err_ctx *ctx)
{
    enum err e = person_find_source(i->bank, w->id, &w->person, ctx);
    if (e == ERR_NOT_FOUND && w->protection == PROTECTION_NONE) {
        return ERR_OK;
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND) {
        return e;
    }
    struct person known = {0};
    if (e == ERR_OK) {
        e = person_read(i->bank, w->person, &known, ctx);
        if (e != ERR_OK || w->protection <= known.protection) {
            return e;
        }
    }
    struct ss_person p = {.input = {.protection = w->protection}};
    memcpy(p.id, w->id, sizeof p.id);
    return ss_store_person(i, &p, &(struct ss_place){"persons", 0, 0}, &i->out->guardians,
                           &w->person, ctx);
}

struct family {
    struct person_id child;
    const struct ss_relation *told;
    size_t told_count;
    bool complete; /* the source told of all guardians */
};

enum { GUARDIANS_MAX = 64 };

struct known {
    struct sql_school_guardian_of_child_row rows[GUARDIANS_MAX];
    bool told[GUARDIANS_MAX];
    size_t count;
};

static enum err read_known(struct ss_import *i, struct person_id child, struct known *k,
                           struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_guardian_of_child_in in = {bank_row_id(i->bank), child.v};
    k->count = 0;
    enum err e = sql_school_guardian_of_child_open(i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (k->count < GUARDIANS_MAX && sql_school_guardian_of_child_next(r, &k->rows[k->count])) {
        k->told[k->count++] = false;
    }
    return sql_school_guardian_of_child_close(r, ctx);
}

/* Brothers and sisters live where the child lives: each one's protection exposes the other. */
static enum err siblings(struct ss_import *i, struct person_id child, struct person_id *list,
                         size_t *count, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_guardian_siblings_in in = {bank_row_id(i->bank), child.v};
    struct sql_school_guardian_siblings_row row;
    *count = 0;
    enum err e = sql_school_guardian_siblings_open(i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count < GUARDIANS_MAX && sql_school_guardian_siblings_next(r, &row)) {
        list[(*count)++].v = row.sibling_id;
    }
    return sql_school_guardian_siblings_close(r, ctx);
}

static enum err expose_each_other(struct ss_import *i, struct person_id a, struct person_id b,
                                  bool on, struct err_ctx *ctx)
{
    enum err e = on ? person_expose(i->bank, a, b, ctx) : person_unexpose(i->bank, a, b, ctx);
    if (e == ERR_OK) {
        e = on ? person_expose(i->bank, b, a, ctx) : person_unexpose(i->bank, b, a, ctx);
    }
    return e;
}

static enum err sibling_changes(struct ss_import *i, struct person_id child,
                                const struct person_id *before, size_t before_count,
                                struct err_ctx *ctx)
{
    struct person_id after[GUARDIANS_MAX];
    size_t after_count;
    enum err e = siblings(i, child, after, &after_count, ctx);
    for (size_t n = 0; e == ERR_OK && n < after_count; n++) {
        e = expose_each_other(i, child, after[n], true, ctx);
    }
    for (size_t n = 0; e == ERR_OK && n < before_count; n++) {
        bool still = false;
        for (size_t m = 0; m < after_count; m++) {
            still = still || after[m].v == before[n].v;
        }
        e = still ? ERR_OK : expose_each_other(i, child, before[n], false, ctx);
    }
    return e;
}

/* A guardian told of: stored if new or changed. */
static enum err put_guardian(struct ss_import *i, struct person_id child, struct person_id guardian,
                             enum guardian_relation relation, struct known *k, bool *changed,
                             struct err_ctx *ctx)
{
    for (size_t n = 0; n < k->count; n++) {
        const struct sql_school_guardian_of_child_row *row = &k->rows[n];
        if (row->guardian_id != guardian.v) {
            continue;
        }
        k->told[n] = true;
        if (!row->missing && row->relation == (int)relation) {
            return ERR_OK;
        }
        *changed = true;
        return sql_school_guardian_update(
            i->db,
            &(struct sql_school_guardian_update_in){bank_row_id(i->bank), child.v, guardian.v,
                                                    (int)relation, false},
            NULL, ctx);
    }
    *changed = true;
    if (k->count < GUARDIANS_MAX) { /* so that a second mention finds it */
        k->rows[k->count] = (struct sql_school_guardian_of_child_row){.guardian_id = guardian.v,
                                                                      .relation = (int)relation};
        k->told[k->count++] = true;
    }
    return sql_school_guardian_insert(i->db,
                                      &(struct sql_school_guardian_insert_in){
                                          bank_row_id(i->bank), child.v, guardian.v, (int)relation},
                                      NULL, ctx);
}

static enum err forget_guardian(struct ss_import *i, struct person_id child,
                                const struct sql_school_guardian_of_child_row *row,
                                struct err_ctx *ctx)
{
    i->out->guardians.missing++;
    enum err e = sql_school_guardian_update(
        i->db,
        &(struct sql_school_guardian_update_in){bank_row_id(i->bank), child.v, row->guardian_id,
                                                row->relation, true},
        NULL, ctx);
    return e == ERR_OK ? person_unexpose(i->bank, (struct person_id){row->guardian_id}, child, ctx)
                       : e;
}

/* One told relation; *complete becomes false when the guardian could not be found. */
static enum err put_relation(struct ss_import *i, const struct ss_relation *r, struct known *k,
                             bool *changed, bool *complete, struct err_ctx *ctx)
{
    const struct ss_wanted *w = &i->wanted[r->wanted];
    if (w->deceased) {
        return ERR_OK;
    }
    if (w->person.v == 0 || w->person.v == r->child.v) {
        *complete = *complete && !w->refused;
        struct ss_warnings warning = {
            1,
            {{"responsibles.person.id",
              w->person.v == 0 ? "the guardian is not among the persons read"
                               : "a person cannot be their own guardian",
              "export the guardians too, or mend the row that was rejected"}}};
        ss_report_warnings(i, &(struct ss_place){r->file, r->line, 0}, &warning, NULL);
        return ERR_OK;
    }
    enum err e = person_expose(i->bank, w->person, r->child, ctx);
    return e != ERR_OK || r->other
               ? e
               : put_guardian(i, r->child, w->person, r->relation, k, changed, ctx);
}

static enum err put_family(struct ss_import *i, const struct family *f, struct err_ctx *ctx)
{
    struct known *k = arena_alloc(i->arena, sizeof *k);
    struct person_id before[GUARDIANS_MAX];
    size_t before_count = 0;
    bool changed = false, complete = f->complete;
    enum err e = read_known(i, f->child, k, ctx);
    if (e == ERR_OK) {
        e = siblings(i, f->child, before, &before_count, ctx);
    }
    for (size_t n = 0; e == ERR_OK && n < f->told_count; n++) {
        e = put_relation(i, &f->told[n], k, &changed, &complete, ctx);
    }
    for (size_t n = 0; e == ERR_OK && complete && n < k->count; n++) {
        if (!k->told[n] && !k->rows[n].missing) {
            changed = true;
            e = forget_guardian(i, f->child, &k->rows[n], ctx);
        }
    }
    return e == ERR_OK && changed ? sibling_changes(i, f->child, before, before_count, ctx) : e;
}

/* Relations of one pupil come together; pupils without any have lost those they had. */
static enum err put_families(struct ss_import *i, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    struct ss_set done = {0};
    for (size_t n = 0; e == ERR_OK && n < i->relation_count;) {
        size_t end = n;
        struct person_id child = i->relations[n].child;
        while (end < i->relation_count && i->relations[end].child.v == child.v) {
            end++;
        }
        arena_reset(i->arena);
        e = put_family(i,
                       &(struct family){child, &i->relations[n], end - n,
                                        !ss_set_has(&i->without_responsibles, child.v)},
                       ctx);
        ss_set_add(&done, child.v);
        n = end;
    }
    for (size_t word = 0; e == ERR_OK && word < i->seen_people.count; word++) {
        for (int bit = 0; e == ERR_OK && i->seen_people.words[word] != 0 && bit < 64; bit++) {
            int64_t v = (int64_t)word * 64 + bit;
            if (ss_set_has(&i->seen_pupils, v) && ss_set_has(&i->seen_people, v) &&
                !ss_set_has(&done, v) && !ss_set_has(&i->without_responsibles, v)) {
                arena_reset(i->arena);
                e = put_family(i, &(struct family){{v}, NULL, 0, true}, ctx);
            }
        }
    }
    ss_set_free(&done);
    return e;
}

enum err ss_import_guardians(struct ss_import *i, struct err_ctx *ctx)
{
    find_among_pupils(i);
    progress_start(&i->progress, "guardians", "persons", ss_source_bytes(i->source, SS_PERSONS));
    enum err e =
        i->wanted_count > 0 ? ss_source_each(i->source, SS_PERSONS, NULL, each, i, ctx) : ERR_OK;
    progress_end(&i->progress);
    for (size_t n = 0; e == ERR_OK && n < i->wanted_count; n++) {
        if (i->wanted[n].person.v == 0 && !i->wanted[n].deceased) {
            e = find_elsewhere(i, &i->wanted[n], ctx);
        }
    }
    return e == ERR_OK ? put_families(i, ctx) : e;
}
