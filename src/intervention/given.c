#include "intervention/given.h"

#include <string.h>

#include "bank/person.h"
#include "db/db.h"
#include "intervention/store.h"
#include "sql_intervention.h"

/* An array in an arena that grows by doubling; what is outgrown stays in the arena. */
static struct intervention *room(struct arena *a, struct intervention *list, size_t count)
{
    bool full = count == 0 || (count >= 16 && (count & (count - 1)) == 0);
    if (!full) {
        return list;
    }
    struct intervention *bigger = arena_alloc(a, (count < 16 ? 16 : count * 2) * sizeof *bigger);
    return count == 0 ? bigger : memcpy(bigger, list, count * sizeof *bigger);
}

/* A stored number that this program does not know is damage or a later version's. */
static enum err known(int code, int level, int scope, int form, int documentation,
                      struct err_ctx *ctx)
{
    bool good = code >= 0 && code < INTERVENTION_CODE__MAX && level >= 0 && level < LEVEL__MAX &&
                scope >= 0 && scope < SCOPE__MAX && form >= 0 && form < FORM__MAX &&
                documentation >= 0 && documentation < DOCUMENTATION__MAX;
    return good ? ERR_OK
                : err_set(ctx, ERR_CORRUPT, "intervention", "use the newest version of the program",
                          "an intervention holds a code that this program does not know");
}

static enum err to_intervention(struct bank *b, struct reading *r, struct person_id person,
                                const struct sql_intervention_of_person_row *row, struct arena *a,
                                struct intervention *out, struct err_ctx *ctx)
{
    enum err e = known(row->code, row->level, row->scope, row->form, row->documentation, ctx);
    if (e != ERR_OK) {
        return e;
    }
    *out = (struct intervention){
        .id = {row->intervention_id},
        .person = person,
        .code = (enum intervention_code)row->code,
        .level = (enum intervention_level)row->level,
        .scope = (enum intervention_scope)row->scope,
        .form = (enum intervention_form)row->form,
        .documentation = (enum intervention_documentation)row->documentation,
        .start_date = row->start_date,
        .end_date = row->has_end_date ? row->end_date : DATE_OPEN,
        .unit = arena_strdup(a, row->unit),
    };
    return intervention_unseal_title(b, r, person, row->sealed_title, a, &out->title, ctx);
}

enum err intervention_list(struct bank *b, struct reading *r, struct person_id person,
                           struct arena *a, struct intervention **out, size_t *count_out,
                           struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_intervention_of_person_row row;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_intervention_of_person_open(
        bank_db(b), &(struct sql_intervention_of_person_in){bank_row_id(b), person.v}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    reading_add(r, person);
    enum err one = ERR_OK;
    while (one == ERR_OK && sql_intervention_of_person_next(rows, &row)) {
        *out = room(a, *out, *count_out);
        one = to_intervention(b, r, person, &row, a, &(*out)[*count_out], ctx);
        *count_out += one == ERR_OK;
    }
    e = sql_intervention_of_person_close(rows, one == ERR_OK ? ctx : NULL);
    return one != ERR_OK ? one : e;
}

enum err intervention_list_period(struct bank *b, struct date from, struct date to, struct arena *a,
                                  struct intervention **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_intervention_period_row row;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_intervention_period_open(
        bank_db(b), &(struct sql_intervention_period_in){bank_row_id(b), from, to}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum err one = ERR_OK;
    while (one == ERR_OK && sql_intervention_period_next(rows, &row)) {
        one = known(row.code, row.level, row.scope, row.form, row.documentation, ctx);
        *out = room(a, *out, *count_out);
        (*out)[(*count_out)++] = (struct intervention){
            .id = {row.intervention_id},
            .person = {row.person_id},
            .code = (enum intervention_code)row.code,
            .level = (enum intervention_level)row.level,
            .scope = (enum intervention_scope)row.scope,
            .form = (enum intervention_form)row.form,
            .documentation = (enum intervention_documentation)row.documentation,
            .start_date = row.start_date,
            .end_date = row.has_end_date ? row.end_date : DATE_OPEN,
            .title = "",
            .unit = arena_strdup(a, row.unit),
        };
    }
    e = sql_intervention_period_close(rows, one == ERR_OK ? ctx : NULL);
    return one != ERR_OK ? one : e;
}

static enum err add(struct bank *b, const struct intervention *in, const struct actor *actor,
                    struct intervention_id *id_out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_intervention_same_row same = {0};
    enum err e = ERR_OK;
    if (in->person.v != 0) {
        e = sql_intervention_same(bank_db(b),
                                  &(struct sql_intervention_same_in){bank_row_id(b), in->person.v,
                                                                     (int)in->code, in->start_date},
                                  NULL, &same, ctx);
    }
    if (e == ERR_OK && same.found > 0) {
        e = err_set(ctx, ERR_CONFLICT, "intervention", "change the one that is there",
                    "the person has this intervention from this day already");
    }
    if (e == ERR_OK) {
        e = intervention_store(b, in, false, a, id_out, ctx);
    }
    arena_free(a);
    return e == ERR_OK ? journal_append(b,
                                        &(struct journal_entry){
                                            .actor = actor,
                                            .event = JOURNAL_INTERVENTION_WRITTEN,
                                            .person = in->person,
                                        },
                                        ctx)
                       : e;
}

enum err intervention_add(struct bank *b, const struct intervention *in, const struct actor *actor,
                          struct intervention_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct intervention_id){0};
    bool named = in->documentation == DOCUMENTATION_NAMED;
    if ((in->person.v != 0) != named && (in->person.v != 0 || in->scope == SCOPE_INDIVIDUAL)) {
        return err_set(ctx, ERR_INVALID, "documentation", "correct one of the two",
                       "only an intervention that is documented by name is kept about a person");
    }
    if (in->end_date.days < in->start_date.days) {
        return err_set(ctx, ERR_INVALID, "end_date", "correct one of the two",
                       "the last day is before the first");
    }
    if (db_in_transaction(bank_db(b))) {
        return add(b, in, actor, id_out, ctx);
    }
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    return e == ERR_OK ? db_end(bank_db(b), add(b, in, actor, id_out, ctx), ctx) : e;
}
