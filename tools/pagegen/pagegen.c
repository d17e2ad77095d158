/*
 * pagegen OUTDIR --po FILE... --pages FILE... --sources FILE...   pages.h, pages.c
 * pagegen OUTDIR --assets FILE...                                assets.c
 * pagegen --po FILE... --pages FILE... --sources FILE... --check  missing and unused translations
 */
#include "pagegen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void fail(struct place at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "%s:%u: ", at.file, at.line);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

char *read_whole(const char *path)
{
    struct place at = {path, 1};
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        fail(at, "cannot read: %s", strerror(errno));
    }
    char *text = mem_alloc(PAGEGEN_MAX_FILE + 1);
    size_t n = fread(text, 1, PAGEGEN_MAX_FILE + 1, f);
    fclose(f);
    if (n > PAGEGEN_MAX_FILE || memchr(text, '\0', n) != NULL || !utf8_valid(text, n)) {
        fail(at, "larger than 1 MiB, or not UTF-8 text");
    }
    text = mem_realloc(text, n + 1);
    text[n] = '\0';
    return text;
}

struct options {
    const char *out_dir;
    char **po, **pages, **sources, **assets;
    size_t po_count, page_count, source_count, asset_count;
    bool check;
};

static void read_options(int argc, char **argv, struct options *o)
{
    size_t *counting = NULL;
    for (int i = 1; i < argc; i++) {
        char *a = argv[i];
        if (strcmp(a, "--po") == 0) {
            o->po = argv + i + 1;
            counting = &o->po_count;
        } else if (strcmp(a, "--check") == 0) {
            o->check = true;
        } else if (strcmp(a, "--pages") == 0) {
            o->pages = argv + i + 1;
            counting = &o->page_count;
        } else if (strcmp(a, "--sources") == 0) {
            o->sources = argv + i + 1;
            counting = &o->source_count;
        } else if (strcmp(a, "--assets") == 0) {
            o->assets = argv + i + 1;
            counting = &o->asset_count;
        } else if (counting != NULL) {
            ++*counting;
        } else {
            o->out_dir = a;
        }
    }
}

/* Write only what has changed, so that nothing is compiled in vain. */
static void write_file(const char *dir, const char *name, const struct buf *text)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(text->text, 1, text->len, f) != text->len || fclose(f) != 0 ||
        !buf_ok(text)) {
        fail((struct place){path, 0}, "cannot write: %s", strerror(errno));
    }
}

/* Mark, and look for, the messages in C: TR("…"). */
static void read_source(const char *path, struct catalogue *en, struct buf *missing)
{
    const char *text = read_whole(path);
    for (const char *p = text; (p = strstr(p, "TR(\"")) != NULL;) {
        p += 3;
        char id[2048];
        size_t n = 0;
        while (*p == '"') {
            for (p++; *p != '"' && *p != '\0' && n + 1 < sizeof id; p++) {
                p += *p == '\\';
                id[n++] = *p == 'n' && p[-1] == '\\' ? '\n' : *p;
            }
            p += *p == '"';
            p += strspn(p, " \n");
        }
        id[n] = '\0';
        if (po_find(en, id, NULL) == NULL) {
            unsigned line = 1;
            for (const char *q = text; q < p; q++) {
                line += *q == '\n';
            }
            missing_add(missing, (struct place){path, line}, id, NULL);
        }
    }
}

static int by_id(const void *a, const void *b)
{
    const struct message *x = a, *y = b;
    return strcmp(x->id != NULL ? x->id : "", y->id != NULL ? y->id : "");
}

/* The catalogue for words that C code chooses (page_text). */
static void write_catalogue(struct buf *c, struct catalogue *en)
{
    qsort(en->messages, en->count, sizeof *en->messages, by_id);
    buf_add(c, "const struct page_translation page_translations[] = {\n");
    size_t count = 0;
    for (size_t i = 0; i < en->count; i++) {
        const struct message *m = &en->messages[i];
        if (m->id != NULL && m->id[0] != '\0' && m->plural == NULL && m->text != NULL &&
            m->text[0] != '\0') {
            buf_add(c, "    {");
            emit_c_string(c, m->id, strlen(m->id));
            buf_add(c, ", ");
            emit_c_string(c, m->text, strlen(m->text));
            buf_add(c, "},\n");
            count++;
        }
    }
    buf_addf(c, "    {NULL, NULL},\n};\nconst size_t page_translation_count = %zu;\n", count);
}

static int make_pages(const struct options *o)
{
    struct catalogue en = {0};
    for (size_t i = 0; i < o->po_count; i++) {
        po_read(o->po[i], &en);
    }
    struct buf h, c, missing;
    buf_init(&h, 16 * PAGEGEN_MAX_FILE);
    buf_init(&c, 16 * PAGEGEN_MAX_FILE);
    buf_init(&missing, PAGEGEN_MAX_FILE);
    buf_add(&h, "/* Made by pagegen from pages/; edit those. */\n#ifndef WEB_PAGES_H\n"
                "#define WEB_PAGES_H\n\n#include \"web/page_out.h\"\n\n");
    buf_add(&c, "/* Made by pagegen from pages/; edit those. */\n#include \"pages.h\"\n\n");
    struct template *t = mem_zalloc(o->page_count, sizeof *t);
    for (size_t i = 0; i < o->page_count; i++) {
        view_read(o->pages[i], &t[i]);
    }
    /* Layouts first: their views are members of the pages' views. */
    for (int pages = 0; pages < 2; pages++) {
        for (size_t i = 0; i < o->page_count; i++) {
            if ((t[i].layout[0] != '\0') == (pages != 0)) {
                view_write_structs(&h, &t[i]);
            }
        }
    }
    for (size_t i = 0; i < o->page_count; i++) {
        emit_prototypes(&h, &t[i]);
        emit_template(&c, &t[i], &en, &missing);
    }
    for (size_t i = 0; i < o->source_count; i++) {
        read_source(o->sources[i], &en, &missing);
    }
    buf_add(&h, "\n#endif\n");
    int status = 0;
    if (o->check) {
        for (size_t i = 0; i < en.count; i++) {
            if (!en.messages[i].used && en.messages[i].id != NULL && en.messages[i].id[0] != '\0') {
                fprintf(stderr, "%s:%u: no page uses this, or it is there twice\n",
                        en.messages[i].at.file, en.messages[i].at.line);
                status = 1;
            }
        }
        if (missing.len > 0) {
            fprintf(stderr, "These have no translation:\n\n%s", missing.text);
            status = 1;
        }
    } else {
        write_catalogue(&c, &en);
        write_file(o->out_dir, "pages.h", &h);
        write_file(o->out_dir, "pages.c", &c);
    }
    free(t);
    buf_free(&h);
    buf_free(&c);
    buf_free(&missing);
    return status;
}

int main(int argc, char **argv)
{
    struct options o = {0};
    read_options(argc, argv, &o);
    if (o.asset_count > 0 && o.out_dir != NULL) {
        struct buf out;
        buf_init(&out, 16 * PAGEGEN_MAX_FILE);
        assets_write(&out, o.assets, o.asset_count);
        write_file(o.out_dir, "assets.c", &out);
        buf_free(&out);
        return 0;
    }
    if (o.po_count == 0 || o.page_count == 0 || (o.out_dir == NULL && !o.check)) {
        fputs("pagegen: see the comment at the top of tools/pagegen/pagegen.c\n", stderr);
        return 2;
    }
    return make_pages(&o);
}
