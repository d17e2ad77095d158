/* Statements: the access check, the cache, running them and reading their rows. */
#include <limits.h>
#include <string.h>

#include "db/internal.h"

struct db_value db_null(void)
{
    return (struct db_value){.type = DB_NULL};
}

struct db_value db_int(int64_t v)
{
    return (struct db_value){.type = DB_INT, .i = v};
}

struct db_value db_real(double v)
{
    return (struct db_value){.type = DB_REAL, .r = v};
}

struct db_value db_text(const char *v)
{
    if (v == NULL) {
        return db_null();
    }
    return (struct db_value){.type = DB_TEXT, .bytes = {(const uint8_t *)v, strlen(v)}};
}

struct db_value db_blob(struct blob v)
{
    return (struct db_value){.type = DB_BLOB, .bytes = v};
}

struct db_value db_blob_null(struct blob v)
{
    return v.p != NULL ? db_blob(v) : db_null();
}

/* Whether the handle may run the statement now. */
static enum err allowed(const struct db *db, const struct db_statement *s, struct err_ctx *ctx)
{
    unsigned classes = s->access == DB_WRITE ? db->classes & db->write_classes : db->classes;
    if ((classes & (unsigned)s->class) == 0) {
        return err_set(ctx, ERR_DENIED, s->name, NULL,
                       "this handle may not run statements of this class");
    }
    if (s->access == DB_WRITE && !db->writing) {
        return err_set(ctx, ERR_DENIED, s->name, "this is a fault in the program: report it",
                       "a write needs a transaction begun for writing");
    }
    if (db->doomed) {
        return err_set(ctx, ERR_CONFLICT, s->name, "this is a fault in the program: report it",
                       "an earlier statement of the transaction failed");
    }
    return ERR_OK;
}

/* A free prepared statement: from the cache, or a new one when all are being read. */
static enum err take(struct db *db, const struct db_statement *s, struct db_rows **out,
                     struct err_ctx *ctx)
{
    size_t bucket = ((uintptr_t)s >> 5) % DB_BUCKETS;
    struct db_rows *r = db->cache[bucket];
    while (r != NULL && (r->statement != s || r->busy)) {
        r = r->next;
    }
    if (r == NULL) {
        struct db_stmt *stmt;
        enum err e = db->driver->prepare(db->conn, s, &stmt, ctx);
        if (e != ERR_OK) {
            return e;
        }
        r = mem_zalloc(1, sizeof *r);
        *r = (struct db_rows){.db = db, .statement = s, .stmt = stmt, .next = db->cache[bucket]};
        db->cache[bucket] = r;
    }
    r->busy = true;
    r->error = ERR_OK;
    db->open_rows++;
    *out = r;
    return ERR_OK;
}

static void give_back(struct db_rows *r)
{
    r->db->driver->reset(r->stmt);
    r->busy = false;
    r->db->open_rows--;
}

static enum err start(struct db *db, const struct db_statement *s, const struct db_value *values,
                      size_t count, bool copy, struct db_rows **out, struct err_ctx *ctx)
{
    *out = NULL;
    enum err e = allowed(db, s, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct db_rows *r;
    e = take(db, s, &r, ctx);
    if (e == ERR_OK) {
        e = db->driver->bind(r->stmt, values, count, copy, ctx);
        if (e == ERR_OK) {
            *out = r;
            return ERR_OK;
        }
        give_back(r);
    }
    db->doomed = db->in_transaction;
    return e;
}

enum err db_run(struct db *db, const struct db_statement *s, const struct db_value *values,
                size_t count, int64_t *changed_out, struct err_ctx *ctx)
{
    struct db_rows *r;
    enum err e = start(db, s, values, count, false, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    bool row;
    do {
        e = db->driver->step(r->stmt, &row, ctx);
    } while (e == ERR_OK && row);
    if (e == ERR_OK && changed_out != NULL) {
        *changed_out = db->driver->changed(r->stmt);
    }
    give_back(r);
    if (e != ERR_OK) {
        db->doomed = db->in_transaction;
    }
    return e;
}

enum err db_rows_open(struct db *db, const struct db_statement *s, const struct db_value *values,
                      size_t count, struct db_rows **out, struct err_ctx *ctx)
{
    return start(db, s, values, count, true, out, ctx);
}

bool db_rows_next(struct db_rows *r)
{
    bool row = false;
    if (r->error == ERR_OK) {
        r->error = r->db->driver->step(r->stmt, &row, &r->detail);
        if (r->error != ERR_OK) {
            r->db->doomed = r->db->in_transaction;
        }
    }
    return r->error == ERR_OK && row;
}

bool db_rows_good(const struct db_rows *r)
{
    return r->error == ERR_OK;
}

enum err db_rows_close(struct db_rows *r, struct err_ctx *ctx)
{
    enum err e = r->error;
    if (e != ERR_OK && ctx != NULL) {
        *ctx = r->detail;
    }
    give_back(r);
    return e;
}

enum err db_rows_close_one(struct db_rows *r, bool found, struct err_ctx *ctx)
{
    const char *name = r->statement->name;
    bool more = found && db_rows_next(r);
    enum err e = db_rows_close(r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!found) {
        return err_set(ctx, ERR_NOT_FOUND, name, NULL, "there is no such row");
    }
    return more ? err_set(ctx, ERR_CORRUPT, name, "this is a fault in the program: report it",
                          "more than one row where there must be one")
                : ERR_OK;
}

static void bad_value(struct db_rows *r, int column)
{
    if (r->error == ERR_OK) {
        r->error = err_set(&r->detail, ERR_CORRUPT, r->statement->name,
                           "restore a backup, or report it if the check finds no fault",
                           "column %d holds a value of the wrong kind", column + 1);
    }
}

static struct db_value value(struct db_rows *r, int column, enum db_type type)
{
    struct db_value v = r->db->driver->column(r->stmt, column);
    if (v.type == DB_INT && type == DB_REAL) {
        return db_real((double)v.i);
    }
    if (v.type != type) {
        bad_value(r, column);
        return type == DB_TEXT ? db_text("") : (struct db_value){.type = type};
    }
    return v;
}

bool db_rows_null(struct db_rows *r, int column)
{
    return r->db->driver->column(r->stmt, column).type == DB_NULL;
}

int64_t db_rows_int64(struct db_rows *r, int column)
{
    return value(r, column, DB_INT).i;
}

static int64_t between(struct db_rows *r, int column, int64_t low, int64_t high)
{
    int64_t v = db_rows_int64(r, column);
    if (v < low || v > high) {
        bad_value(r, column);
        return 0;
    }
    return v;
}

int db_rows_int(struct db_rows *r, int column)
{
    return (int)between(r, column, INT_MIN, INT_MAX);
}

bool db_rows_bool(struct db_rows *r, int column)
{
    return between(r, column, 0, 1) != 0;
}

double db_rows_real(struct db_rows *r, int column)
{
    return value(r, column, DB_REAL).r;
}

const char *db_rows_text(struct db_rows *r, int column)
{
    return (const char *)value(r, column, DB_TEXT).bytes.p;
}

struct blob db_rows_blob(struct db_rows *r, int column)
{
    return value(r, column, DB_BLOB).bytes;
}

struct date db_rows_date(struct db_rows *r, int column)
{
    return (struct date){(int32_t)between(r, column, INT32_MIN, INT32_MAX)};
}

struct timestamp db_rows_time(struct db_rows *r, int column)
{
    return (struct timestamp){db_rows_int64(r, column)};
}
