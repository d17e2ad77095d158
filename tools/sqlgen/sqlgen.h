/*
 * sqlgen makes typed C functions of SQL files when the program is built, and fails the build on
 * anything that would fail later: see "Queries" in HACKING.md for the format.
 *
 *   sqlgen queries MODULE HEADER SOURCE MIGRATION.sql... -- QUERY.sql...
 *   sqlgen migrations SOURCE MIGRATION.sql...
 */
#ifndef SQLGEN_SQLGEN_H
#define SQLGEN_SQLGEN_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/mem.h"

#define MAX_FIELDS 64

enum kind {
    KIND_INT,
    KIND_INT64,
    KIND_BOOL,
    KIND_REAL,
    KIND_TEXT,
    KIND_BLOB,
    KIND_DATE,
    KIND_TIME,
    KIND__MAX
};
extern const char *const kind_name[KIND__MAX];

enum out { OUT_NONE, OUT_ONE, OUT_MANY };

struct field {
    const char *name;
    enum kind kind;
    bool null;
};

struct query {
    const char *file;   /* as given, for messages */
    const char *module; /* the folder */
    const char *name;   /* the file's name without .sql */
    const char *comment;
    const char *access_class; /* in capitals */
    bool write;
    enum out out;
    bool good;        /* parsed and resolved */
    const char *like; /* the statement whose columns and row this one has; NULL: its own */
    struct field in[MAX_FIELDS], columns[MAX_FIELDS];
    size_t in_count, column_count;
    unsigned in_line, out_line, access_line; /* 0: not there */
    const char *sql;                         /* from the first line that is no comment */
    unsigned sql_line;
};

struct migration {
    const char *file;
    const char *name; /* NNN_name */
    int version;
    const char *text;
};

/* Everything reports a fault as "file:line: text" on standard error and returns false. */
bool fault(const char *file, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

char *read_text(struct arena *a, const char *path);       /* NULL after a fault */
const char *base_name(struct arena *a, const char *path); /* without folder and .sql */

bool query_parse(struct arena *a, const char *module, const char *path, struct query *out);
/* Gives the good ones that are like another its columns; what fails is not good any more. */
void queries_resolve(struct query *list, size_t count);
bool query_check(sqlite3 *db, const struct query *q);

/* Sorted by version; a version that is there twice is a fault. */
bool migrations_read(struct arena *a, char **paths, size_t count, struct migration *out);
/* Into an empty database, with the rules of the house on tables. NULL after a fault. */
sqlite3 *migrations_apply(const struct migration *list, size_t count);

void emit_header(FILE *f, const char *module, const struct query *list, size_t count);
void emit_source(FILE *f, const char *module, const struct query *list, size_t count);
void emit_migrations(FILE *f, const struct migration *list, size_t count);

#endif
