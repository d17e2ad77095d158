/* A catalogue from a JSON file: {"catalogue": [ {…}, … ]}. Every member is a text but the ages
 * and the flags; docs/formats.md has them. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "db/db.h"
#include "intervention/catalogue.h"

#define FILE_MAX ((size_t)2 << 20)

struct file_reader {
    const char *path;
    size_t number; /* of the entry, from 1 */
    const json_t *object;
    struct arena *a;
    struct err_ctx *ctx;
    enum err e;
};

static void fault(struct file_reader *r, const char *key, const char *remedy)
{
    if (r->e == ERR_OK) {
        char where[160];
        (void)snprintf(where, sizeof where, "%.90s: entry %zu, %s", r->path, r->number, key);
        r->e = err_set(r->ctx, ERR_INVALID, where, remedy, "the value is missing or wrong");
    }
}

static const char *text(struct file_reader *r, const char *key)
{
    const json_t *v = json_object_get(r->object, key);
    if (v != NULL && !json_is_string(v)) {
        fault(r, key, "write a text in quotes");
    }
    return v != NULL && json_is_string(v) ? arena_strdup(r->a, json_string_value(v)) : "";
}

static int word(struct file_reader *r, const char *key, const char *const *words, int count)
{
    int i = code_find(words, count, text(r, key));
    if (i < 0) {
        fault(r, key, "docs/formats.md has the words of a catalogue");
    }
    return i < 0 ? 0 : i;
}

static int age(struct file_reader *r, const char *key)
{
    const json_t *v = json_object_get(r->object, key);
    if (!json_is_integer(v)) {
        fault(r, key, "write whole years");
    }
    json_int_t n = json_integer_value(v);
    return n >= 0 && n <= CATALOGUE_AGE ? (int)n : -1;
}

static bool flag(struct file_reader *r, const char *key)
{
    const json_t *v = json_object_get(r->object, key);
    if (v != NULL && !json_is_boolean(v)) {
        fault(r, key, "write true or false");
    }
    return json_is_true(v);
}

static struct date day(struct file_reader *r, const char *key)
{
    struct date d = DATE_OPEN;
    const char *t = text(r, key);
    if (t[0] != '\0' && !date_parse(t, strlen(t), &d)) {
        fault(r, key, "write it as YYYY-MM-DD");
    }
    return d;
}

static void read_entry(struct file_reader *r, struct catalogue_entry *out)
{
    if (!json_is_object(r->object)) {
        fault(r, "entry", "write an object in braces");
        return;
    }
    *out = (struct catalogue_entry){
        .code = (enum intervention_code)word(r, "code", intervention_code, INTERVENTION_CODE__MAX),
        .level = (enum intervention_level)word(r, "level", level_code, LEVEL__MAX),
        .scope = (enum intervention_scope)word(r, "scope", scope_code, SCOPE__MAX),
        .form = (enum intervention_form)word(r, "form", form_code, FORM__MAX),
        .documentation = (enum intervention_documentation)word(
            r, "documentation", documentation_code, DOCUMENTATION__MAX),
        .decided_on = day(r, "decided_on"),
        .decision = text(r, "decision"),
        .need = (enum catalogue_need)word(r, "need", catalogue_need_code, CATALOGUE_NEED__MAX),
        .age_from = age(r, "age_from"),
        .age_to = age(r, "age_to"),
        .unit = text(r, "unit"),
        .national_code = text(r, "national_code"),
        .title = {text(r, "title_sv"), text(r, "title_en")},
        .child = {text(r, "child_sv"), text(r, "child_en")},
        .guardian = {text(r, "guardian_sv"), text(r, "guardian_en")},
        .contact = {text(r, "contact_sv"), text(r, "contact_en")},
        .published = flag(r, "published"),
        .ended = flag(r, "ended")};
}

static bool same_text(struct catalogue_text x, struct catalogue_text y)
{
    return strcmp(x.sv, y.sv) == 0 && strcmp(x.en, y.en) == 0;
}

static bool same_texts(const struct catalogue_entry *x, const struct catalogue_entry *y)
{
    return strcmp(x->decision, y->decision) == 0 &&
           strcmp(x->national_code, y->national_code) == 0 && same_text(x->title, y->title) &&
           same_text(x->child, y->child) && same_text(x->guardian, y->guardian) &&
           same_text(x->contact, y->contact);
}

static bool same(const struct catalogue_entry *x, const struct catalogue_entry *y)
{
    return same_texts(x, y) && x->code == y->code && x->level == y->level && x->scope == y->scope &&
           x->form == y->form && x->documentation == y->documentation &&
           x->decided_on.days == y->decided_on.days && x->need == y->need &&
           x->age_from == y->age_from && x->age_to == y->age_to && x->published == y->published &&
           x->ended == y->ended;
}

static enum err put_entry(struct bank *b, const struct actor *actor, struct file_reader *r,
                          struct catalogue_entry *in, struct catalogue_import *out)
{
    struct catalogue_entry *all;
    struct catalogue_id id;
    size_t count;
    enum err e = catalogue_list(b, CATALOGUE_ALL, r->a, &all, &count, r->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (strcmp(all[i].title.sv, in->title.sv) == 0 && strcmp(all[i].unit, in->unit) == 0) {
            if (same(&all[i], in)) {
                out->unchanged++;
                return ERR_OK;
            }
            in->id = all[i].id;
        }
    }
    bool change = in->id.v != 0;
    e = e == ERR_OK ? catalogue_put(b, actor, in, &id, r->ctx) : e;
    if (e == ERR_INVALID) {
        char where[192];
        (void)snprintf(where, sizeof where, "%.90s: entry %zu, %.60s", r->path, r->number,
                       r->ctx->where);
        memcpy(r->ctx->where, where, sizeof where);
    }
    out->changed += e == ERR_OK && change;
    out->added += e == ERR_OK && !change;
    return e;
}

static enum err put_all(struct bank *b, const struct actor *actor, struct file_reader *r,
                        const json_t *list, struct catalogue_import *out)
{
    for (size_t i = 0; i < json_array_size(list) && r->e == ERR_OK; i++) {
        struct catalogue_entry in = {0};
        arena_reset(r->a);
        r->number = i + 1;
        r->object = json_array_get(list, i);
        read_entry(r, &in);
        r->e = r->e == ERR_OK ? put_entry(b, actor, r, &in, out) : r->e;
    }
    return r->e;
}

enum err catalogue_import(struct bank *b, const struct actor *actor, const char *path,
                          struct catalogue_import *out, struct err_ctx *ctx)
{
    json_t *file;
    *out = (struct catalogue_import){0};
    enum err e = json_read_file(path, FILE_MAX, &file, ctx);
    if (e != ERR_OK) {
        return e;
    }
    const json_t *list = json_object_get(file, "catalogue");
    if (!json_is_array(list)) {
        e = err_set(ctx, ERR_INVALID, path, "write {\"catalogue\": [ … ]}",
                    "the file holds no catalogue");
    }
    struct file_reader r = {.path = path, .a = arena_new((size_t)16 << 20), .ctx = ctx};
    e = e == ERR_OK ? db_begin(bank_db(b), DB_WRITE, ctx) : e;
    if (e == ERR_OK) {
        e = db_end(bank_db(b), put_all(b, actor, &r, list, out), ctx);
    }
    arena_free(r.a);
    json_decref(file);
    return e;
}
