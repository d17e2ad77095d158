#include "base/csv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"

struct csv {
    FILE *file;
    char *line;                    /* CSV_MAX_LINE + 1 bytes, cut into fields in place */
    char *fields[CSV_MAX_COLUMNS]; /* by position in the file */
    size_t field_count;
    unsigned position[CSV_MAX_COLUMNS]; /* asked column -> position + 1, or 0 */
    size_t header_count;
    unsigned long line_number, next_line;
    char separator;
    char bad[160];
};

static enum csv_row bad(struct csv *c, const char *reason)
{
    snprintf(c->bad, sizeof c->bad, "%s", reason);
    return CSV_BAD;
}

static enum csv_row judge_record(struct csv *c, size_t n, bool long_line, bool nul, bool quoted)
{
    if (long_line) {
        return bad(c, "the line is longer than 65536 characters");
    }
    if (nul) {
        return bad(c, "the line holds a NUL byte");
    }
    if (quoted) {
        return bad(c, "a quotation mark is not closed");
    }
    if (!utf8_valid(c->line, n)) {
        return bad(c, "the line is not UTF-8: save the file as UTF-8 (it looks like Latin-1)");
    }
    return CSV_ROW;
}

/* Whether a quotation mark is open after `ch`. Only one at the start of a field opens: a stray one
 * in the middle (5" screen) would else swallow the lines after it. */
struct quotes {
    bool start, field, open; /* at the start of a field; in a quoted field; inside its quotes */
};

static void follow(struct quotes *q, int ch, char separator)
{
    if (ch == '"' && (q->start || q->field)) {
        q->field = true;
        q->open = !q->open;
    }
    bool divides = separator != '\0' ? ch == separator : ch == ',' || ch == ';';
    q->start = divides && !q->open;
    q->field = q->field && !q->start;
}

/* One record into c->line; a quoted field may hold line breaks. */
static enum csv_row read_record(struct csv *c)
{
    size_t n = 0;
    bool long_line = false, nul = false;
    struct quotes quotes = {.start = true};
    c->line_number = c->next_line;
    int ch;
    while ((ch = getc(c->file)) != EOF) {
        if (ch == '\n') {
            c->next_line++;
            if (!quotes.open || long_line) {
                break;
            }
        }
        follow(&quotes, ch, c->separator);
        nul = nul || ch == '\0';
        if (n < CSV_MAX_LINE) {
            c->line[n++] = (char)ch;
        } else {
            long_line = true;
        }
    }
    if (ch == EOF && ferror(c->file)) {
        return CSV_ERROR;
    }
    if (ch == EOF && n == 0) {
        return CSV_END;
    }
    if (n > 0 && c->line[n - 1] == '\r') {
        n--;
    }
    c->line[n] = '\0';
    return judge_record(c, n, long_line, nul, quotes.open);
}

static char *trim(char *s)
{
    while (*s == ' ' || *s == '\t') {
        s++;
    }
    size_t n = strlen(s);
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t')) {
        s[--n] = '\0';
    }
    return s;
}

/* Cut c->line into fields in place. */
static enum csv_row split(struct csv *c)
{
    char *in = c->line;
    c->field_count = 0;
    for (;;) {
        if (c->field_count == CSV_MAX_COLUMNS) {
            return bad(c, "more than 64 columns");
        }
        char *out = in, *start = in;
        bool was_quoted = *in == '"';
        if (was_quoted) {
            in++;
            while (*in != '\0' && !(in[0] == '"' && in[1] != '"')) {
                in += in[0] == '"';
                *out++ = *in++;
            }
            in += *in == '"';
            if (*in != '\0' && *in != c->separator) {
                return bad(c, "text after a closing quotation mark");
            }
        } else {
            while (*in != '\0' && *in != c->separator) {
                in++;
            }
            out = in;
        }
        bool last = *in == '\0';
        in++;
        *out = '\0';
        c->fields[c->field_count++] = was_quoted ? start : trim(start);
        if (last) {
            return CSV_ROW;
        }
    }
}

static enum err missing_column(const struct csv *c, const char *name, const char *column,
                               struct err_ctx *ctx)
{
    struct buf found;
    buf_init(&found, 200);
    for (size_t i = 0; i < c->field_count; i++) {
        buf_addf(&found, "%s%s", i > 0 ? ", " : "", c->fields[i]);
    }
    err_set(ctx, ERR_INVALID, name, "the first line must name the columns; see docs/formats.md",
            "the header has no column %s (it has: %s)", column, found.text);
    buf_free(&found);
    return ERR_INVALID;
}

static enum err read_header(struct csv *c, const char *name, const struct csv_column *columns,
                            size_t column_count, struct err_ctx *ctx)
{
    char where[160];
    snprintf(where, sizeof where, "%s:1", name);
    enum csv_row r = read_record(c);
    if (r == CSV_ERROR) {
        return err_set(ctx, ERR_IO, name, NULL, "cannot read the file: %s", strerror(errno));
    }
    if (r == CSV_END) {
        return err_set(ctx, ERR_INVALID, where, "export the file again", "the file is empty");
    }
    if (r == CSV_ROW) {
        if (memcmp(c->line, "\xEF\xBB\xBF", 3) == 0) {
            memmove(c->line, c->line + 3, strlen(c->line + 3) + 1);
        }
        size_t commas = 0, semicolons = 0;
        for (const char *p = c->line; *p != '\0'; p++) {
            commas += *p == ',';
            semicolons += *p == ';';
        }
        c->separator = semicolons > commas ? ';' : ',';
        r = split(c);
    }
    if (r == CSV_BAD) {
        return err_set(ctx, ERR_INVALID, where,
                       "check that it is a CSV file in UTF-8 with a header line", "%s", c->bad);
    }
    c->header_count = c->field_count;
    for (size_t i = 0; i < column_count; i++) {
        for (size_t f = 0; f < c->field_count; f++) {
            if (strcasecmp(c->fields[f], columns[i].name) == 0) {
                if (c->position[i] != 0) {
                    return err_set(ctx, ERR_INVALID, where, "keep one of them",
                                   "the header names the column %s twice", columns[i].name);
                }
                c->position[i] = (unsigned)f + 1;
            }
        }
        if (c->position[i] == 0 && columns[i].required) {
            return missing_column(c, where, columns[i].name, ctx);
        }
    }
    return ERR_OK;
}

enum err csv_open(FILE *file, const char *name, const struct csv_column *columns,
                  size_t column_count, struct csv **out, struct err_ctx *ctx)
{
    struct csv *c = mem_zalloc(1, sizeof *c);
    c->file = file;
    c->line = mem_zalloc(1, CSV_MAX_LINE + 4);
    c->next_line = 1;
    enum err e = read_header(c, name, columns, column_count, ctx);
    if (e != ERR_OK) {
        csv_close(c);
        c = NULL;
    }
    *out = c;
    return e;
}

/* Empty, or nothing but separators, as spreadsheets leave at the end. */
static bool blank(const struct csv *c)
{
    for (size_t i = 0; i < c->field_count; i++) {
        if (c->fields[i][0] != '\0') {
            return false;
        }
    }
    return true;
}

enum csv_row csv_next(struct csv *c)
{
    enum csv_row r;
    do {
        r = read_record(c);
        r = r == CSV_ROW ? split(c) : r;
    } while (r == CSV_ROW && blank(c));
    if (r == CSV_ROW && c->field_count != c->header_count) {
        snprintf(c->bad, sizeof c->bad, "%zu fields where the header has %zu columns",
                 c->field_count, c->header_count);
        r = CSV_BAD;
    }
    return r;
}

const char *csv_bad_reason(const struct csv *c)
{
    return c->bad;
}

const char *csv_field(const struct csv *c, size_t i)
{
    return c->position[i] != 0 ? c->fields[c->position[i] - 1] : "";
}

bool csv_has(const struct csv *c, size_t i)
{
    return c->position[i] != 0;
}

unsigned csv_position(const struct csv *c, size_t i)
{
    return c->position[i];
}

unsigned long csv_line(const struct csv *c)
{
    return c->line_number;
}

char csv_separator(const struct csv *c)
{
    return c->separator;
}

unsigned csv_column_count(const struct csv *c)
{
    return (unsigned)c->header_count;
}

void csv_close(struct csv *c)
{
    if (c != NULL) {
        free(c->line);
        free(c);
    }
}

void csv_append(struct buf *b, const char *field, bool first)
{
    if (!first) {
        buf_add_char(b, ',');
    }
    char *end;
    strtod(field, &end);
    bool number = field[0] != '\0' && *end == '\0';
    bool formula = !number && field[0] != '\0' && strchr("=+-@\t\r", field[0]) != NULL;
    if (!formula && strpbrk(field, ",;\"\r\n") == NULL) {
        buf_add(b, field);
        return;
    }
    buf_add_char(b, '"');
    if (formula) {
        buf_add_char(b, '\'');
    }
    for (const char *p = field; *p != '\0'; p++) {
        if (*p == '"') {
            buf_add_char(b, '"');
        }
        buf_add_char(b, *p);
    }
    buf_add_char(b, '"');
}
