/* Step 2 of the import: pupils and their enrolments. */
#include <stdlib.h>
#include <string.h>

#include "school/ss12000_import.h"
#include "sql_school.h"

static void touch(struct ss_import *i, struct person_id id)
{
    if (i->touched_count == i->touched_room) {
        i->touched_room = i->touched_room * 2 + 64;
        i->touched = mem_realloc(i->touched, i->touched_room * sizeof *i->touched);
    }
    i->touched[i->touched_count++] = id;
}

/* Two rows of one export may not become one person. */
static enum err taken(struct ss_import *i, const struct ss_person *p, bool *out,
                      struct err_ctx *ctx)
{
    struct person_id id;
    *out = false;
    enum err e = person_find_source(i->bank, p->id, &id, ctx);
    if (e == ERR_OK) {
        *out = ss_set_has(&i->seen_people, id.v);
        return ERR_OK;
    }
    if (e == ERR_NOT_FOUND && p->input.identity.has_civic) {
        e = person_find_civic(i->bank, &p->input.identity.civic, &id, ctx);
        *out = e == ERR_OK && ss_set_has(&i->seen_people, id.v);
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static void count_change(struct ss_import *i, struct ss12000_count *count, enum person_change c,
                         struct person_id id)
{
    count->added += c == PERSON_ADDED;
    count->changed += c == PERSON_CHANGED;
    count->unchanged += c == PERSON_UNCHANGED;
    if (c != PERSON_UNCHANGED) {
        touch(i, id);
    }
}

enum err ss_store_person(struct ss_import *i, const struct ss_person *p,
                         const struct ss_place *place, struct ss12000_count *count,
                         struct person_id *id_out, struct err_ctx *ctx)
{
    bool twice;
    id_out->v = 0;
    enum err e = taken(i, p, &twice, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (twice) {
        ss_reject(i, place,
                  &(struct ss_fault){"civicNo.value",
                                     "the id or the personal number is in the export twice",
                                     "remove one of them"});
        return ERR_OK;
    }
    struct person_input in = p->input;
    in.source_id = p->id;
    enum person_change change;
    struct err_ctx detail = {0};
    e = person_put(i->bank, &in, id_out, &change, &detail);
    if (e == ERR_INVALID || e == ERR_CONFLICT) {
        id_out->v = 0;
        ss_reject(
            i, place,
            &(struct ss_fault){e == ERR_CONFLICT ? "id" : "givenName", detail.what, detail.remedy});
        return ERR_OK;
    }
    if (e != ERR_OK) {
        if (ctx != NULL) {
            *ctx = detail;
        }
        return e;
    }
    ss_set_add(&i->seen_people, id_out->v);
    count_change(i, count, change, *id_out);
    return ERR_OK;
}

/* A pupil whose row is refused has not left. */
static enum err keep_known(struct ss_import *i, const char *source_id, struct err_ctx *ctx)
{
    struct person_id id;
    enum err e =
        source_id[0] != '\0' ? person_find_source(i->bank, source_id, &id, ctx) : ERR_NOT_FOUND;
    if (e == ERR_OK) {
        ss_set_add(&i->seen_pupils, id.v);
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err want(struct ss_import *i, const struct ss_responsible *r, size_t *out,
                     struct err_ctx *ctx)
{
    int64_t known;
    if (ss_map_get(i->wanted_map, r->person, &known)) {
        *out = (size_t)known;
        struct ss_wanted *w = &i->wanted[known];
        w->protection = r->protection > w->protection ? r->protection : w->protection;
        return ERR_OK;
    }
    if (i->wanted_count == i->wanted_room) {
        i->wanted_room = i->wanted_room * 2 + 256;
        i->wanted = mem_realloc(i->wanted, i->wanted_room * sizeof *i->wanted);
    }
    *out = i->wanted_count++;
    i->wanted[*out] = (struct ss_wanted){.protection = r->protection};
    memcpy(i->wanted[*out].id, r->person, sizeof r->person);
    return ss_map_put(i->wanted_map, r->person, (int64_t)*out, ctx);
}

static enum err remember_responsible(struct ss_import *i, struct person_id child,
                                     const json_t *object, const struct ss_place *place,
                                     struct err_ctx *ctx)
{
    struct ss_responsible r;
    struct ss_warnings w = {0};
    struct ss_fault fault;
    if (!ss_responsible_read(object, &r, &w, &fault)) {
        ss_reject(i, place, &fault);
        ss_set_add(&i->without_responsibles, child.v); /* do not take those known for gone */
        return ERR_OK;
    }
    ss_report_warnings(i, place, &w, NULL);
    if (r.other && r.protection == PROTECTION_NONE) {
        return ERR_OK; /* nothing to know about them */
    }
    if (i->relation_count == i->relation_room) {
        i->relation_room = i->relation_room * 2 + 256;
        i->relations = mem_realloc(i->relations, i->relation_room * sizeof *i->relations);
    }
    struct ss_relation *to = &i->relations[i->relation_count++];
    *to = (struct ss_relation){.child = child,
                               .relation = r.relation,
                               .other = r.other,
                               .file = place->file,
                               .line = place->line};
    return want(i, &r, &to->wanted, ctx);
}

static enum err remember_responsibles(struct ss_import *i, struct person_id child,
                                      const json_t *list, const struct ss_place *place,
                                      struct err_ctx *ctx)
{
    if (list == NULL) {
        ss_set_add(&i->without_responsibles, child.v);
        return ERR_OK;
    }
    enum err e = ERR_OK;
    for (size_t n = 0; e == ERR_OK && n < json_array_size(list); n++) {
        e = remember_responsible(i, child, json_array_get(list, n), place, ctx);
    }
    return e;
}

/* Whether a person is a pupil: told so by an enrolment. Staff and guardians have none. */
static bool is_pupil(const json_t *object)
{
    return json_array_size(json_object_get(object, "enrolments")) > 0 &&
           json_is_array(json_object_get(object, "enrolments"));
}

static enum err each(void *user, const json_t *object, const struct ss_place *place,
                     struct err_ctx *ctx)
{
    struct ss_import *i = user;
    progress_step(&i->progress, place->bytes, i->out->pupils.read);
    if (!is_pupil(object)) {
        return ERR_OK;
    }
    struct ss_person p;
    struct ss_warnings w = {0};
    struct ss_fault fault;
    struct person_id id;
    arena_reset(i->arena);
    i->out->pupils.read++;
    if (!ss_person_read(object, &p, &w, &fault)) {
        ss_reject(i, place, &fault);
        return keep_known(i, p.id, ctx);
    }
    if (p.deceased) { /* the enrolments end; nobody is to be reminded by a list */
        return ERR_OK;
    }
    enum err e = ss_store_person(i, &p, place, &i->out->pupils, &id, ctx);
    if (e != ERR_OK || id.v == 0) {
        return e == ERR_OK ? keep_known(i, p.id, ctx) : e;
    }
    ss_set_add(&i->seen_pupils, id.v);
    ss_report_warnings(i, place, &w, NULL);
    e = ss_map_put(i->people, p.id, id.v, ctx);
    if (e == ERR_OK) {
        e = ss_store_enrolments(i, id, p.enrolments, place, ctx);
    }
    return e == ERR_OK ? remember_responsibles(i, id, p.responsibles, place, ctx) : e;
}

enum err ss_import_pupils(struct ss_import *i, struct err_ctx *ctx)
{
    struct sql_school_enrolment_last_row last;
    enum err e = sql_school_enrolment_last(
        i->db, &(struct sql_school_enrolment_last_in){bank_row_id(i->bank)}, NULL, &last, ctx);
    if (e != ERR_OK) {
        return e;
    }
    i->next_enrolment = last.last_id + 1;
    progress_start(&i->progress, "pupils", "pupils", ss_source_bytes(i->source, SS_PERSONS));
    e = ss_source_each(i->source, SS_PERSONS, NULL, each, i, ctx);
    progress_end(&i->progress);
    return e;
}
