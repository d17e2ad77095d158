#include "social/intervention_unnamed.h"

#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "intervention/store.h"
#include "sql_social.h"

void unnamed_add(struct unnamed *u, const struct intervention *v)
{
    if (u->count == u->room) {
        u->room = u->room * 2 + 64;
        u->list = mem_realloc(u->list, u->room * sizeof *u->list);
    }
    struct intervention *to = &u->list[u->count++];
    *to = *v;
    to->title = mem_strdup(v->title);
    to->unit = mem_strdup(v->unit);
}

static void free_text(const char *s)
{
    free((char *)(uintptr_t)s); /* owned, though the struct calls it const */
}

void unnamed_free(struct unnamed *u)
{
    for (size_t i = 0; i < u->count; i++) {
        free_text(u->list[i].title);
        free_text(u->list[i].unit);
    }
    free(u->list);
    *u = (struct unnamed){0};
}

/* Alike rows compare as 0; the id does not count. */
static int compare(const void *a, const void *b)
{
    const struct intervention *x = a, *y = b;
    const int64_t left[] = {(int64_t)x->code, (int64_t)x->level,         (int64_t)x->scope,
                            (int64_t)x->form, (int64_t)x->documentation, x->start_date.days,
                            x->end_date.days};
    const int64_t right[] = {(int64_t)y->code, (int64_t)y->level,         (int64_t)y->scope,
                             (int64_t)y->form, (int64_t)y->documentation, y->start_date.days,
                             y->end_date.days};
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    int title = strcmp(x->title, y->title);
    return title != 0 ? title : strcmp(x->unit, y->unit);
}

static void sort(struct unnamed *u)
{
    if (u->count > 0) {
        qsort(u->list, u->count, sizeof *u->list, compare);
    }
}

static enum err read_stored(struct bank *b, struct unnamed *u, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_social_intervention_unnamed_row row;
    enum err e = sql_social_intervention_unnamed_open(
        bank_db(b), &(struct sql_social_intervention_unnamed_in){bank_row_id(b)}, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_social_intervention_unnamed_next(r, &row)) {
        unnamed_add(u, &(struct intervention){
                           .id = {row.intervention_id},
                           .code = (enum intervention_code)row.code,
                           .level = (enum intervention_level)row.level,
                           .scope = (enum intervention_scope)row.scope,
                           .form = (enum intervention_form)row.form,
                           .documentation = (enum intervention_documentation)row.documentation,
                           .start_date = row.start_date,
                           .end_date = row.has_end_date ? row.end_date : DATE_OPEN,
                           .title = row.title,
                           .unit = row.unit,
                       });
    }
    return sql_social_intervention_unnamed_close(r, ctx);
}

static enum err merge(struct bank *b, const struct unnamed *file, const struct unnamed *stored,
                      bool remove, struct intervention_import *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    enum err e = ERR_OK;
    size_t f = 0, s = 0;
    while (e == ERR_OK && (f < file->count || s < stored->count)) {
        int order = f == file->count     ? 1
                    : s == stored->count ? -1
                                         : compare(&file->list[f], &stored->list[s]);
        if (order == 0) {
            out->unchanged++;
            f++;
            s++;
        } else if (order < 0) {
            struct intervention_id id;
            arena_reset(a);
            e = intervention_store(b, &file->list[f++], true, a, &id, ctx);
            out->added++;
        } else {
            int64_t id = stored->list[s++].id.v;
            if (remove) {
                out->removed++;
                e = sql_social_intervention_delete(
                    bank_db(b), &(struct sql_social_intervention_delete_in){bank_row_id(b), id},
                    NULL, ctx);
            }
        }
    }
    arena_free(a);
    return e;
}

enum err unnamed_apply(struct bank *b, struct unnamed *file, bool remove,
                       struct intervention_import *out, struct err_ctx *ctx)
{
    struct unnamed stored = {0};
    enum err e = read_stored(b, &stored, ctx);
    if (e == ERR_OK) {
        sort(file);
        sort(&stored);
        e = merge(b, file, &stored, remove, out, ctx);
    }
    unnamed_free(&stored);
    return e;
}
