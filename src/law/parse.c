#include "law/parse.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

#define FILE_LINE "#file "

struct parser {
    struct arena *arena;
    struct err_ctx *ctx;
    struct law_place at; /* of the line being read */
    struct law_block *first, *block;
    struct law_field *field;
    struct buf value; /* of `field`, while lines may still continue it */
};

struct line {
    const char *text;
    size_t n, indent;
};

static struct law_place column(const struct parser *p, const struct line *l, const char *at)
{
    struct law_place place = p->at;
    place.column = (unsigned)(at - l->text) + 1;
    return place;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == ':';
}

/* Length of the name at `s`, at most `n`; 0 when there is none. */
static size_t name_length(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && is_name_char(s[i])) {
        i++;
    }
    return i;
}

/* The field being read is complete. */
static void end_field(struct parser *p)
{
    if (p->field != NULL) {
        p->field->value = arena_strndup(p->arena, p->value.text, p->value.len);
    }
}

/* "rule R02.figures" */
static enum err read_header(struct parser *p, const struct line *l)
{
    size_t sort = name_length(l->text, l->n);
    size_t gap = sort;
    while (gap < l->n && l->text[gap] == ' ') {
        gap++;
    }
    size_t name = name_length(l->text + gap, l->n - gap);
    if (sort == 0 || gap == sort || name == 0 || gap + name != l->n) {
        return law_fault(p->ctx, column(p, l, l->text),
                         "write a sort and a name, such as \"rule R02.figures\"; fields are "
                         "indented by two spaces",
                         "this line starts no block");
    }
    end_field(p);
    struct law_block *block = arena_alloc(p->arena, sizeof *block);
    block->sort = arena_strndup(p->arena, l->text, sort);
    block->name = arena_strndup(p->arena, l->text + gap, name);
    block->at = column(p, l, l->text);
    if (p->block != NULL) {
        p->block->next = block;
    } else {
        p->first = block;
    }
    p->block = block;
    p->field = NULL;
    return ERR_OK;
}

/* "  key: value" */
static enum err read_field(struct parser *p, const struct line *l)
{
    const char *key = l->text + l->indent;
    size_t left = l->n - l->indent;
    const char *colon = memchr(key, ':', left);
    size_t length = colon == NULL ? 0 : (size_t)(colon - key);
    if (length == 0 || name_length(key, length) != length) {
        return law_fault(p->ctx, column(p, l, key),
                         "write \"  key: value\"; to go on with the value above, indent by four "
                         "spaces",
                         "this line has no key");
    }
    if (p->block == NULL) {
        return law_fault(p->ctx, column(p, l, key), "start a block above it, such as \"rule R99\"",
                         "this field belongs to no block");
    }
    const char *value = colon + 1;
    while (value < l->text + l->n && *value == ' ') {
        value++;
    }
    end_field(p);
    struct law_field *field = arena_alloc(p->arena, sizeof *field);
    field->key = arena_strndup(p->arena, key, length);
    buf_clear(&p->value);
    buf_add_n(&p->value, value, (size_t)(l->text + l->n - value));
    field->key_at = column(p, l, key);
    field->value_at = column(p, l, value);
    if (p->field != NULL) {
        p->field->next = field;
    } else {
        p->block->fields = field;
    }
    p->field = field;
    return ERR_OK;
}

static enum err read_continuation(struct parser *p, const struct line *l)
{
    const char *more = l->text + l->indent;
    if (p->field == NULL) {
        return law_fault(p->ctx, column(p, l, more), "indent a key by exactly two spaces",
                         "this line continues no value");
    }
    buf_add(&p->value, p->value.len == 0 ? "" : " ");
    buf_add_n(&p->value, more, l->n - l->indent);
    return ERR_OK;
}

static enum err check_characters(const struct parser *p, const struct line *l)
{
    for (size_t i = 0; i < l->n; i++) {
        if ((unsigned char)l->text[i] < ' ' || l->text[i] == 0x7f) {
            return law_fault(p->ctx, column(p, l, l->text + i),
                             "use spaces, and no tabs or control characters",
                             "a character that is not text");
        }
    }
    return ERR_OK;
}

static enum err read_line(struct parser *p, struct line l)
{
    while (l.n > 0 && (l.text[l.n - 1] == ' ' || l.text[l.n - 1] == '\r')) {
        l.n--;
    }
    enum err e = check_characters(p, &l);
    if (e != ERR_OK) {
        return e;
    }
    while (l.indent < l.n && l.text[l.indent] == ' ') {
        l.indent++;
    }
    if (l.indent == l.n) {
        return ERR_OK;
    }
    if (l.text[l.indent] == '#') {
        size_t mark = strlen(FILE_LINE);
        if (l.n > mark && memcmp(l.text, FILE_LINE, mark) == 0) {
            p->at.file = arena_strndup(p->arena, l.text + mark, l.n - mark);
            p->at.line = 0;
        }
        return ERR_OK;
    }
    if (l.indent == 0) {
        return read_header(p, &l);
    }
    if (l.indent == 2) {
        return read_field(p, &l);
    }
    if (l.indent >= 4) {
        return read_continuation(p, &l);
    }
    return law_fault(p->ctx, column(p, &l, l.text + l.indent),
                     "indent a key by two spaces and a continued value by four",
                     "the line is indented by %zu space%s", l.indent, l.indent == 1 ? "" : "s");
}

enum err law_parse(const char *name, const char *text, size_t n, struct arena *arena,
                   struct law_block **out, struct err_ctx *ctx)
{
    struct parser p = {.arena = arena, .ctx = ctx, .at = {.file = name, .line = 1, .column = 1}};
    *out = NULL;
    if (n > LAW_SOURCE_MAX) {
        return law_fault_at(ctx, ERR_LIMIT, name, "check that it is the right folder",
                            "the rules are larger than %u bytes", LAW_SOURCE_MAX);
    }
    if (!utf8_valid(text, n)) {
        return law_fault(ctx, p.at, "save the file as UTF-8", "the text is not valid UTF-8");
    }
    buf_init(&p.value, LAW_SOURCE_MAX);
    enum err e = ERR_OK;
    for (size_t start = 0; start < n && e == ERR_OK; p.at.line++) {
        const char *end = memchr(text + start, '\n', n - start);
        size_t length = end == NULL ? n - start : (size_t)(end - text) - start;
        e = read_line(&p, (struct line){.text = text + start, .n = length});
        start += length + 1;
    }
    end_field(&p);
    buf_free(&p.value);
    *out = e == ERR_OK ? p.first : NULL;
    return e;
}
