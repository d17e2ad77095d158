#include "intervention/catalogue.h"

#include <stdio.h>
#include <string.h>

#include "bank/journal.h"
#include "db/db.h"
#include "sql_intervention.h"

/* ---- what an entry must be ---- */

static bool has(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static enum err wrong(struct err_ctx *ctx, const char *field, const char *remedy, const char *what)
{
    return err_set(ctx, ERR_INVALID, field, remedy, "%s", what);
}

static enum err check_words(const struct catalogue_entry *e, struct err_ctx *ctx)
{
    bool known = (unsigned)e->code < INTERVENTION_CODE__MAX && (unsigned)e->level < LEVEL__MAX &&
                 (unsigned)e->scope < SCOPE__MAX && (unsigned)e->form < FORM__MAX &&
                 (unsigned)e->documentation < DOCUMENTATION__MAX &&
                 (unsigned)e->need < CATALOGUE_NEED__MAX;
    return known ? ERR_OK : wrong(ctx, "code", "choose a word of each list", "a code is unknown");
}

static enum err check_sizes(const struct catalogue_entry *e, struct err_ctx *ctx)
{
    const char *const lines[] = {e->decision, e->unit, e->national_code, e->title.sv, e->title.en};
    const char *const texts[] = {e->child.sv,    e->child.en,   e->guardian.sv,
                                 e->guardian.en, e->contact.sv, e->contact.en};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (lines[i] == NULL || strlen(lines[i]) > CATALOGUE_LINE) {
            return wrong(ctx, "title", "shorten it", "a line is longer than 200 bytes");
        }
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] == NULL || strlen(texts[i]) > CATALOGUE_TEXT) {
            return wrong(ctx, "guardian", "shorten it", "a text is longer than 2000 bytes");
        }
    }
    return ERR_OK;
}

/* SoL (2025:400) 14:5: the board may decide so for special reasons, and only for an intervention
 * without individual needs test. */
static enum err check_documentation(const struct catalogue_entry *e, struct err_ctx *ctx)
{
    bool decided = e->documentation == DOCUMENTATION_NONE_DECIDED;
    if (decided && (e->form != FORM_SERVICE || e->decided_on.days == DATE_OPEN.days)) {
        return wrong(ctx, "decided_on", "give the day and number of the board's decision",
                     "not documenting identity needs a decision of the board about an "
                     "intervention without needs test (SoL 14:5)");
    }
    return decided && !has(e->decision) ? wrong(ctx, "decision", "give the number of the decision",
                                                "the board's decision has no number")
                                        : ERR_OK;
}

static enum err check(const struct catalogue_entry *e, struct err_ctx *ctx)
{
    enum err err = check_words(e, ctx);
    err = err == ERR_OK ? check_sizes(e, ctx) : err;
    if (err != ERR_OK) {
        return err;
    }
    if (!has(e->title.sv)) {
        return wrong(ctx, "title", "give the help a name", "there is no Swedish title");
    }
    if (e->age_from < 0 || e->age_to > CATALOGUE_AGE || e->age_from > e->age_to) {
        return wrong(ctx, "age_from", "correct the ages", "the ages are not from 0 to 25 in order");
    }
    if (e->published && !has(e->child.sv) && !has(e->guardian.sv)) {
        return wrong(ctx, "child", "write what the help is, for a child or a parent",
                     "a published entry needs a text for those it is for");
    }
    if (e->published && !has(e->contact.sv)) {
        return wrong(ctx, "contact", "write how one reaches the help",
                     "a published entry must say how to reach the help");
    }
    return check_documentation(e, ctx);
}

/* ---- writing ---- */

static struct sql_intervention_catalogue_insert_in to_row(struct bank *b,
                                                          const struct catalogue_entry *e)
{
    return (struct sql_intervention_catalogue_insert_in){
        .bank_id = bank_row_id(b),
        .entry_id = e->id.v,
        .code = (int)e->code,
        .level = (int)e->level,
        .scope = (int)e->scope,
        .form = (int)e->form,
        .documentation = (int)e->documentation,
        .has_decided_on = e->documentation == DOCUMENTATION_NONE_DECIDED,
        .decided_on = e->decided_on,
        .decision = e->decision,
        .need = (int)e->need,
        .age_from = e->age_from,
        .age_to = e->age_to,
        .unit = e->unit,
        .national_code = e->national_code,
        .title_sv = e->title.sv,
        .title_en = e->title.en,
        .child_sv = e->child.sv,
        .child_en = e->child.en,
        .guardian_sv = e->guardian.sv,
        .guardian_en = e->guardian.en,
        .contact_sv = e->contact.sv,
        .contact_en = e->contact.en,
        .published = e->published,
        .ended = e->ended,
        .changed_at = timestamp_now()};
}

/* The statements take the same columns in the same order. */
static enum err update(struct bank *b, const struct sql_intervention_catalogue_insert_in *r,
                       struct err_ctx *ctx)
{
    struct sql_intervention_catalogue_update_in u;
    int64_t changed = 0;
    _Static_assert(sizeof u == sizeof *r, "the same columns");
    memcpy(&u, r, sizeof u);
    enum err e = sql_intervention_catalogue_update(bank_db(b), &u, &changed, ctx);
    return e == ERR_OK && changed == 0
               ? err_set(ctx, ERR_NOT_FOUND, "catalogue", "", "there is no such entry")
               : e;
}

static enum err put(struct bank *b, const struct actor *actor, const struct catalogue_entry *in,
                    struct catalogue_id *id_out, struct err_ctx *ctx)
{
    struct sql_intervention_catalogue_last_row last = {0};
    struct sql_intervention_catalogue_insert_in row = to_row(b, in);
    enum err e = ERR_OK;
    if (in->id.v == 0) {
        e = sql_intervention_catalogue_last(
            bank_db(b), &(struct sql_intervention_catalogue_last_in){row.bank_id}, NULL, &last,
            ctx);
        row.entry_id = last.entry_id + 1;
        e = e == ERR_OK ? sql_intervention_catalogue_insert(bank_db(b), &row, NULL, ctx) : e;
    } else {
        e = update(b, &row, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    id_out->v = row.entry_id;
    char detail[64];
    (void)snprintf(detail, sizeof detail, "{\"entry\":%lld}", (long long)row.entry_id);
    return journal_append(b,
                          &(struct journal_entry){
                              .actor = actor, .event = JOURNAL_CATALOGUE_CHANGED, .detail = detail},
                          ctx);
}

enum err catalogue_put(struct bank *b, const struct actor *actor, const struct catalogue_entry *in,
                       struct catalogue_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct catalogue_id){0};
    enum err e = check(in, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (db_in_transaction(bank_db(b))) {
        return put(b, actor, in, id_out, ctx);
    }
    e = db_begin(bank_db(b), DB_WRITE, ctx);
    return e == ERR_OK ? db_end(bank_db(b), put(b, actor, in, id_out, ctx), ctx) : e;
}

/* ---- reading ---- */

static int within(int v, int max)
{
    return v >= 0 && v < max ? v : max - 1; /* a later version's word: the last, "other" */
}

static struct catalogue_entry from_row(const struct sql_intervention_catalogue_list_row *r,
                                       struct arena *a)
{
    return (struct catalogue_entry){
        .id = {r->entry_id},
        .code = (enum intervention_code)within(r->code, INTERVENTION_CODE__MAX),
        .level = (enum intervention_level)within(r->level, LEVEL__MAX),
        .scope = (enum intervention_scope)within(r->scope, SCOPE__MAX),
        .form = (enum intervention_form)within(r->form, FORM__MAX),
        .documentation =
            (enum intervention_documentation)within(r->documentation, DOCUMENTATION__MAX),
        .decided_on = r->has_decided_on ? r->decided_on : DATE_OPEN,
        .decision = arena_strdup(a, r->decision),
        .need = (enum catalogue_need)within(r->need, CATALOGUE_NEED__MAX),
        .age_from = r->age_from,
        .age_to = r->age_to,
        .unit = arena_strdup(a, r->unit),
        .national_code = arena_strdup(a, r->national_code),
        .title = {arena_strdup(a, r->title_sv), arena_strdup(a, r->title_en)},
        .child = {arena_strdup(a, r->child_sv), arena_strdup(a, r->child_en)},
        .guardian = {arena_strdup(a, r->guardian_sv), arena_strdup(a, r->guardian_en)},
        .contact = {arena_strdup(a, r->contact_sv), arena_strdup(a, r->contact_en)},
        .published = r->published,
        .ended = r->ended};
}

#define LIST_MAX 1000

enum err catalogue_list(struct bank *b, enum catalogue_choice choice, struct arena *a,
                        struct catalogue_entry **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_intervention_catalogue_list_row row;
    *out = arena_alloc(a, LIST_MAX * sizeof **out);
    *count_out = 0;
    enum err e = sql_intervention_catalogue_list_open(
        bank_db(b),
        &(struct sql_intervention_catalogue_list_in){bank_row_id(b), choice == CATALOGUE_PUBLISHED,
                                                     choice == CATALOGUE_ALL},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < LIST_MAX && sql_intervention_catalogue_list_next(rows, &row)) {
        (*out)[(*count_out)++] = from_row(&row, a);
    }
    return sql_intervention_catalogue_list_close(rows, ctx);
}

enum err catalogue_read(struct bank *b, struct catalogue_id id, struct arena *a,
                        struct catalogue_entry *out, struct err_ctx *ctx)
{
    struct catalogue_entry *all;
    size_t count;
    enum err e = catalogue_list(b, CATALOGUE_ALL, a, &all, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (all[i].id.v == id.v) {
            *out = all[i];
            return ERR_OK;
        }
    }
    return e != ERR_OK ? e
                       : err_set(ctx, ERR_NOT_FOUND, "catalogue", "see those there are",
                                 "there is no such entry in the catalogue");
}
