/*
 * pagegen: compiles the HTML templates in pages/ to C when the program is built.
 *
 * A template is a front matter that declares its view (fields and their types) and markup. The
 * tool follows the markup as a browser would and so knows where every {{field}} stands; it writes
 * the escaping for that place, and refuses places where no escaping is safe. What it makes has no
 * way to write text unescaped. HACKING.md, "How to add a page", has the syntax.
 */
#ifndef PAGEGEN_H
#define PAGEGEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define PAGEGEN_MAX_FILE ((size_t)1 << 20)

/* Where something stands in a template; printed as file:line. */
struct place {
    const char *file;
    unsigned line;
};

/* Print "file:line: text" and end with status 1: one error at a time is enough for a build. */
void fail(struct place at, const char *fmt, ...) PRINTF_LIKE(2, 3) __attribute__((noreturn));

/* The file as NUL-terminated text, kept until the program ends. */
char *read_whole(const char *path);

/* ---- Views: what a template is given ---- */

enum type {
    TYPE_TEXT,     /* const char *; NULL is empty */
    TYPE_INT,      /* int64_t */
    TYPE_BOOL,     /* only for {{#if}} */
    TYPE_DATE,     /* struct date, written YYYY-MM-DD */
    TYPE_FRAGMENT, /* struct page_fragment: markup drawn by the program itself */
    TYPE_LIST,     /* an array of a struct of its own */
    TYPE_VIEW,     /* pointer to the view of an included template */
    TYPE__MAX
};

struct field {
    char name[48];
    enum type type;
    struct shape *item; /* TYPE_LIST */
    char view[48];      /* TYPE_VIEW */
    struct field *next;
};

struct shape {
    char c_name[128]; /* struct tag */
    struct field *fields;
};

struct template
{
    const char *file;
    char name[48];   /* C name: the file's name with - as _ */
    char layout[48]; /* "" when it has none */
    struct shape *shape;
    const char *body; /* after the front matter */
    unsigned body_line;
};

void view_read(const char *path, struct template *out);
const struct field *view_find(const struct shape *s, const char *name);
/* struct definitions, innermost first */
void view_write_structs(struct buf *out, const struct template *t);

/* ---- Translations (gettext .po) ---- */

struct message {
    char *id, *plural;  /* plural is NULL when there is none */
    char *text, *texts; /* translated, singular and plural; NULL when missing */
    struct place at;
    bool used;
};

struct catalogue {
    struct message *messages;
    size_t count;
};

/* Adds the messages of a file. */
void po_read(const char *path, struct catalogue *out);
/* NULL when the catalogue has no translation; marks the message as used. */
const struct message *po_find(struct catalogue *c, const char *id, const char *plural);

/* ---- Markup ---- */

/* Where in the markup the reader stands. */
enum html_state {
    HTML_TEXT,   /* element content */
    HTML_OPEN,   /* after < */
    HTML_NAME,   /* in the name of a start tag */
    HTML_TAG,    /* in a start tag, between attributes */
    HTML_ATTR,   /* in the name of an attribute */
    HTML_EQUALS, /* after =, before the quote */
    HTML_VALUE,  /* in a double-quoted value */
    HTML_END,    /* in an end tag */
    HTML_DOCTYPE,
    HTML__MAX
};

#define HTML_MAX_DEPTH 64

struct html {
    enum html_state state;
    char element[24], attr[40], value[200]; /* of the tag being read; value is its literal part */
    size_t value_len;
    bool value_dynamic;    /* a field or translation stands in the value */
    bool is_url, is_words; /* the attribute holds an address, or words for a reader */
    bool form_post, form_action;
    char open[HTML_MAX_DEPTH][24];
    size_t depth;
};

/* Read one character of literal markup; fails at what is unsafe. *token_out is set when a
 * <form method="post"> has just been opened, and its token must be written here. */
void html_step(struct html *h, char c, struct place at, bool *token_out);
/* A {{…}} begins: a tag name or attribute name that ends here is complete. */
void html_break(struct html *h, struct place at);
bool html_same(const struct html *a, const struct html *b);

/* ---- Code ---- */

/* The functions that write a template, appended to `out`. Messages without a translation are
 * appended to `missing` as .po entries. */
void emit_template(struct buf *out, const struct template *t, struct catalogue *en,
                   struct buf *missing);
void emit_c_string(struct buf *out, const char *s, size_t n);
/* The prototypes of a template's functions. */
void emit_prototypes(struct buf *out, const struct template *t);
void missing_add(struct buf *missing, struct place at, const char *id, const char *plural);

/* ---- Assets ---- */

/* C source with the files as byte arrays, named by a hash of what they hold. */
void assets_write(struct buf *out, char *const *files, size_t count);

#endif
