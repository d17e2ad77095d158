/*
 * CSV, read and written (RFC 4180 with the liberties of Swedish spreadsheets): comma or
 * semicolon, UTF-8 with or without byte order mark, CRLF or LF, header names in any order.
 * Constant memory: a line longer than the maximum is an error, not an allocation.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

#define CSV_MAX_COLUMNS 64
#define CSV_MAX_LINE    65536

/* A column the reader asks for. */
struct csv_column {
    const char *name;
    bool required;
};

struct csv;

/* Reads the header. Unknown columns are ignored; a missing required one is an error that names
 * the columns found. The file is not owned. */
MUST_USE enum err csv_open(FILE *file, const char *name, const struct csv_column *columns,
                           size_t column_count, struct csv **out, struct err_ctx *ctx);

enum csv_row {
    CSV_ROW, /* fields are set */
    CSV_BAD, /* the line cannot be read; csv_bad_reason() says why; reading can go on */
    CSV_END,
    CSV_ERROR /* reading failed */
};
enum csv_row csv_next(struct csv *c);
const char *csv_bad_reason(const struct csv *c);

/* The text of asked column `i` in this row: NUL-terminated, trimmed, "" when empty or when an
 * optional column is not in the file. Valid until the next row. */
const char *csv_field(const struct csv *c, size_t i);
bool csv_has(const struct csv *c, size_t i);
/* Where asked column `i` stands in the file, counted from 1; 0 when it is not there. */
unsigned csv_position(const struct csv *c, size_t i);
unsigned long csv_line(const struct csv *c);
char csv_separator(const struct csv *c);
unsigned csv_column_count(const struct csv *c); /* in the header, asked for or not */
void csv_close(struct csv *c);

/* Append one field, quoted when it must be. A field that a spreadsheet would run as a formula
 * (= + - @ first, and not a number) gets a leading apostrophe. */
void csv_append(struct buf *b, const char *field, bool first);

#endif
