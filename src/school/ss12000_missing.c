/* Step 4 of the import: what the source did not tell of. */
#include <stdlib.h>

#include "school/ss12000_import.h"
#include "sql_school.h"

enum { ASK_PER_CENT = 5 };

struct ids {
    int64_t *list;
    size_t count, room;
};

static void keep(struct ids *x, int64_t v)
{
    if (x->count == x->room) {
        x->room = x->room * 2 + 64;
        x->list = mem_realloc(x->list, x->room * sizeof *x->list);
    }
    x->list[x->count++] = v;
}

static enum err unseen_pupils(struct ss_import *i, struct ids *gone, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_enrolment_present_in in = {bank_row_id(i->bank), i->today};
    struct sql_school_enrolment_present_row row;
    enum err e = sql_school_enrolment_present_open(i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_enrolment_present_next(r, &row)) {
        if (!ss_set_has(&i->seen_pupils, row.person_id)) {
            keep(gone, row.person_id);
            i->out->missing_pupils += row.current;
        }
    }
    return sql_school_enrolment_present_close(r, ctx);
}

/* A file that is cut or of another school would make pupils vanish: a human being must say so. */
static enum err ask(struct ss_import *i, struct err_ctx *ctx)
{
    struct ss12000_import *out = i->out;
    if (i->options->accept_missing ||
        out->missing_pupils * 100 <= out->known_pupils * ASK_PER_CENT) {
        return ERR_OK;
    }
    out->asked = true;
    return err_set(ctx, ERR_CANCELLED, i->options->source,
                   "check that the export is whole; if the pupils have left, import again with "
                   "--accept-missing",
                   "%lu of %lu pupils would vanish, more than %d %%: nothing was changed",
                   out->missing_pupils, out->known_pupils, ASK_PER_CENT);
}

static enum err mark_pupils(struct ss_import *i, const struct ids *gone, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t n = 0; e == ERR_OK && n < gone->count; n++) {
        int64_t changed = 0;
        e = sql_school_enrolment_leave(
            i->db, &(struct sql_school_enrolment_leave_in){bank_row_id(i->bank), gone->list[n]},
            &changed, ctx);
        i->out->enrolments.missing += (unsigned long)changed;
        i->out->pupils.missing++;
    }
    return e;
}

static enum err mark_organisations(struct ss_import *i, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_organisation_present_in in = {bank_row_id(i->bank)};
    struct sql_school_organisation_present_row row;
    struct ids gone = {0};
    enum err e = sql_school_organisation_present_open(i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_school_organisation_present_next(r, &row)) {
        if (!ss_set_has(&i->seen_organisations, row.organisation_id)) {
            keep(&gone, row.organisation_id);
        }
    }
    e = sql_school_organisation_present_close(r, ctx);
    for (size_t n = 0; e == ERR_OK && n < gone.count; n++) {
        i->out->organisations.missing++;
        e = sql_school_organisation_set_missing(
            i->db,
            &(struct sql_school_organisation_set_missing_in){bank_row_id(i->bank), gone.list[n]},
            NULL, ctx);
    }
    free(gone.list);
    return e;
}

enum err ss_import_missing(struct ss_import *i, struct err_ctx *ctx)
{
    struct ids gone = {0};
    enum err e = unseen_pupils(i, &gone, ctx);
    if (e == ERR_OK) {
        e = ask(i, ctx);
    }
    if (e == ERR_OK) {
        e = mark_pupils(i, &gone, ctx);
    }
    free(gone.list);
    return e == ERR_OK && ss_source_has(i->source, SS_ORGANISATIONS) ? mark_organisations(i, ctx)
                                                                     : e;
}
