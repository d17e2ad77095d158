#include "base/json.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void *alloc_or_die(size_t n)
{
    return mem_alloc(n);
}

void json_setup(void)
{
    json_set_alloc_funcs(alloc_or_die, free);
    json_object_seed(0);
}

static enum err syntax_error(const json_error_t *e, const char *name, unsigned line_offset,
                             struct err_ctx *ctx)
{
    char where[160];
    snprintf(where, sizeof where, "%s:%u:%d", name, line_offset + (unsigned)e->line, e->column);
    const char *remedy = json_error_code(e) == json_error_premature_end_of_input
                             ? "the file ends too early: export or copy it again"
                         : json_error_code(e) == json_error_invalid_utf8
                             ? "save the file as UTF-8"
                             : "correct the JSON at that place";
    char what[200];
    snprintf(what, sizeof what, "%s", e->text);
    /* jansson quotes what it stood at ("near '…'"), which may be personal data. */
    char *near = strstr(what, " near '");
    if (near != NULL) {
        *near = '\0';
    }
    return err_set(ctx, ERR_INVALID, where, remedy, "not valid JSON: %s", what);
}

enum err json_parse(const char *text, size_t n, const char *name, json_t **out, struct err_ctx *ctx)
{
    json_error_t e;
    *out = json_loadb(text, n, JSON_REJECT_DUPLICATES, &e);
    return *out != NULL ? ERR_OK : syntax_error(&e, name, 0, ctx);
}

enum err json_read_file(const char *path, size_t max_bytes, json_t **out, struct err_ctx *ctx)
{
    *out = NULL;
    bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rb");
    if (f == NULL) {
        return err_set(ctx, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, path,
                       "check the path and that you may read it", "cannot open the file: %s",
                       strerror(errno));
    }
    struct buf text;
    buf_init(&text, max_bytes);
    char chunk[16384];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0 && buf_ok(&text)) {
        buf_add_n(&text, chunk, n);
    }
    enum err e;
    if (ferror(f)) {
        e = err_set(ctx, ERR_IO, path, NULL, "cannot read the file: %s", strerror(errno));
    } else if (!buf_ok(&text)) {
        e = err_set(ctx, ERR_LIMIT, path, "split it, or check that it is the right file",
                    "the file is larger than %zu bytes", max_bytes);
    } else {
        size_t mark = text.len >= 3 && memcmp(text.text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        e = json_parse(text.text + mark, text.len - mark, path, out, ctx);
    }
    buf_free(&text);
    if (!standard) {
        fclose(f);
    }
    return e;
}

struct json_stream {
    FILE *file;
    const char *name;
    char *key; /* NULL: a bare array */
    size_t max_element;
    size_t element_bytes;
    unsigned line;
    bool in_array, first, done, too_large;
    json_t *rest;
};

static int next_char(struct json_stream *s)
{
    int c = getc(s->file);
    if (c == '\n') {
        s->line++;
    }
    return c;
}

static int next_token(struct json_stream *s)
{
    int c;
    do {
        c = next_char(s);
    } while (c == ' ' || c == '\t' || c == '\n' || c == '\r');
    return c;
}

static void put_back(struct json_stream *s, int c)
{
    if (c == '\n') {
        s->line--;
    }
    ungetc(c, s->file);
}

static enum err broken(struct json_stream *s, int c, const char *expected, struct err_ctx *ctx)
{
    char where[160];
    snprintf(where, sizeof where, "%s:%u", s->name, s->line);
    if (c == EOF) {
        return err_set(ctx, ERR_INVALID, where, "the file ends too early: export or copy it again",
                       "not valid JSON: the text ends where %s should be", expected);
    }
    return err_set(ctx, ERR_INVALID, where, "correct the JSON at that place",
                   "not valid JSON: %s expected", expected);
}

/* jansson reads through this one byte at a time, so nothing past the value is consumed. */
static size_t feed(void *out, size_t n, void *context)
{
    struct json_stream *s = context;
    (void)n;
    if (s->element_bytes >= s->max_element) {
        s->too_large = true;
        return 0;
    }
    int c = next_char(s);
    if (c == EOF) {
        return 0;
    }
    s->element_bytes++;
    *(char *)out = (char)c;
    return 1;
}

/* One object or array at the reading position. */
static enum err read_composite(struct json_stream *s, json_t **out, struct err_ctx *ctx)
{
    json_error_t e;
    unsigned first_line = s->line;
    s->element_bytes = 0;
    s->too_large = false;
    *out = json_load_callback(feed, s, JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &e);
    if (*out != NULL) {
        return ERR_OK;
    }
    if (s->too_large) {
        char where[160];
        snprintf(where, sizeof where, "%s:%u", s->name, first_line);
        return err_set(ctx, ERR_LIMIT, where, "check that it is the right file",
                       "one element is larger than %zu bytes", s->max_element);
    }
    return syntax_error(&e, s->name, first_line - 1, ctx);
}

static enum err read_string(struct json_stream *s, struct buf *out, struct err_ctx *ctx)
{
    int c = next_token(s);
    if (c != '"') {
        return broken(s, c, "a key in quotation marks", ctx);
    }
    while ((c = next_char(s)) != '"') {
        if (c == EOF || c < ' ' || c == '\\') {
            return broken(s, c, "the end of a key", ctx);
        }
        buf_add_char(out, (char)c);
    }
    return buf_ok(out) ? ERR_OK : broken(s, ' ', "a shorter key", ctx);
}

/* A text, number or word that begins with *c; NULL when it is none. *c is the last character. */
static json_t *read_scalar(struct json_stream *s, int *c)
{
    struct buf text;
    buf_init(&text, 4096);
    bool quoted = *c == '"', escaped = false;
    while (*c != EOF && buf_ok(&text)) {
        buf_add_char(&text, (char)*c);
        *c = next_char(s);
        if (quoted && *c == '"' && !escaped) {
            buf_add_char(&text, '"');
            break;
        }
        escaped = quoted && *c == '\\' && !escaped;
        if (!quoted && (*c == ',' || *c == '}' || *c == EOF || isspace(*c))) {
            put_back(s, *c);
            break;
        }
    }
    json_error_t e;
    json_t *value = json_loadb(text.text, text.len, JSON_DECODE_ANY, &e);
    buf_free(&text);
    return value;
}

/* Nothing may follow the value: two pages in one file would lose the second. */
static enum err finish(struct json_stream *s, struct err_ctx *ctx)
{
    s->done = true;
    return next_token(s) == EOF ? ERR_OK : broken(s, ' ', "the end of the file", ctx);
}

/* A value that is not the array: kept in `rest`, scalars included. */
static enum err read_member(struct json_stream *s, const char *key, struct err_ctx *ctx)
{
    int c = next_token(s);
    json_t *value = NULL;
    if (c == '{' || c == '[') {
        put_back(s, c);
        enum err e = read_composite(s, &value, ctx);
        if (e != ERR_OK) {
            return e;
        }
    } else {
        value = read_scalar(s, &c);
        if (value == NULL) {
            return broken(s, c, "a value", ctx);
        }
    }
    return json_object_set_new(s->rest, key, value) == 0 ? ERR_OK
                                                         : broken(s, ' ', "a key in UTF-8", ctx);
}

/* `"key":` of a member; each key comes once. */
static enum err read_key(struct json_stream *s, bool after_array, struct buf *key,
                         struct err_ctx *ctx)
{
    enum err e = read_string(s, key, ctx);
    if (e != ERR_OK) {
        return e;
    }
    int c = next_token(s);
    if (c != ':') {
        return broken(s, c, "a colon", ctx);
    }
    bool again = json_object_get(s->rest, key->text) != NULL ||
                 (after_array && strcmp(key->text, s->key) == 0);
    return again ? broken(s, ' ', "each key once", ctx) : ERR_OK;
}

/* One member; the array is only entered. */
static enum err read_pair(struct json_stream *s, bool after_array, struct err_ctx *ctx)
{
    struct buf key;
    buf_init(&key, 256);
    enum err e = read_key(s, after_array, &key, ctx);
    if (e == ERR_OK && strcmp(key.text, s->key) == 0) {
        int c = next_token(s);
        s->in_array = c == '[';
        e = s->in_array ? ERR_OK : broken(s, c, "an array", ctx);
    } else if (e == ERR_OK) {
        e = read_member(s, key.text, ctx);
    }
    buf_free(&key);
    return e;
}

/* Members up to the array, or up to the end of the object. */
static enum err read_members(struct json_stream *s, bool after_array, struct err_ctx *ctx)
{
    for (bool first = !after_array;; first = false) {
        int c = next_token(s);
        if (c == '}') {
            return after_array ? finish(s, ctx)
                               : broken(s, c, "the array this file is read for", ctx);
        }
        if (first) {
            put_back(s, c);
        } else if (c != ',') {
            return broken(s, c, "a comma or }", ctx);
        }
        enum err e = read_pair(s, after_array, ctx);
        if (e != ERR_OK || s->in_array) {
            return e;
        }
    }
}

enum err json_stream_open(FILE *file, const char *name, const char *array_key,
                          size_t max_element_bytes, struct json_stream **out, struct err_ctx *ctx)
{
    struct json_stream *s = mem_zalloc(1, sizeof *s);
    s->file = file;
    s->name = name;
    s->key = mem_strdup(array_key);
    s->max_element = max_element_bytes;
    s->line = 1;
    s->first = true;
    s->rest = json_object();
    int c = next_token(s);
    if (c == 0xEF) { /* a byte order mark */
        next_char(s);
        next_char(s);
        c = next_token(s);
    }
    enum err e = ERR_OK;
    if (c == '[') {
        s->in_array = true;
        free(s->key);
        s->key = NULL;
    } else if (c == '{') {
        e = read_members(s, false, ctx);
    } else {
        e = broken(s, c, "{ or [", ctx);
    }
    if (e != ERR_OK) {
        json_stream_close(s);
        s = NULL;
    }
    *out = s;
    return e;
}

enum err json_stream_next(struct json_stream *s, json_t **element, unsigned *line,
                          struct err_ctx *ctx)
{
    *element = NULL;
    if (s->done || !s->in_array) {
        return ERR_OK;
    }
    int c = next_token(s);
    if (c == ']') {
        s->in_array = false;
        return s->key == NULL ? finish(s, ctx) : read_members(s, true, ctx);
    }
    if (!s->first) {
        if (c != ',') {
            return broken(s, c, "a comma or ]", ctx);
        }
        c = next_token(s);
    }
    s->first = false;
    if (c != '{') {
        return broken(s, c, "{ (each element is an object)", ctx);
    }
    put_back(s, c);
    *line = s->line;
    return read_composite(s, element, ctx);
}

json_t *json_stream_rest(struct json_stream *s)
{
    return s->rest;
}

void json_stream_close(struct json_stream *s)
{
    if (s != NULL) {
        json_decref(s->rest);
        free(s->key);
        free(s);
    }
}

static int append_chunk(const char *text, size_t n, void *context)
{
    buf_add_n(context, text, n);
    return 0;
}

void json_append(struct buf *b, const json_t *value, bool indent)
{
    json_dump_callback(value, append_chunk, b,
                       (indent ? JSON_INDENT(2) : JSON_COMPACT) | JSON_ENCODE_ANY);
}

const char *json_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}
