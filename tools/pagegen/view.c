#include "pagegen.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const type_name[TYPE__MAX] = {
    [TYPE_TEXT] = "text",         [TYPE_INT] = "int",   [TYPE_BOOL] = "bool", [TYPE_DATE] = "date",
    [TYPE_FRAGMENT] = "fragment", [TYPE_LIST] = "list", [TYPE_VIEW] = "view",
};

/* A line of the front matter, split into at most three words. */
struct words {
    char w[3][48];
    int count;
    size_t indent;
};

static void split(const char *line, size_t n, struct place at, struct words *out)
{
    *out = (struct words){0};
    size_t i = 0;
    while (i < n && line[i] == ' ') {
        i++;
    }
    out->indent = i;
    while (i < n && line[i] != '#') {
        size_t start = i;
        while (i < n && line[i] != ' ') {
            i++;
        }
        if (out->count == 3 || i - start >= sizeof out->w[0]) {
            fail(at, "a declaration is NAME TYPE, or NAME view TEMPLATE");
        }
        memcpy(out->w[out->count++], line + start, i - start);
        while (i < n && line[i] == ' ') {
            i++;
        }
    }
}

static void check_name(const char *name, struct place at)
{
    bool good = islower((unsigned char)name[0]) != 0;
    for (const char *p = name; *p != '\0'; p++) {
        good = good && (islower((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '_');
    }
    if (!good) {
        fail(at, "\"%s\" is not a field name: small letters, digits and _", name);
    }
}

static struct shape *shape_new(const char *c_name, struct place at)
{
    struct shape *s = mem_zalloc(1, sizeof *s);
    if (strlen(c_name) >= sizeof s->c_name) {
        fail(at, "names are nested too deep");
    }
    snprintf(s->c_name, sizeof s->c_name, "%s", c_name);
    return s;
}

static struct field *declare(struct shape *in, const struct words *w, struct place at)
{
    check_name(w->w[0], at);
    if (view_find(in, w->w[0]) != NULL) {
        fail(at, "\"%s\" is declared twice", w->w[0]);
    }
    struct field *f = mem_zalloc(1, sizeof *f);
    snprintf(f->name, sizeof f->name, "%s", w->w[0]);
    for (f->type = 0; f->type < TYPE__MAX; f->type++) {
        if (strcmp(type_name[f->type], w->w[1]) == 0) {
            break;
        }
    }
    if (f->type == TYPE__MAX) {
        fail(at, "unknown type \"%s\": text, int, bool, date, fragment, list or view", w->w[1]);
    }
    if ((f->type == TYPE_VIEW) != (w->count == 3)) {
        fail(at, "a view names its template, and only a view does");
    }
    if (f->type == TYPE_VIEW) {
        check_name(w->w[2], at);
        snprintf(f->view, sizeof f->view, "%s", w->w[2]);
    } else if (f->type == TYPE_LIST) {
        char c_name[256];
        snprintf(c_name, sizeof c_name, "%s_%s", in->c_name, f->name);
        f->item = shape_new(c_name, at);
    }
    struct field **end = &in->fields;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = f;
    return f;
}

/* The template's C name from its file name. */
static void name_from_path(const char *path, struct template *t)
{
    const char *base = strrchr(path, '/');
    base = base != NULL ? base + 1 : path;
    size_t n = strcspn(base, ".");
    if (n == 0 || n >= sizeof t->name) {
        fail((struct place){path, 1}, "the file's name is too long");
    }
    for (size_t i = 0; i < n; i++) {
        t->name[i] = base[i] == '-' ? '_' : base[i];
    }
    check_name(t->name, (struct place){path, 1});
}

/* Fields are nested by two spaces under their list. */
static void read_declaration(struct template *t, struct shape **nest, size_t *depth,
                             const struct words *w, struct place at)
{
    if (w->indent % 2 != 0 || w->indent / 2 > *depth) {
        fail(at, "indent the fields of a list by two spaces");
    }
    *depth = w->indent / 2;
    if (strcmp(w->w[0], "layout") == 0 && w->count == 2 && *depth == 0) {
        check_name(w->w[1], at);
        snprintf(t->layout, sizeof t->layout, "%s", w->w[1]);
        return;
    }
    if (w->count < 2) {
        fail(at, "a declaration is NAME TYPE, or NAME view TEMPLATE");
    }
    struct field *f = declare(nest[*depth], w, at);
    if (f->type == TYPE_LIST) {
        if (*depth == 5) {
            fail(at, "lists are nested too deep");
        }
        nest[++*depth] = f->item;
    }
}

void view_read(const char *path, struct template *out)
{
    *out = (struct template){.file = path};
    name_from_path(path, out);
    struct place at = {path, 1};
    char c_name[64];
    snprintf(c_name, sizeof c_name, "page_%s", out->name);
    out->shape = shape_new(c_name, at);
    const char *p = read_whole(path);
    if (strncmp(p, "---\n", 4) != 0) {
        fail(at, "a template begins with ---, its fields, and ---");
    }
    p += 4;
    struct shape *nest[6] = {out->shape};
    size_t depth = 0;
    for (at.line = 2; strncmp(p, "---\n", 4) != 0; at.line++) {
        size_t n = strcspn(p, "\n");
        if (p[n] == '\0') {
            fail(at, "the front matter has no end: a line with ---");
        }
        struct words w;
        split(p, n, at, &w);
        if (w.count > 0) {
            read_declaration(out, nest, &depth, &w, at);
        }
        p += n + 1;
    }
    out->body = p + 4;
    out->body_line = at.line + 1;
}

const struct field *view_find(const struct shape *s, const char *name)
{
    for (const struct field *f = s->fields; f != NULL; f = f->next) {
        if (strcmp(f->name, name) == 0) {
            return f;
        }
    }
    return NULL;
}

static void write_shape(struct buf *out, const struct shape *s, const char *layout)
{
    for (const struct field *f = s->fields; f != NULL; f = f->next) {
        if (f->type == TYPE_LIST) {
            write_shape(out, f->item, "");
        }
    }
    buf_addf(out, "struct %s {\n", s->c_name);
    if (layout[0] != '\0') {
        buf_addf(out, "    struct page_%s layout;\n", layout);
    }
    for (const struct field *f = s->fields; f != NULL; f = f->next) {
        switch (f->type) {
        case TYPE_TEXT:
            buf_addf(out, "    const char *%s;\n", f->name);
            break;
        case TYPE_INT:
            buf_addf(out, "    int64_t %s;\n", f->name);
            break;
        case TYPE_BOOL:
            buf_addf(out, "    bool %s;\n", f->name);
            break;
        case TYPE_DATE:
            buf_addf(out, "    struct date %s;\n", f->name);
            break;
        case TYPE_FRAGMENT:
            buf_addf(out, "    struct page_fragment %s;\n", f->name);
            break;
        case TYPE_LIST:
            buf_addf(out, "    const struct %s *%s;\n    size_t %s_count;\n", f->item->c_name,
                     f->name, f->name);
            break;
        case TYPE_VIEW:
            buf_addf(out, "    const struct page_%s *%s;\n", f->view, f->name);
            break;
        case TYPE__MAX:
            break;
        }
    }
    if (s->fields == NULL && layout[0] == '\0') {
        buf_add(out, "    char unused;\n");
    }
    buf_add(out, "};\n\n");
}

void view_write_structs(struct buf *out, const struct template *t)
{
    write_shape(out, t->shape, t->layout);
}
