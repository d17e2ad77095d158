/*
 * Reads the body of a template once and writes the C that makes the page. Literal markup goes
 * through html_step(), so at every {{…}} it is known where in the markup it stands, and the
 * escaping of that place is written.
 */
#include "pagegen.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define MAX_BLOCKS 24

enum block_kind { BLOCK_ROOT, BLOCK_EACH, BLOCK_IF };

struct block {
    enum block_kind kind;
    struct place at;
    const struct shape *shape; /* of `var` */
    char var[16];
    struct html before, after_then;
    bool has_else;
};

struct emitter {
    struct buf *out;
    struct buf literal; /* markup not yet written */
    const struct template *t;
    struct catalogue *en;
    struct buf *missing;
    struct html html;
    struct block blocks[MAX_BLOCKS];
    size_t depth; /* blocks[depth] is innermost */
    bool content_seen;
    bool form_has_area; /* a text area stands in the form that is open */
};

void emit_c_string(struct buf *out, const char *s, size_t n)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\') {
            buf_addf(out, "\\%c", c);
        } else if (c == '\n') {
            buf_add(out, "\\n");
        } else if (c < 0x20 || c > 0x7e || c == '?') {
            buf_addf(out, "\\%03o", c);
        } else {
            buf_add_char(out, (char)c);
        }
    }
    buf_add_char(out, '"');
}

static void flush(struct emitter *e)
{
    if (e->literal.len > 0) {
        buf_add(e->out, "    page_put_markup(o, ");
        emit_c_string(e->out, e->literal.text, e->literal.len);
        buf_addf(e->out, ", %zu);\n", e->literal.len);
        buf_clear(&e->literal);
    }
}

/* Find a field here or in the blocks around; *var_out is the C variable that holds it. */
static const struct field *resolve(struct emitter *e, const char *name, struct place at,
                                   const char **var_out)
{
    for (size_t i = e->depth + 1; i-- > 0;) {
        const struct block *b = &e->blocks[i];
        const struct field *f = b->kind == BLOCK_IF ? NULL : view_find(b->shape, name);
        if (f != NULL) {
            *var_out = b->var;
            return f;
        }
    }
    fail(at, "\"%s\" is not declared in the front matter", name);
}

/* A place where text may stand: content, or the value of an attribute. */
static void require_text_place(const struct emitter *e, const char *what, struct place at)
{
    if (e->html.state == HTML_EQUALS) {
        fail(at, "%s in an attribute without quotes", what);
    }
    if (e->html.state != HTML_TEXT && e->html.state != HTML_VALUE) {
        fail(at, "%s may stand in text or in a quoted attribute only", what);
    }
}

static void put_text_field(struct emitter *e, const struct field *f, const char *var)
{
    const char *call = "buf_add_html";
    if (e->html.state == HTML_VALUE && e->html.is_url) {
        bool whole = e->html.value_len == 0 && !e->html.value_dynamic;
        call = whole ? "page_put_path" : "page_put_component";
    }
    buf_addf(e->out, "    %s(o, %s->%s);\n", call, var, f->name);
}

static void put_field(struct emitter *e, const struct field *f, const char *var, struct place at)
{
    flush(e);
    switch (f->type) {
    case TYPE_TEXT:
        put_text_field(e, f, var);
        break;
    case TYPE_INT:
        buf_addf(e->out, "    page_put_int(o, %s->%s);\n", var, f->name);
        break;
    case TYPE_DATE:
        buf_addf(e->out, "    page_put_date(o, %s->%s);\n", var, f->name);
        break;
    case TYPE_FRAGMENT:
        if (e->html.state != HTML_TEXT) {
            fail(at, "\"%s\" is markup and may stand in text only", f->name);
        }
        buf_addf(e->out, "    page_put_fragment(o, %s->%s);\n", var, f->name);
        break;
    case TYPE_BOOL:
    case TYPE_LIST:
    case TYPE_VIEW:
    case TYPE__MAX:
        fail(at, "\"%s\" has no text of its own: use {{#if}}, {{#each}} or {{> …}}", f->name);
    }
    e->html.value_dynamic = true;
}

static void directive_field(struct emitter *e, const char *word, struct place at)
{
    require_text_place(e, "a value", at);
    const char *var;
    const struct field *f = resolve(e, word, at, &var);
    bool first = e->html.value_len == 0 && !e->html.value_dynamic;
    if (e->html.state == HTML_VALUE && e->html.is_url && first && f->type != TYPE_TEXT) {
        fail(at, "an address that begins with a value takes a text");
    }
    put_field(e, f, var, at);
}

/* ---- {{t "…"}} and {{tn count "…" "…"}} ---- */

/* Write a text in which {name} stands for a field; *fields_out is a set of the names used. */
static void put_words(struct emitter *e, const char *text, struct place at)
{
    const char *p = text;
    while (*p != '\0') {
        size_t n = strcspn(p, "{");
        if (n > 0) {
            buf_add(e->out, "        buf_add_html(o, ");
            emit_c_string(e->out, p, n);
            buf_add(e->out, ");\n");
        }
        p += n;
        if (*p == '\0') {
            break;
        }
        size_t len = strcspn(p, "}");
        char name[48];
        if (p[len] == '\0' || len < 2 || len > sizeof name) {
            fail(at, "{ without a field name and } in \"%s\"", text);
        }
        snprintf(name, sizeof name, "%.*s", (int)(len - 1), p + 1);
        const char *var;
        const struct field *f = resolve(e, name, at, &var);
        if (f->type == TYPE_FRAGMENT) {
            fail(at, "\"%s\" is markup and cannot stand in words", name);
        }
        put_field(e, f, var, at);
        p += len + 1;
    }
}

void missing_add(struct buf *missing, struct place at, const char *id, const char *plural)
{
    buf_addf(missing, "#: %s:%u\nmsgid ", at.file, at.line);
    const char *texts[] = {id, plural};
    for (size_t i = 0; i < (plural != NULL ? 2u : 1u); i++) {
        buf_add(missing, i == 0 ? "\"" : "msgid_plural \"");
        for (const char *p = texts[i]; *p != '\0'; p++) {
            buf_add(missing, *p == '"' ? "\\\"" : *p == '\\' ? "\\\\" : *p == '\n' ? "\\n" : "");
            if (strchr("\"\\\n", *p) == NULL) {
                buf_add_char(missing, *p);
            }
        }
        buf_add(missing, "\"\n");
    }
    buf_add(missing, plural != NULL ? "msgstr[0] \"\"\nmsgstr[1] \"\"\n\n" : "msgstr \"\"\n\n");
}

/* Read "…" at *p into `out`; false when there is none. */
static bool read_string(const char **p, char *out, size_t size, struct place at)
{
    while (isspace((unsigned char)**p)) {
        (*p)++;
    }
    if (**p != '"') {
        return false;
    }
    size_t n = 0;
    for ((*p)++; **p != '"'; (*p)++) {
        if (**p == '\0' || n + 1 >= size) {
            fail(at, "the text has no closing quote, or is too long");
        }
        if (**p == '\\' && (*p)[1] != '\0') {
            (*p)++;
        }
        /* A line break in a template is a space to the reader. */
        bool space = **p == '\n' || (**p == ' ' && n > 0 && out[n - 1] == ' ');
        if (!space) {
            out[n++] = **p;
        } else if (n > 0 && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
    }
    out[n] = '\0';
    (*p)++;
    return true;
}

static void require_words_place(const struct emitter *e, struct place at)
{
    require_text_place(e, "a translation", at);
    if (e->html.state == HTML_VALUE && e->html.is_url) {
        fail(at, "%s: words in an address", e->html.attr);
    }
}

/* One sentence in both languages, in the form that `count_expr` (or NULL) asks for. */
static void put_sentence(struct emitter *e, const char *one, const char *many, struct place at)
{
    const struct message *m = po_find(e->en, one, many);
    if (m == NULL) {
        missing_add(e->missing, at, one, many);
    }
    const char *sv[] = {one, many};
    const char *en[] = {m != NULL ? m->text : one, m != NULL ? m->texts : many};
    for (size_t i = 0; i < (many != NULL ? 2u : 1u); i++) {
        if (many != NULL) {
            buf_add(e->out, i == 0 ? "    if (one) {\n" : "    } else {\n");
        }
        buf_add(e->out, "    if (c->language == PAGE_ENGLISH) {\n");
        put_words(e, en[i], at);
        buf_add(e->out, "    } else {\n");
        put_words(e, sv[i], at);
        buf_add(e->out, "    }\n");
    }
    if (many != NULL) {
        buf_add(e->out, "    }\n");
    }
}

static void directive_words(struct emitter *e, const char *p, bool counted, struct place at)
{
    static char one[4096], many[4096];
    require_words_place(e, at);
    flush(e);
    if (counted) {
        char name[48];
        int used = 0;
        if (sscanf(p, " %47[a-z0-9_]%n", name, &used) != 1) {
            fail(at, "{{tn COUNT \"one\" \"many\"}}");
        }
        p += used;
        const char *var;
        const struct field *f = resolve(e, name, at, &var);
        if (f->type != TYPE_INT) {
            fail(at, "\"%s\" is not an int to count by", name);
        }
        buf_addf(e->out, "    {\n    bool one = %s->%s == 1;\n", var, name);
    }
    if (!read_string(&p, one, sizeof one, at) ||
        (counted && !read_string(&p, many, sizeof many, at))) {
        fail(at, counted ? "{{tn COUNT \"one\" \"many\"}}" : "{{t \"text\"}}");
    }
    put_sentence(e, one, counted ? many : NULL, at);
    if (counted) {
        buf_add(e->out, "    }\n");
    }
    e->html.value_dynamic = true;
    while (isspace((unsigned char)*p)) {
        p++;
    }
    if (*p != '\0') {
        fail(at, "something after the text: %s", p);
    }
}

/* ---- Blocks ---- */

static struct block *open_block(struct emitter *e, enum block_kind kind, struct place at)
{
    html_break(&e->html, at);
    if (e->depth + 1 == MAX_BLOCKS) {
        fail(at, "blocks are nested too deep");
    }
    if (e->html.state == HTML_VALUE && e->html.is_url) {
        fail(at, "%s: no blocks in an address; choose the whole address in the view", e->html.attr);
    }
    if (e->html.state != HTML_TEXT && e->html.state != HTML_TAG && e->html.state != HTML_VALUE) {
        fail(at, "a block may begin in text, between attributes or in a quoted attribute");
    }
    flush(e);
    struct block *b = &e->blocks[++e->depth];
    *b = (struct block){.kind = kind, .at = at, .before = e->html};
    return b;
}

static void directive_each(struct emitter *e, const char *name, struct place at)
{
    const char *var;
    const struct field *f = resolve(e, name, at, &var);
    if (f->type != TYPE_LIST) {
        fail(at, "\"%s\" is not a list", name);
    }
    struct block *b = open_block(e, BLOCK_EACH, at);
    b->shape = f->item;
    snprintf(b->var, sizeof b->var, "v%zu", e->depth);
    buf_addf(e->out, "    for (size_t i%zu = 0; i%zu < %s->%s_count; i%zu++) {\n", e->depth,
             e->depth, var, name, e->depth);
    buf_addf(e->out, "    const struct %s *%s = &%s->%s[i%zu];\n    (void)%s;\n", f->item->c_name,
             b->var, var, name, e->depth, b->var);
}

static void directive_if(struct emitter *e, const char *name, struct place at)
{
    bool negated = strncmp(name, "not ", 4) == 0;
    name += negated ? 4 : 0;
    const char *var;
    const struct field *f = resolve(e, name, at, &var);
    open_block(e, BLOCK_IF, at);
    buf_addf(e->out, "    if (%s(", negated ? "!" : "");
    switch (f->type) {
    case TYPE_TEXT:
        buf_addf(e->out, "%s->%s != NULL && %s->%s[0] != '\\0'", var, name, var, name);
        break;
    case TYPE_FRAGMENT:
        buf_addf(e->out, "%s->%s.markup != NULL", var, name);
        break;
    case TYPE_LIST:
        buf_addf(e->out, "%s->%s_count > 0", var, name);
        break;
    case TYPE_VIEW:
        buf_addf(e->out, "%s->%s != NULL", var, name);
        break;
    case TYPE_INT:
        buf_addf(e->out, "%s->%s != 0", var, name);
        break;
    case TYPE_BOOL:
        buf_addf(e->out, "%s->%s", var, name);
        break;
    case TYPE_DATE:
        buf_addf(e->out, "%s->%s.days != DATE_OPEN.days", var, name);
        break;
    case TYPE__MAX:
        break;
    }
    buf_add(e->out, ")) {\n");
}

static void directive_else(struct emitter *e, struct place at)
{
    struct block *b = &e->blocks[e->depth];
    if (b->kind != BLOCK_IF || b->has_else) {
        fail(at, "{{else}} without {{#if}}");
    }
    html_break(&e->html, at);
    flush(e);
    b->has_else = true;
    b->after_then = e->html;
    e->html = b->before;
    buf_add(e->out, "    } else {\n");
}

static void directive_end(struct emitter *e, enum block_kind kind, struct place at)
{
    struct block *b = &e->blocks[e->depth];
    if (b->kind != kind || e->depth == 0) {
        fail(at, "this does not close the block that is open");
    }
    html_break(&e->html, at);
    flush(e);
    const struct html *other = b->has_else ? &b->after_then : &b->before;
    if (!html_same(&e->html, other)) {
        fail(at,
             "the block that begins in line %u leaves the markup in another place than it "
             "found it: elements must close in the block that opens them",
             b->at.line);
    }
    e->html.value_dynamic = e->html.value_dynamic || e->html.state == HTML_VALUE;
    buf_add(e->out, "    }\n");
    e->depth--;
}

static void directive_include(struct emitter *e, const char *p, struct place at)
{
    char template[48], name[48];
    int words = sscanf(p, " %47[a-z0-9_] %47[a-z0-9_]", template, name);
    if (words != 2) {
        fail(at, "{{> TEMPLATE FIELD}}");
    }
    if (e->html.state != HTML_TEXT) {
        fail(at, "a template can be included in text only");
    }
    const char *var;
    const struct field *f = resolve(e, name, at, &var);
    if (f->type != TYPE_VIEW || strcmp(f->view, template) != 0) {
        fail(at, "\"%s\" is not declared as \"view %s\"", name, template);
    }
    flush(e);
    buf_addf(e->out, "    page_%s_write(o, c, %s->%s);\n", template, var, name);
    e->form_has_area = e->form_has_area || strcmp(template, "area") == 0;
}

/* {{script "file.js"}}: one of our own files, after the page. No other script can be written. */
static void directive_script(struct emitter *e, const char *p, struct place at)
{
    char name[64];
    if (!read_string(&p, name, sizeof name, at) || e->html.state != HTML_TEXT || strlen(name) < 4 ||
        strcmp(name + strlen(name) - 3, ".js") != 0) {
        fail(at, "{{script \"file.js\"}} stands in text");
    }
    flush(e);
    buf_add(e->out, "    page_put_script(o, ");
    emit_c_string(e->out, name, strlen(name));
    buf_add(e->out, ");\n");
}

static void directive_asset(struct emitter *e, const char *p, struct place at)
{
    static char name[64];
    if (!read_string(&p, name, sizeof name, at) || e->html.state != HTML_VALUE || !e->html.is_url ||
        e->html.value_len != 0) {
        fail(at, "{{asset \"file\"}} is the whole of an address");
    }
    flush(e);
    buf_add(e->out, "    page_put_asset(o, ");
    emit_c_string(e->out, name, strlen(name));
    buf_add(e->out, ");\n");
    e->html.value_dynamic = true;
}

static void signature(struct buf *out, const struct template *t, const char *part)
{
    buf_addf(out,
             "void page_%s_%s(struct buf *o, const struct page_ctx *c, "
             "const struct page_%s *v)",
             t->name, part, t->name);
}

static void begin_function(struct emitter *e, const char *part)
{
    signature(e->out, e->t, part);
    buf_add(e->out, "\n{\n    (void)c;\n    (void)v;\n");
}

static void directive_content(struct emitter *e, struct place at)
{
    if (e->content_seen || e->depth != 0 || e->html.state != HTML_TEXT) {
        fail(at, "{{content}} stands once in a layout, in text, outside blocks");
    }
    e->content_seen = true;
    flush(e);
    buf_add(e->out, "}\n\n");
    begin_function(e, "tail");
}

static void directive(struct emitter *e, const char *p, struct place at)
{
    html_break(&e->html, at);
    if (p[0] == '!') {
        return;
    }
    if (strncmp(p, "#each ", 6) == 0) {
        directive_each(e, p + 6, at);
    } else if (strncmp(p, "#if ", 4) == 0) {
        directive_if(e, p + 4, at);
    } else if (strcmp(p, "else") == 0) {
        directive_else(e, at);
    } else if (strcmp(p, "/each") == 0) {
        directive_end(e, BLOCK_EACH, at);
    } else if (strcmp(p, "/if") == 0) {
        directive_end(e, BLOCK_IF, at);
    } else if (strncmp(p, "t ", 2) == 0) {
        directive_words(e, p + 2, false, at);
    } else if (strncmp(p, "tn ", 3) == 0) {
        directive_words(e, p + 3, true, at);
    } else if (p[0] == '>') {
        directive_include(e, p + 1, at);
    } else if (strncmp(p, "asset ", 6) == 0) {
        directive_asset(e, p + 6, at);
    } else if (strncmp(p, "script ", 7) == 0) {
        directive_script(e, p + 7, at);
    } else if (strcmp(p, "content") == 0) {
        directive_content(e, at);
    } else if (strcmp(p, "language") == 0) {
        require_text_place(e, "the language", at);
        flush(e);
        buf_add(e->out, "    buf_add_html(o, page_language_code[c->language]);\n");
        e->html.value_dynamic = true;
    } else {
        directive_field(e, p, at);
    }
}

/* White space at line starts is for the author: one line break stands for it. */
static void literal(struct emitter *e, char c)
{
    size_t n = e->literal.len;
    bool after_break = n > 0 && e->literal.text[n - 1] == '\n';
    if (!((c == ' ' || c == '\n') && after_break)) {
        buf_add_char(&e->literal, c);
    }
}

static void body(struct emitter *e)
{
    struct place at = {e->t->file, e->t->body_line};
    const char *p = e->t->body;
    while (*p != '\0') {
        if (strncmp(p, "{{", 2) == 0) {
            const char *end = strstr(p, "}}");
            static char inner[8192];
            if (end == NULL || (size_t)(end - p) >= sizeof inner) {
                fail(at, "{{ without }}");
            }
            snprintf(inner, sizeof inner, "%.*s", (int)(end - p - 2), p + 2);
            directive(e, inner, at);
            for (; p < end + 2; p++) {
                at.line += *p == '\n';
            }
            continue;
        }
        if (e->form_has_area && strncmp(p, "</form>", 7) == 0) {
            /* What takes time to write can be saved as a draft. */
            flush(e);
            buf_add(e->out, "    page_put_form_save(o, c);\n");
            e->form_has_area = false;
        }
        bool token;
        html_step(&e->html, *p, at, &token);
        literal(e, *p);
        if (token) {
            flush(e);
            buf_add(e->out, "    page_put_form_token(o, c);\n");
        }
        at.line += *p == '\n';
        p++;
    }
    if (e->depth != 0) {
        fail(e->blocks[e->depth].at, "this block is not closed");
    }
    if (e->html.state != HTML_TEXT || e->html.depth != 0) {
        fail(at, "the template ends inside <%s>",
             e->html.depth > 0 ? e->html.open[e->html.depth - 1] : e->html.element);
    }
    flush(e);
}

void emit_prototypes(struct buf *out, const struct template *t)
{
    bool layout = strstr(t->body, "{{content}}") != NULL;
    signature(out, t, layout ? "head" : "write");
    buf_add(out, ";\n");
    if (layout) {
        signature(out, t, "tail");
        buf_add(out, ";\n");
    }
}

void emit_template(struct buf *out, const struct template *t, struct catalogue *en,
                   struct buf *missing)
{
    struct emitter e = {.out = out, .t = t, .en = en, .missing = missing};
    e.blocks[0] = (struct block){.kind = BLOCK_ROOT, .shape = t->shape};
    snprintf(e.blocks[0].var, sizeof e.blocks[0].var, "v");
    buf_init(&e.literal, PAGEGEN_MAX_FILE);
    bool layout = strstr(t->body, "{{content}}") != NULL;
    begin_function(&e, layout ? "head" : "write");
    if (t->layout[0] != '\0') {
        buf_addf(out, "    page_%s_head(o, c, &v->layout);\n", t->layout);
    }
    body(&e);
    if (t->layout[0] != '\0') {
        buf_addf(out, "    page_%s_tail(o, c, &v->layout);\n", t->layout);
    }
    buf_add(out, "}\n\n");
    buf_free(&e.literal);
}
