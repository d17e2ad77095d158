/*
 * Import of interventions from CSV: one write transaction, one journal entry. A person's
 * intervention is known by person, code and first day; everything else about it can be corrected
 * by a later file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bank/person.h"
#include "base/progress.h"
#include "base/rejects.h"
#include "db/db.h"
#include "intervention/store.h"
#include "social/intervention_row.h"
#include "social/intervention_unnamed.h"
#include "sql_social.h"

enum { ASK_PER_CENT = 5 };

/* What an earlier file told, by id. */
struct earlier {
    int64_t id, person;
    bool told; /* in this file too */
};

struct import {
    struct bank *bank;
    struct db *db;
    const struct intervention_import_options *options;
    struct intervention_import *out;
    struct rejects *rejects;
    struct csv *csv;
    struct reading *reading;
    struct arena *arena; /* reset for every row */
    struct earlier *earlier;
    size_t earlier_count;
    struct unnamed unnamed;
    bool anybody;
};

static int by_id(const void *a, const void *b)
{
    const struct earlier *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static int by_person(const void *a, const void *b)
{
    const struct earlier *x = a, *y = b;
    return (x->person > y->person) - (x->person < y->person);
}

static enum err read_earlier(struct import *i, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_social_intervention_from_files_row row;
    size_t room = 0;
    int64_t last = 0;
    enum err e = sql_social_intervention_from_files_open(
        i->db, &(struct sql_social_intervention_from_files_in){bank_row_id(i->bank)}, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_social_intervention_from_files_next(r, &row)) {
        if (i->earlier_count == room) {
            room = room * 2 + 1024;
            i->earlier = mem_realloc(i->earlier, room * sizeof *i->earlier);
        }
        i->earlier[i->earlier_count++] =
            (struct earlier){row.intervention_id, row.person_id, false};
        i->out->known_persons += row.person_id != last; /* they come by person */
        last = row.person_id;
    }
    e = sql_social_intervention_from_files_close(r, ctx);
    if (i->earlier_count > 0) {
        qsort(i->earlier, i->earlier_count, sizeof *i->earlier, by_id);
    }
    return e;
}

static void reject(struct import *i, const char *column, const char *reason, const char *remedy)
{
    i->out->rejected++;
    rejects_add(i->rejects,
                &(struct reject){i->options->path, csv_line(i->csv), column, reason, remedy});
}

static bool same_names(const struct person_identity *p, const struct intervention_row *row)
{
    return (row->given_name[0] == '\0' && row->family_name[0] == '\0') ||
           (strcmp(p->given_name, row->given_name) == 0 &&
            strcmp(p->family_name, row->family_name) == 0);
}

static enum err put_person(struct import *i, const struct intervention_row *row,
                           enum protection protection, struct person_id *out, struct err_ctx *ctx)
{
    struct person_input in = {.identity = {.has_civic = true, .civic = row->civic},
                              .protection = protection};
    enum person_change change;
    (void)snprintf(in.identity.given_name, sizeof in.identity.given_name, "%s", row->given_name);
    (void)snprintf(in.identity.family_name, sizeof in.identity.family_name, "%s", row->family_name);
    return person_put(i->bank, &in, out, &change, ctx);
}

/* The person with the number; made known to the bank by the first intervention, and called what the
 * file says. Whoever may not be shown is left as they are, and so is protection. */
static enum err find_person(struct import *i, const struct intervention_row *row,
                            struct person_id *out, struct err_ctx *ctx)
{
    struct person p;
    struct person_identity now;
    enum err e = person_find_civic(i->bank, &row->civic, out, ctx);
    if (e == ERR_NOT_FOUND) {
        return put_person(i, row, PROTECTION_NONE, out, ctx);
    }
    e = e == ERR_OK ? person_identity(i->bank, i->reading, *out, &now, ctx) : e;
    if (e == ERR_DENIED) {
        return ERR_OK;
    }
    if (e != ERR_OK || same_names(&now, row)) {
        return e;
    }
    e = person_read(i->bank, *out, &p, ctx);
    return e == ERR_OK ? put_person(i, row, p.protection, out, ctx) : e;
}

static enum err same(struct import *i, struct person_id person,
                     const struct sql_social_intervention_find_row *row,
                     const struct intervention *v, bool *out, struct err_ctx *ctx)
{
    const char *title;
    enum err e = intervention_unseal_title(i->bank, i->reading, person, row->sealed_title, i->arena,
                                           &title, ctx);
    bool open = v->end_date.days == DATE_OPEN.days;
    *out = e == ERR_OK && strcmp(title, v->title) == 0 && strcmp(row->unit, v->unit) == 0 &&
           row->level == (int)v->level && row->scope == (int)v->scope &&
           row->form == (int)v->form && row->has_end_date == !open &&
           (open || row->end_date.days == v->end_date.days);
    return e;
}

static enum err correct(struct import *i, struct person_id person, int64_t id,
                        const struct intervention *v, struct err_ctx *ctx)
{
    struct blob sealed;
    enum err e = intervention_seal_title(i->bank, person, v->title, i->arena, &sealed, ctx);
    if (e != ERR_OK) {
        return e;
    }
    i->out->changed++;
    return sql_social_intervention_update(i->db,
                                          &(struct sql_social_intervention_update_in){
                                              .bank_id = bank_row_id(i->bank),
                                              .intervention_id = id,
                                              .level = (int)v->level,
                                              .scope = (int)v->scope,
                                              .form = (int)v->form,
                                              .has_end_date = v->end_date.days != DATE_OPEN.days,
                                              .end_date = v->end_date,
                                              .sealed_title = sealed,
                                              .unit = v->unit,
                                          },
                                          NULL, ctx);
}

/* The file tells of what the bank has. */
static enum err meet(struct import *i, struct person_id person,
                     const struct sql_social_intervention_find_row *row,
                     const struct intervention *v, struct err_ctx *ctx)
{
    struct earlier key = {.id = row->intervention_id}, *known = NULL;
    if (i->earlier_count > 0) {
        known = bsearch(&key, i->earlier, i->earlier_count, sizeof key, by_id);
    }
    if (!row->from_file) { /* registered in Brygga: no file changes it */
        i->out->unchanged++;
        return ERR_OK;
    }
    if (known == NULL || known->told) {
        reject(i, "start_date",
               "the same person has the same code from the same day on an earlier line",
               "remove one of the two lines");
        return ERR_OK;
    }
    known->told = true;
    bool equal;
    enum err e = same(i, person, row, v, &equal, ctx);
    if (e == ERR_OK && !equal) {
        return correct(i, person, row->intervention_id, v, ctx);
    }
    i->out->unchanged += e == ERR_OK;
    return e;
}

static enum err store_named(struct import *i, struct intervention_row *row, struct err_ctx *ctx)
{
    struct person_id person;
    enum err e = find_person(i, row, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (civic_kind(&row->civic) == CIVIC_INTERIM) {
        rejects_warn(i->rejects,
                     &(struct reject){i->options->path, csv_line(i->csv), "civic_no",
                                      "an interim number: its check digit was not tested",
                                      "replace it when the person gets a personal number"});
    }
    i->anybody = true;
    reading_add(i->reading, person);
    struct sql_social_intervention_find_row found;
    e = sql_social_intervention_find(
        i->db,
        &(struct sql_social_intervention_find_in){bank_row_id(i->bank), person.v,
                                                  (int)row->value.code, row->value.start_date},
        i->arena, &found, ctx);
    if (e == ERR_OK) {
        return meet(i, person, &found, &row->value, ctx);
    }
    if (e != ERR_NOT_FOUND) {
        return e;
    }
    struct intervention_id id;
    row->value.person = person;
    i->out->added++;
    return intervention_store(i->bank, &row->value, true, i->arena, &id, ctx);
}

static enum err read_rows(struct import *i, FILE *file, struct err_ctx *ctx)
{
    struct progress progress;
    struct stat st;
    progress_start(&progress, "interventions", "rows",
                   fstat(fileno(file), &st) == 0 ? (uint64_t)st.st_size : 0);
    enum err e = ERR_OK;
    enum csv_row kind = CSV_ROW;
    while (e == ERR_OK && (kind = csv_next(i->csv)) != CSV_END && kind != CSV_ERROR) {
        struct intervention_row row;
        struct intervention_fault f;
        arena_reset(i->arena);
        i->out->rows++;
        long at = ftell(file);
        progress_step(&progress, at > 0 ? (uint64_t)at : 0, i->out->rows);
        if (kind == CSV_BAD) {
            reject(i, NULL, csv_bad_reason(i->csv), "correct the line");
        } else if (!intervention_row_read(i->csv, &row, &f)) {
            reject(i, intervention_columns[f.column].name, f.reason, f.remedy);
        } else if (row.has_civic) {
            e = store_named(i, &row, ctx);
        } else {
            unnamed_add(&i->unnamed, &row.value);
        }
    }
    progress_end(&progress);
    return e == ERR_OK && kind == CSV_ERROR
               ? err_set(ctx, ERR_IO, i->options->path, "check the disk", "cannot read the file")
               : e;
}

/* How many of the persons known from earlier files have nothing left. */
static void count_missing(struct import *i)
{
    if (i->earlier_count > 0) {
        qsort(i->earlier, i->earlier_count, sizeof *i->earlier, by_person);
    }
    for (size_t n = 0; n < i->earlier_count;) {
        int64_t person = i->earlier[n].person;
        bool told = false;
        for (; n < i->earlier_count && i->earlier[n].person == person; n++) {
            told = told || i->earlier[n].told;
        }
        i->out->missing_persons += !told;
    }
}

static enum err remove_untold(struct import *i, struct err_ctx *ctx)
{
    count_missing(i);
    if (!i->options->accept_missing &&
        i->out->missing_persons * 100 > i->out->known_persons * ASK_PER_CENT) {
        i->out->asked = true;
        return err_set(ctx, ERR_CANCELLED, i->options->path,
                       "check that the file is whole; import with --accept-missing if they are to "
                       "go, or with --add if the file is not the whole register",
                       "%lu of %lu persons would lose all their interventions, more than %d %%: "
                       "nothing was changed",
                       i->out->missing_persons, i->out->known_persons, ASK_PER_CENT);
    }
    enum err e = ERR_OK;
    for (size_t n = 0; e == ERR_OK && n < i->earlier_count; n++) {
        if (!i->earlier[n].told) {
            i->out->removed++;
            reading_add(i->reading, (struct person_id){i->earlier[n].person});
            i->anybody = true;
            e = sql_social_intervention_delete(
                i->db,
                &(struct sql_social_intervention_delete_in){bank_row_id(i->bank), i->earlier[n].id},
                NULL, ctx);
        }
    }
    return e;
}

/* One entry with everybody whom the file is about; without anybody just the counts. */
static enum err journal(struct import *i, struct err_ctx *ctx)
{
    const struct intervention_import *o = i->out;
    char detail[300];
    snprintf(detail, sizeof detail,
             "{\"rows\":%lu,\"added\":%lu,\"changed\":%lu,\"removed\":%lu,\"rejected\":%lu}",
             o->rows, o->added, o->changed, o->removed, o->rejected);
    struct reading *r = i->reading;
    i->reading = NULL;
    if (i->anybody) {
        reading_detail(r, detail);
        return reading_end(r, ctx);
    }
    reading_abandon(r);
    return journal_append(i->bank,
                          &(struct journal_entry){.actor = i->options->actor,
                                                  .event = JOURNAL_IMPORT_INTERVENTIONS,
                                                  .detail = detail},
                          ctx);
}

static enum err steps(struct import *i, FILE *file, struct err_ctx *ctx)
{
    enum err e = read_earlier(i, ctx);
    if (e == ERR_OK) {
        e = read_rows(i, file, ctx);
    }
    /* A line that was refused may be about anything that seems to lack: then nothing is removed. */
    bool remove = !i->options->add_only && i->out->rejected == 0;
    if (e == ERR_OK && remove) {
        e = remove_untold(i, ctx);
    }
    if (e == ERR_OK) {
        e = unnamed_apply(i->bank, &i->unnamed, remove, i->out, ctx);
    }
    return e == ERR_OK ? journal(i, ctx) : e;
}

static enum err run(struct import *i, struct err_ctx *ctx)
{
    FILE *file = fopen(i->options->path, "rbe");
    if (file == NULL) {
        return err_set(ctx, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, i->options->path,
                       "check the path and that you may read it", "cannot open the file: %s",
                       strerror(errno));
    }
    enum err e = csv_open(file, i->options->path, intervention_columns, INTERVENTION_COLUMN__MAX,
                          &i->csv, ctx);
    if (e == ERR_OK) {
        e = db_begin(i->db, DB_WRITE, ctx);
    }
    if (e == ERR_OK) {
        i->reading = reading_begin(i->bank, i->options->actor, JOURNAL_IMPORT_INTERVENTIONS);
        e = db_end(i->db, steps(i, file, ctx), ctx);
        if (i->reading != NULL) {
            reading_abandon(i->reading);
        }
    }
    csv_close(i->csv);
    fclose(file);
    return e;
}

enum err intervention_import(struct bank *b, const struct intervention_import_options *o,
                             struct intervention_import *out, struct err_ctx *ctx)
{
    *out = (struct intervention_import){0};
    if (bank_config(b)->kind != BANK_SOCIAL) {
        return err_set(ctx, ERR_INVALID, "bank", "use the folder of the social bank",
                       "only a social bank keeps interventions");
    }
    struct import i = {.bank = b, .db = bank_db(b), .options = o, .out = out};
    enum err e = rejects_open(o->rejects_path, &i.rejects, ctx);
    if (e != ERR_OK) {
        return e;
    }
    i.arena = arena_new((size_t)1024 * 1024);
    e = run(&i, ctx);
    arena_free(i.arena);
    free(i.earlier);
    unnamed_free(&i.unnamed);
    rejects_reasons(i.rejects, &out->reasons);
    enum err listed = rejects_close(i.rejects, e == ERR_OK ? ctx : NULL);
    return e != ERR_OK ? e : listed;
}
