/* Step 1 of the import: organisations, then what belongs to what. */
#include <stdlib.h>
#include <string.h>

#include "school/ss12000_import.h"
#include "sql_school.h"

static bool same(const struct sql_school_organisation_by_source_row *row,
                 const struct ss_organisation *o)
{
    return row->kind == (int)o->kind && strcmp(row->name, o->name) == 0 &&
           strcmp(row->school_unit_code, o->school_unit_code) == 0 &&
           strcmp(row->organisation_number, o->organisation_number) == 0 &&
           strcmp(row->municipality_code, o->municipality_code) == 0 &&
           row->has_start_date == o->has_start && row->has_end_date == o->has_end &&
           (!o->has_start || row->start_date.days == o->start.days) &&
           (!o->has_end || row->end_date.days == o->end.days) && !row->missing;
}

static enum err add(struct ss_import *i, const struct ss_organisation *o, int64_t *id,
                    struct err_ctx *ctx)
{
    *id = i->next_organisation++;
    i->out->organisations.added++;
    return sql_school_organisation_insert(i->db,
                                          &(struct sql_school_organisation_insert_in){
                                              .bank_id = bank_row_id(i->bank),
                                              .organisation_id = *id,
                                              .source_id = o->id,
                                              .kind = (int)o->kind,
                                              .name = o->name,
                                              .school_unit_code = o->school_unit_code,
                                              .organisation_number = o->organisation_number,
                                              .municipality_code = o->municipality_code,
                                              .has_start_date = o->has_start,
                                              .start_date = o->start,
                                              .has_end_date = o->has_end,
                                              .end_date = o->end,
                                          },
                                          NULL, ctx);
}

static enum err update(struct ss_import *i, const struct ss_organisation *o, int64_t id,
                       struct err_ctx *ctx)
{
    i->out->organisations.changed++;
    return sql_school_organisation_update(i->db,
                                          &(struct sql_school_organisation_update_in){
                                              .bank_id = bank_row_id(i->bank),
                                              .organisation_id = id,
                                              .kind = (int)o->kind,
                                              .name = o->name,
                                              .school_unit_code = o->school_unit_code,
                                              .organisation_number = o->organisation_number,
                                              .municipality_code = o->municipality_code,
                                              .has_start_date = o->has_start,
                                              .start_date = o->start,
                                              .has_end_date = o->has_end,
                                              .end_date = o->end,
                                          },
                                          NULL, ctx);
}

static enum err store(struct ss_import *i, const struct ss_organisation *o, int64_t *id,
                      struct err_ctx *ctx)
{
    struct sql_school_organisation_by_source_row row;
    enum err e = sql_school_organisation_by_source(
        i->db, &(struct sql_school_organisation_by_source_in){bank_row_id(i->bank), o->id},
        i->arena, &row, ctx);
    if (e == ERR_NOT_FOUND) {
        return add(i, o, id, ctx);
    }
    *id = row.organisation_id;
    if (e == ERR_OK && same(&row, o)) {
        i->out->organisations.unchanged++;
        return ERR_OK;
    }
    return e == ERR_OK ? update(i, o, *id, ctx) : e;
}

/* The parent may come later in the file: remember it. */
static void remember_parent(struct ss_import *i, int64_t id, const char *parent,
                            const struct ss_place *place)
{
    i->parents = mem_realloc(i->parents, (i->parent_count + 1) * sizeof *i->parents);
    struct ss_parent *p = &i->parents[i->parent_count++];
    *p = (struct ss_parent){.organisation = id, .file = place->file, .line = place->line};
    memcpy(p->parent, parent, sizeof p->parent);
}

static enum err each(void *user, const json_t *object, const struct ss_place *place,
                     struct err_ctx *ctx)
{
    struct ss_import *i = user;
    struct ss_organisation o;
    struct ss_warnings w = {0};
    struct ss_fault fault;
    int64_t id;
    arena_reset(i->arena);
    i->out->organisations.read++;
    if (!ss_organisation_read(object, &o, &w, &fault)) {
        ss_reject(i, place, &fault);
        return ERR_OK;
    }
    if (ss_map_get(i->organisations, o.id, &id)) {
        ss_reject(i, place,
                  &(struct ss_fault){"id", "the organisation is in the export twice",
                                     "remove one of them"});
        return ERR_OK;
    }
    enum err e = store(i, &o, &id, ctx);
    if (e == ERR_OK) {
        ss_set_add(&i->seen_organisations, id);
        ss_report_warnings(i, place, &w, NULL);
        remember_parent(i, id, o.parent, place);
        e = ss_map_put(i->organisations, o.id, id, ctx);
    }
    return e;
}

static enum err set_parents(struct ss_import *i, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t n = 0; e == ERR_OK && n < i->parent_count; n++) {
        const struct ss_parent *p = &i->parents[n];
        int64_t parent = 0;
        bool found = p->parent[0] != '\0' && ss_map_get(i->organisations, p->parent, &parent) &&
                     parent != p->organisation;
        if (p->parent[0] != '\0' && !found) {
            struct ss_warnings w = {
                1,
                {{"parentOrganisation.id", "not in the export: the organisation stands alone",
                  "export all organisations"}}};
            ss_report_warnings(i, &(struct ss_place){p->file, p->line, 0}, &w, NULL);
        }
        e = sql_school_organisation_set_parent(i->db,
                                               &(struct sql_school_organisation_set_parent_in){
                                                   .bank_id = bank_row_id(i->bank),
                                                   .organisation_id = p->organisation,
                                                   .has_parent_id = found,
                                                   .parent_id = parent,
                                               },
                                               NULL, ctx);
    }
    return e;
}

enum err ss_import_organisations(struct ss_import *i, struct err_ctx *ctx)
{
    struct sql_school_organisation_last_row last;
    enum err e = sql_school_organisation_last(
        i->db, &(struct sql_school_organisation_last_in){bank_row_id(i->bank)}, NULL, &last, ctx);
    if (e != ERR_OK) {
        return e;
    }
    i->next_organisation = last.last_id + 1;
    e = ss_source_each(i->source, SS_ORGANISATIONS, NULL, each, i, ctx);
    return e == ERR_OK ? set_parents(i, ctx) : e;
}
