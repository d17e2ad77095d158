/* The import as a whole: one write transaction, one journal entry, the list of rejects. */
#include "school/ss12000.h"

#include <stdlib.h>
#include <string.h>

#include "bank/journal.h"
#include "db/db.h"
#include "school/ss12000_import.h"
#include "sql_school.h"

void ss_reject(struct ss_import *i, const struct ss_place *p, const struct ss_fault *f)
{
    rejects_add(i->rejects, &(struct reject){p->file, p->line, f->column, f->reason, f->remedy});
}

void ss_report_warnings(struct ss_import *i, const struct ss_place *p, const struct ss_warnings *w,
                        const char *not_this_column)
{
    for (unsigned n = 0; n < w->count; n++) {
        const struct ss_fault *f = &w->list[n];
        if (not_this_column == NULL || strcmp(f->column, not_this_column) != 0) {
            rejects_warn(i->rejects,
                         &(struct reject){p->file, p->line, f->column, f->reason, f->remedy});
        }
    }
}

static enum err count_known(struct ss_import *i, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_enrolment_present_in in = {bank_row_id(i->bank), i->today};
    struct sql_school_enrolment_present_row row;
    enum err e = sql_school_enrolment_present_open(i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_enrolment_present_next(r, &row)) {
        i->out->known_pupils += row.current;
    }
    return sql_school_enrolment_present_close(r, ctx);
}

/* A folder without organisations: those that the bank knows. */
static enum err known_organisations(struct ss_import *i, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_organisation_sources_in in = {bank_row_id(i->bank)};
    struct sql_school_organisation_sources_row row;
    enum err e = sql_school_organisation_sources_open(i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum err put = ERR_OK;
    while (put == ERR_OK && sql_school_organisation_sources_next(r, &row)) {
        put = ss_map_put(i->organisations, row.source_id, row.organisation_id, ctx);
    }
    e = sql_school_organisation_sources_close(r, put == ERR_OK ? ctx : NULL);
    return put != ERR_OK ? put : e;
}

static enum err journal(struct ss_import *i, struct err_ctx *ctx)
{
    const struct ss12000_import *o = i->out;
    struct buf detail;
    buf_init(&detail, JOURNAL_DETAIL_MAX - 1);
    buf_addf(&detail,
             "{\"source\":\"%s\",\"pupils\":%lu,\"added\":%lu,\"changed\":%lu,\"missing\":%lu,"
             "\"guardians\":%lu,\"attendance_rows\":%lu,\"attendance_days\":%lu,\"rejected\":%lu}",
             ss_source_is_live(i->source) ? "api" : "folder", o->pupils.read, o->pupils.added,
             o->pupils.changed, o->pupils.missing, o->guardians.read, o->attendance_rows,
             o->attendance_days, rejects_count(i->rejects));
    enum err e = journal_append(i->bank,
                                &(struct journal_entry){
                                    .actor = i->options->actor,
                                    .event = JOURNAL_IMPORT_SS12000,
                                    .persons = i->touched,
                                    .person_count = i->touched_count,
                                    .detail = detail.text,
                                },
                                ctx);
    buf_free(&detail);
    return e;
}

static enum err steps(struct ss_import *i, struct err_ctx *ctx)
{
    enum err e = count_known(i, ctx);
    if (e == ERR_OK) {
        e = ss_source_has(i->source, SS_ORGANISATIONS) ? ss_import_organisations(i, ctx)
                                                       : known_organisations(i, ctx);
    }
    if (e == ERR_OK) {
        e = ss_import_pupils(i, ctx);
    }
    if (e == ERR_OK) {
        e = ss_import_guardians(i, ctx);
    }
    if (e == ERR_OK) {
        e = ss_import_missing(i, ctx);
    }
    if (e == ERR_OK) {
        e = ss_import_attendance(i, ctx);
    }
    if (e == ERR_OK) {
        e = ss_import_staff(i, ctx);
    }
    return e == ERR_OK ? journal(i, ctx) : e;
}

static enum err run(struct ss_import *i, struct err_ctx *ctx)
{
    struct ss_source_options o = {i->options->source, i->options->token_file, 0};
    enum err e = ss_source_open(&o, &i->source, ctx);
    if (e == ERR_OK) {
        e = db_begin(i->db, DB_WRITE, ctx);
        if (e == ERR_OK) {
            e = db_end(i->db, steps(i, ctx), ctx);
        }
    }
    ss_source_close(i->source);
    return e;
}

static void clean(struct ss_import *i)
{
    ss_map_free(i->organisations);
    ss_map_free(i->people);
    ss_map_free(i->groups);
    ss_map_free(i->wanted_map);
    ss_set_free(&i->seen_organisations);
    ss_set_free(&i->seen_pupils);
    ss_set_free(&i->seen_people);
    ss_set_free(&i->without_responsibles);
    free(i->parents);
    free(i->wanted);
    free(i->relations);
    free(i->touched);
    arena_free(i->arena);
}

enum err ss12000_import(struct bank *b, const struct ss12000_options *o, struct ss12000_import *out,
                        struct err_ctx *ctx)
{
    *out = (struct ss12000_import){0};
    if (bank_config(b)->kind != BANK_SCHOOL) {
        return err_set(ctx, ERR_INVALID, "bank", "use the folder of the school bank",
                       "only a school bank keeps pupils");
    }
    struct ss_import i = {
        .bank = b,
        .db = bank_db(b),
        .options = o,
        .out = out,
        .today = date_today(),
    };
    enum err e = rejects_open(o->rejects_path, &i.rejects, ctx);
    if (e != ERR_OK) {
        return e;
    }
    i.arena = arena_new((size_t)16 * 1024 * 1024);
    i.organisations = ss_map_new();
    i.people = ss_map_new();
    i.groups = ss_map_new();
    i.wanted_map = ss_map_new();
    e = run(&i, ctx);
    out->rejected = rejects_count(i.rejects);
    out->warnings = rejects_warnings(i.rejects);
    rejects_reasons(i.rejects, &out->reasons);
    clean(&i);
    enum err listed = rejects_close(i.rejects, e == ERR_OK ? ctx : NULL);
    return e != ERR_OK ? e : listed;
}
