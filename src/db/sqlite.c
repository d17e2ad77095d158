/*
 * The SQLite driver; the only file that includes sqlite3.h.
 *
 * Durable: WAL with synchronous=FULL, so a commit that returned survives loss of power. Private:
 * the file and its WAL are 0600, deleted content is overwritten where that costs no extra write,
 * and temporary data stay in memory. Hardened: no ATTACH, no double-quoted strings, no functions
 * with side effects from the schema.
 */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/driver.h"

#define BUSY_MS        5000
#define MAX_PARAMETERS 64
/* Pages of the log after which a commit itself moves them into the database (64 MB), where nobody
 * calls db_tidy(): a command that writes much. */
#define LOG_PAGES "16384"

struct db_conn {
    sqlite3 *handle;
};

struct db_stmt {
    sqlite3_stmt *handle;
    const char *name;
    int count;
    int index[MAX_PARAMETERS]; /* $N is a *name* to SQLite: N-1 -> its index */
};

static enum err map(int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_CHECK || code == SQLITE_CONSTRAINT_NOTNULL ||
                       code == SQLITE_CONSTRAINT_DATATYPE
                   ? ERR_INVALID
                   : ERR_CONFLICT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_CORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ERR_DENIED;
    case SQLITE_TOOBIG:
        return ERR_LIMIT;
    default:
        return ERR_IO;
    }
}

static enum err fail(sqlite3 *h, int code, const char *where, struct err_ctx *ctx)
{
    enum err e = map(code);
    const char *remedy = e == ERR_BUSY      ? "another program is writing to this bank: try again"
                         : e == ERR_CORRUPT ? "stop using the bank and restore a backup"
                         : e == ERR_IO      ? "check the disk: space left, permissions, its health"
                                            : NULL;
    return err_set(ctx, e, where, remedy, "database: %s",
                   h != NULL ? sqlite3_errmsg(h) : sqlite3_errstr(code));
}

static void conn_close(struct db_conn *c)
{
    sqlite3_close(c->handle);
    free(c);
}

static enum err conn_script(struct db_conn *c, const char *sql, struct err_ctx *ctx)
{
    int code = sqlite3_exec(c->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ERR_OK : fail(c->handle, code, "database", ctx);
}

/* Make the file ourselves so that it is private from its first byte. */
static enum err make_file(const char *path, struct err_ctx *ctx)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return err_set(ctx, errno == EEXIST ? ERR_CONFLICT : ERR_IO, path,
                       errno == EEXIST
                           ? "choose another folder, or use what is there"
                           : "check that the folder exists and that you may write in it",
                       "cannot make the database: %s", strerror(errno));
    }
    close(fd);
    return ERR_OK;
}

static enum err configure(struct db_conn *c, enum db_open_mode mode, struct err_ctx *ctx)
{
    sqlite3 *h = c->handle;
    sqlite3_extended_result_codes(h, 1);
    sqlite3_busy_timeout(h, BUSY_MS);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(h, SQLITE_LIMIT_VARIABLE_NUMBER, MAX_PARAMETERS);
    enum err e = conn_script(c,
                             "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
                             "PRAGMA secure_delete=FAST; PRAGMA cache_size=-16384;"
                             "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=" LOG_PAGES ";",
                             ctx);
    if (e == ERR_OK && mode != DB_READ_ONLY) {
        e = conn_script(c, "PRAGMA journal_mode=WAL;", ctx);
    }
    if (e == ERR_OK) { /* the first real read: tells a file that is no database */
        e = conn_script(c, "SELECT count(*) FROM sqlite_schema;", ctx);
    }
    return e;
}

static enum err conn_open(const char *path, enum db_open_mode mode, struct db_conn **out,
                          struct err_ctx *ctx)
{
    *out = NULL;
    enum err e = mode == DB_CREATE ? make_file(path, ctx) : ERR_OK;
    if (e != ERR_OK) {
        return e;
    }
    struct stat st;
    if (stat(path, &st) != 0) {
        return err_set(ctx, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, path,
                       "check the path; `brygga init` makes a new bank",
                       "cannot open the database: %s", strerror(errno));
    }
    int flags =
        SQLITE_OPEN_NOMUTEX | (mode == DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    struct db_conn *c = mem_zalloc(1, sizeof *c);
    int code = sqlite3_open_v2(path, &c->handle, flags, NULL);
    e = code == SQLITE_OK ? configure(c, mode, ctx) : fail(c->handle, code, path, ctx);
    if (e != ERR_OK) {
        if (ctx != NULL) {
            snprintf(ctx->where, sizeof ctx->where, "%s", path);
        }
        conn_close(c);
        return e;
    }
    *out = c;
    return ERR_OK;
}

static enum err conn_has_table(struct db_conn *c, const char *table, bool *out, struct err_ctx *ctx)
{
    int code =
        sqlite3_table_column_metadata(c->handle, NULL, table, NULL, NULL, NULL, NULL, NULL, NULL);
    *out = code == SQLITE_OK;
    return code == SQLITE_OK || code == SQLITE_ERROR ? ERR_OK
                                                     : fail(c->handle, code, "database", ctx);
}

/*
 * Every key begins with the bank, and a file holds one bank, so that column selects nothing.
 * Without statistics SQLite takes it for selective and reads whole tables in inner loops. ANALYZE
 * knows nothing of tables that are still empty; so it is told what they will be like: a million
 * rows of one bank, a few for each further column, one for the whole of a unique key.
 */
static enum err conn_tune(struct db_conn *c, struct err_ctx *ctx)
{
    return conn_script(
        c,
        "ANALYZE sqlite_schema; DELETE FROM sqlite_stat1;"
        "INSERT INTO sqlite_stat1 (tbl, idx, stat)"
        " SELECT t.name, i.name, CASE i.\"partial\" WHEN 1 THEN '1000' ELSE '1000000' END ||"
        "  (SELECT group_concat(CASE"
        "    WHEN x.seqno = 0 THEN CASE i.\"partial\" WHEN 1 THEN ' 1000' ELSE ' 1000000' END"
        "    WHEN i.\"unique\" = 1 AND x.seqno = (SELECT max(y.seqno) FROM "
        "pragma_index_info(i.name) y)"
        "     THEN ' 1'"
        "    WHEN x.seqno = 1 THEN ' 30' WHEN x.seqno = 2 THEN ' 5' ELSE ' 2' END, '')"
        "   FROM pragma_index_info(i.name) x)"
        " FROM pragma_table_list t JOIN pragma_index_list(t.name) i"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%';"
        "ANALYZE sqlite_schema;",
        ctx);
}

static enum err conn_begin(struct db_conn *c, enum db_access access, struct err_ctx *ctx)
{
    return conn_script(c, access == DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", ctx);
}

static void conn_rollback(struct db_conn *c)
{
    /* SQLite has rolled back by itself after some errors. */
    if (!sqlite3_get_autocommit(c->handle)) {
        sqlite3_exec(c->handle, "ROLLBACK", NULL, NULL, NULL);
    }
}

static enum err conn_commit(struct db_conn *c, struct err_ctx *ctx)
{
    if (sqlite3_get_autocommit(c->handle)) {
        return err_set(ctx, ERR_IO, "database", "check the disk and try again",
                       "the database undid the transaction before its end");
    }
    int code = sqlite3_exec(c->handle, "COMMIT", NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        return ERR_OK;
    }
    enum err e = fail(c->handle, code, "database", ctx);
    conn_rollback(c);
    /* A frame may have reached the disk though its flush was reported as failed; recovery after a
     * crash may then find it. */
    if (e == ERR_IO) {
        return err_set(ctx, ERR_WRITE_UNCERTAIN, "database",
                       "check the disk; then look whether it was stored before trying again",
                       "the disk failed while storing: %s", sqlite3_errstr(code));
    }
    return e;
}

static void stmt_finalize(struct db_stmt *s)
{
    sqlite3_finalize(s->handle);
    free(s);
}

static enum err stmt_prepare(struct db_conn *c, const struct db_statement *st, struct db_stmt **out,
                             struct err_ctx *ctx)
{
    struct db_stmt *s = mem_zalloc(1, sizeof *s);
    s->name = st->name;
    *out = NULL;
    int code =
        sqlite3_prepare_v3(c->handle, st->sql, -1, SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);
    if (code != SQLITE_OK) {
        enum err e = fail(c->handle, code, st->name, ctx);
        stmt_finalize(s);
        /* What does not prepare was made for another version of the tables. */
        return e == ERR_IO && (code & 0xFF) == SQLITE_ERROR ? ERR_SETUP : e;
    }
    s->count = sqlite3_bind_parameter_count(s->handle);
    for (int i = 1; i <= s->count; i++) {
        const char *name = sqlite3_bind_parameter_name(s->handle, i);
        long number = name != NULL ? strtol(name + 1, NULL, 10) : 0;
        if (number < 1 || number > s->count) {
            stmt_finalize(s);
            return err_set(ctx, ERR_INVALID, st->name, NULL, "parameters must be $1, $2 …");
        }
        s->index[number - 1] = i;
    }
    *out = s;
    return ERR_OK;
}

static int bind_one(sqlite3_stmt *h, int index, const struct db_value *v, sqlite3_destructor_type d)
{
    const void *p = v->type >= DB_TEXT && v->bytes.p != NULL ? v->bytes.p : (const void *)"";
    switch (v->type) {
    case DB_INT:
        return sqlite3_bind_int64(h, index, v->i);
    case DB_REAL:
        return sqlite3_bind_double(h, index, v->r);
    case DB_TEXT:
        return sqlite3_bind_text64(h, index, p, v->bytes.n, d, SQLITE_UTF8);
    case DB_BLOB:
        return sqlite3_bind_blob64(h, index, p, v->bytes.n, d);
    case DB_NULL:
        break;
    }
    return sqlite3_bind_null(h, index);
}

static enum err stmt_bind(struct db_stmt *s, const struct db_value *values, size_t count, bool copy,
                          struct err_ctx *ctx)
{
    if ((size_t)s->count != count) {
        return err_set(ctx, ERR_INVALID, s->name, NULL, "%zu values for %d parameters", count,
                       s->count);
    }
    for (size_t i = 0; i < count; i++) {
        int code =
            bind_one(s->handle, s->index[i], &values[i], copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
        if (code != SQLITE_OK) {
            return fail(sqlite3_db_handle(s->handle), code, s->name, ctx);
        }
    }
    return ERR_OK;
}

static enum err stmt_step(struct db_stmt *s, bool *row_out, struct err_ctx *ctx)
{
    int code = sqlite3_step(s->handle);
    *row_out = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE
               ? ERR_OK
               : fail(sqlite3_db_handle(s->handle), code, s->name, ctx);
}

static struct db_value stmt_column(struct db_stmt *s, int column)
{
    sqlite3_stmt *h = s->handle;
    switch (sqlite3_column_type(h, column)) {
    case SQLITE_INTEGER:
        return db_int(sqlite3_column_int64(h, column));
    case SQLITE_FLOAT:
        return db_real(sqlite3_column_double(h, column));
    case SQLITE_TEXT: {
        const uint8_t *text = sqlite3_column_text(h, column);
        size_t n = (size_t)sqlite3_column_bytes(h, column);
        return (struct db_value){.type = DB_TEXT, .bytes = {text, n}};
    }
    case SQLITE_BLOB: {
        const uint8_t *p = sqlite3_column_blob(h, column);
        return db_blob((struct blob){p, (size_t)sqlite3_column_bytes(h, column)});
    }
    default:
        return db_null();
    }
}

static int64_t stmt_changed(struct db_stmt *s)
{
    return sqlite3_changes64(sqlite3_db_handle(s->handle));
}

static void stmt_reset(struct db_stmt *s)
{
    sqlite3_reset(s->handle);
    sqlite3_clear_bindings(s->handle);
}

/* The first finding of a checking pragma, if any. */
static enum err finding(struct db_conn *c, const char *sql, bool ok_is_row, struct err_ctx *ctx)
{
    sqlite3_stmt *h;
    int code = sqlite3_prepare_v2(c->handle, sql, -1, &h, NULL);
    if (code != SQLITE_OK) {
        return fail(c->handle, code, "database", ctx);
    }
    enum err e = ERR_OK;
    code = sqlite3_step(h);
    const unsigned char *text = code == SQLITE_ROW ? sqlite3_column_text(h, 0) : NULL;
    if (code == SQLITE_ROW &&
        !(ok_is_row && text != NULL && strcmp((const char *)text, "ok") == 0)) {
        e = err_set(ctx, ERR_CORRUPT, "database", "stop using the bank and restore a backup",
                    "%s %s", ok_is_row ? "damaged:" : "a reference to nothing in table",
                    text != NULL ? (const char *)text : "?");
    } else if (code != SQLITE_ROW && code != SQLITE_DONE) {
        e = fail(c->handle, code, "database", ctx);
    }
    sqlite3_finalize(h);
    return e;
}

static enum err conn_tidy(struct db_conn *c, struct err_ctx *ctx)
{
    int code = sqlite3_wal_checkpoint_v2(c->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    /* Somebody else does it just now. */
    return code == SQLITE_OK || code == SQLITE_BUSY ? ERR_OK
                                                    : fail(c->handle, code, "database", ctx);
}

static enum err conn_check(struct db_conn *c, struct err_ctx *ctx)
{
    enum err e = finding(c, "PRAGMA integrity_check(1)", true, ctx);
    return e == ERR_OK ? finding(c, "PRAGMA foreign_key_check", false, ctx) : e;
}

static enum err conn_backup(struct db_conn *c, const char *path, struct err_ctx *ctx)
{
    enum err e = make_file(path, ctx);
    if (e != ERR_OK) {
        return e;
    }
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        sqlite3_backup *b = sqlite3_backup_init(to, "main", c->handle, "main");
        if (b != NULL) {
            sqlite3_backup_step(b, -1);
            sqlite3_backup_finish(b);
        }
        code = sqlite3_extended_errcode(to);
    }
    e = code == SQLITE_OK ? ERR_OK : fail(to, code, path, ctx);
    sqlite3_close(to);
    if (e != ERR_OK) {
        unlink(path);
    }
    return e;
}

const struct db_driver db_sqlite = {
    .name = "sqlite",
    .open = conn_open,
    .close = conn_close,
    .script = conn_script,
    .has_table = conn_has_table,
    .tune = conn_tune,
    .begin = conn_begin,
    .commit = conn_commit,
    .rollback = conn_rollback,
    .prepare = stmt_prepare,
    .finalize = stmt_finalize,
    .bind = stmt_bind,
    .step = stmt_step,
    .column = stmt_column,
    .changed = stmt_changed,
    .reset = stmt_reset,
    .tidy = conn_tidy,
    .check = conn_check,
    .backup = conn_backup,
};
