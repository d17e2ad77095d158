/* Prepares migrations and statements with the real engine and compares them with their heads. */
#include <stdlib.h>
#include <string.h>

#include "sqlgen.h"

/* The line of the file on which byte `offset` of the statement stands. */
static unsigned line_at(unsigned first, const char *sql, int offset)
{
    for (int i = 0; i < offset && sql[i] != '\0'; i++) {
        first += sql[i] == '\n';
    }
    return first;
}

/* Past spaces, semicolons and comments. */
static const char *skip_blank(const char *s)
{
    for (;;) {
        s += strspn(s, " \t\r\n;");
        if (s[0] != '-' || s[1] != '-') {
            return s;
        }
        s += strcspn(s, "\n");
    }
}

/* Parameters must be $1 … $N, all of them. (To SQLite "$1" is a name, "?" a position.) */
static bool check_parameters(const struct query *q, sqlite3_stmt *s)
{
    size_t count = (size_t)sqlite3_bind_parameter_count(s);
    for (int i = 1; i <= (int)count; i++) {
        const char *name = sqlite3_bind_parameter_name(s, i);
        if (name == NULL || name[0] != '$' || name[1] < '1' || name[1] > '9' ||
            name[1 + strspn(name + 1, "0123456789")] != '\0') {
            return fault(q->file, q->sql_line, "parameter %s: write $1, $2 …",
                         name != NULL ? name : "?");
        }
        if (strtoul(name + 1, NULL, 10) > q->in_count) {
            return fault(q->file, q->sql_line, "parameter %s has no field in \"-- in:\"", name);
        }
    }
    if (count != q->in_count) {
        return fault(q->file, q->in_line != 0 ? q->in_line : q->sql_line,
                     "\"-- in:\" names %zu fields and the statement uses %zu of them", q->in_count,
                     count);
    }
    return true;
}

/* A column that is taken straight from a table must have the storage that the type needs. */
static bool check_storage(const struct query *q, sqlite3_stmt *s, int i)
{
    static const char *const storage[KIND__MAX] = {"INTEGER", "INTEGER", "INTEGER", "REAL",
                                                   "TEXT",    "BLOB",    "INTEGER", "INTEGER"};
    const struct field *f = &q->columns[i];
    const char *declared = sqlite3_column_decltype(s, i);
    if (declared == NULL) { /* an expression */
        return true;
    }
    bool fits = sqlite3_stricmp(declared, storage[f->kind]) == 0 ||
                (sqlite3_stricmp(declared, "INT") == 0 && strcmp(storage[f->kind], "INTEGER") == 0);
    return fits || fault(q->file, q->out_line, "column %s is %s in the table, not %s", f->name,
                         declared, kind_name[f->kind]);
}

/* A column that a table lets be NULL needs a "?"; only told for plain columns. */
static bool check_null(const struct query *q, sqlite3_stmt *s, int i)
{
    const char *table = sqlite3_column_table_name(s, i), *column = sqlite3_column_origin_name(s, i);
    if (table == NULL || column == NULL) {
        return true;
    }
    int not_null = 0, key = 0;
    if (sqlite3_table_column_metadata(sqlite3_db_handle(s), NULL, table, column, NULL, NULL,
                                      &not_null, &key, NULL) != SQLITE_OK) {
        return true;
    }
    if (!not_null && !key && !q->columns[i].null && strstr(q->sql, "IS NOT NULL") == NULL) {
        return fault(q->file, q->out_line, "column %s may be NULL in table %s: write %s?",
                     q->columns[i].name, table, kind_name[q->columns[i].kind]);
    }
    return true;
}

static bool check_columns(const struct query *q, sqlite3_stmt *s)
{
    size_t count = (size_t)sqlite3_column_count(s);
    if (count != q->column_count) {
        return fault(q->file, q->out_line,
                     "\"-- out:\" names %zu columns and the statement has %zu", q->column_count,
                     count);
    }
    for (int i = 0; i < (int)count; i++) {
        const char *name = sqlite3_column_name(s, i);
        if (strcmp(name, q->columns[i].name) != 0) {
            return fault(q->file, q->out_line,
                         "column %d is %s in the statement, %s in \"-- out:\"", i + 1, name,
                         q->columns[i].name);
        }
        if (!check_storage(q, s, i) || !check_null(q, s, i)) {
            return false;
        }
    }
    return true;
}

static bool check_statement(const struct query *q, sqlite3_stmt *s)
{
    if (s == NULL || sqlite3_stmt_isexplain(s)) {
        return fault(q->file, q->sql_line, "no statement that can run");
    }
    if (!q->write && !sqlite3_stmt_readonly(s)) {
        return fault(q->file, q->access_line, "access is read but the statement writes");
    }
    if (q->write && sqlite3_stmt_readonly(s)) {
        return fault(q->file, q->access_line, "access is write but the statement only reads");
    }
    return check_parameters(q, s) && check_columns(q, s);
}

/* What is no query at all: the engine lets some of these through as "read-only". */
static bool is_query(const char *sql)
{
    static const char *const words[] = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (sqlite3_strnicmp(sql, words[i], (int)strlen(words[i])) == 0) {
            return true;
        }
    }
    return false;
}

bool query_check(sqlite3 *db, const struct query *q)
{
    if (!is_query(q->sql)) {
        return fault(q->file, q->sql_line,
                     "a statement begins with SELECT, INSERT, UPDATE, DELETE or WITH");
    }
    sqlite3_stmt *s = NULL;
    const char *tail = NULL;
    if (sqlite3_prepare_v2(db, q->sql, -1, &s, &tail) != SQLITE_OK) {
        return fault(q->file, line_at(q->sql_line, q->sql, sqlite3_error_offset(db)), "%s",
                     sqlite3_errmsg(db));
    }
    bool good = *skip_blank(tail) == '\0' ||
                fault(q->file, line_at(q->sql_line, q->sql, (int)(tail - q->sql)),
                      "more than one statement");
    good = good && check_statement(q, s);
    sqlite3_finalize(s);
    return good;
}

static int by_version(const void *a, const void *b)
{
    const struct migration *x = a, *y = b;
    return (x->version > y->version) - (x->version < y->version);
}

bool migrations_read(struct arena *a, char **paths, size_t count, struct migration *out)
{
    for (size_t i = 0; i < count; i++) {
        struct migration *m = &out[i];
        m->file = paths[i];
        m->name = base_name(a, paths[i]);
        m->text = read_text(a, paths[i]);
        if (m->text == NULL) {
            return false;
        }
        if (strspn(m->name, "0123456789") != 3 || m->name[3] != '_') {
            return fault(m->file, 0, "a migration is named NNN_name.sql");
        }
        m->version = (int)strtoul(m->name, NULL, 10);
    }
    qsort(out, count, sizeof *out, by_version);
    for (size_t i = 0; i < count; i++) {
        if (out[i].version == (i > 0 ? out[i - 1].version : 0)) {
            return fault(out[i].file, 0, "version %03d is used twice, or is 000", out[i].version);
        }
    }
    return true;
}

/* House rules: STRICT, and the key begins with the bank. */
static bool check_tables(sqlite3 *db, const struct migration *m)
{
    static const char sql[] =
        "SELECT t.name, t.strict, (SELECT group_concat(name) FROM pragma_table_info(t.name) "
        "WHERE pk = 1) FROM pragma_table_list t WHERE t.schema = 'main' AND t.type = 'table' "
        "AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) {
        return fault(m->file, 0, "%s", sqlite3_errmsg(db));
    }
    bool good = true;
    while (good && sqlite3_step(s) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(s, 0);
        const char *key = (const char *)sqlite3_column_text(s, 2);
        if (sqlite3_column_int(s, 1) == 0) {
            good = fault(m->file, 0, "table %s is not STRICT", name);
        } else if (key == NULL || strcmp(key, "bank_id") != 0) {
            good =
                fault(m->file, 0, "the primary key of table %s does not begin with bank_id", name);
        }
    }
    sqlite3_finalize(s);
    return good;
}

sqlite3 *migrations_apply(const struct migration *list, size_t count)
{
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) {
        fault("sqlgen", 0, "cannot open SQLite");
        return NULL;
    }
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_exec(db, "PRAGMA foreign_keys=ON", NULL, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        const char *at = list[i].text;
        while (*(at = skip_blank(at)) != '\0') { /* one by one, to know the line of a fault */
            const char *begin = at;
            sqlite3_stmt *s = NULL;
            int code = sqlite3_prepare_v2(db, begin, -1, &s, &at);
            if (code == SQLITE_OK) {
                sqlite3_step(s);
                code = sqlite3_finalize(s);
            }
            if (code != SQLITE_OK) {
                int offset = sqlite3_error_offset(db);
                fault(list[i].file,
                      line_at(1, list[i].text,
                              (int)(begin - list[i].text) + (offset > 0 ? offset : 0)),
                      "%s", sqlite3_errmsg(db));
                sqlite3_close(db);
                return NULL;
            }
        }
        if (!check_tables(db, &list[i])) {
            sqlite3_close(db);
            return NULL;
        }
    }
    return db;
}
