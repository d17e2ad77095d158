/*
 * Handles and transactions. The access check, the statement cache and the dooming of a failed
 * transaction are here and in rows.c, so that every engine has them alike.
 */
#include "db/db.h"

#include <stdlib.h>

#include "db/internal.h"

#define TURN_WAIT_MS 5000

static void free_handle(struct db *db)
{
    db_turn_release(db->turn);
    free(db->path);
    free(db);
}

/* `turn` is owned from here on. */
static enum err open_handle(const struct db_driver *driver, const char *path,
                            enum db_open_mode mode, struct db_turn *turn, struct db **out,
                            struct err_ctx *ctx)
{
    struct db *db = mem_zalloc(1, sizeof *db);
    db->driver = driver;
    db->path = mem_strdup(path);
    db->turn = turn;
    db->classes = db->write_classes = DB_CLASS_ALL;
    db->read_only = mode == DB_READ_ONLY;
    *out = NULL;
    enum err e = driver->open(path, mode, &db->conn, ctx);
    if (e != ERR_OK) {
        free_handle(db);
        return e;
    }
    *out = db;
    return ERR_OK;
}

enum err db_open_with(const struct db_driver *driver, const char *path, enum db_open_mode mode,
                      struct db **out, struct err_ctx *ctx)
{
    return open_handle(driver, path, mode, db_turn_new(), out, ctx);
}

enum err db_clone(const struct db *db, struct db **out, struct err_ctx *ctx)
{
    return open_handle(db->driver, db->path, db->read_only ? DB_READ_ONLY : DB_OPEN,
                       db_turn_share(db->turn), out, ctx);
}

enum err db_open(const char *path, enum db_open_mode mode, struct db **out, struct err_ctx *ctx)
{
    return db_open_with(&db_sqlite, path, mode, out, ctx);
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    db_rollback(db);
    for (size_t i = 0; i < DB_BUCKETS; i++) {
        while (db->cache[i] != NULL) {
            struct db_rows *r = db->cache[i];
            db->cache[i] = r->next;
            db->driver->finalize(r->stmt);
            free(r);
        }
    }
    db->driver->close(db->conn);
    free_handle(db);
}

enum err db_begin(struct db *db, enum db_access access, struct err_ctx *ctx)
{
    if (db->in_transaction) {
        return err_set(ctx, ERR_CONFLICT, "db", NULL, "a transaction is open already");
    }
    if (access == DB_WRITE && db->read_only) {
        return err_set(ctx, ERR_DENIED, "db", "open the bank for writing",
                       "the database is opened for reading only");
    }
    bool writing = access == DB_WRITE;
    if (writing && !db_turn_take(db->turn, TURN_WAIT_MS)) {
        return err_set(ctx, ERR_BUSY, "db", "try again",
                       "others of this program are writing to this bank");
    }
    enum err e = db->driver->begin(db->conn, access, ctx);
    if (e == ERR_OK) {
        db->in_transaction = true;
        db->writing = writing;
        db->doomed = false;
    } else if (writing) {
        db_turn_give(db->turn);
    }
    return e;
}

/* The transaction is over; the next writer may begin. */
static void end(struct db *db)
{
    bool writing = db->writing;
    db->in_transaction = db->writing = db->doomed = false;
    if (writing) {
        db_turn_give(db->turn);
    }
}

enum err db_commit(struct db *db, struct err_ctx *ctx)
{
    if (!db->in_transaction) {
        return err_set(ctx, ERR_CONFLICT, "db", NULL, "there is no transaction to commit");
    }
    if (db->doomed || db->open_rows > 0) {
        bool doomed = db->doomed;
        db_rollback(db);
        return err_set(ctx, ERR_CONFLICT, "db", "this is a fault in the program: report it",
                       doomed ? "a statement of the transaction failed, so it cannot be committed"
                              : "rows are still being read at the end of the transaction");
    }
    enum err e = db->driver->commit(db->conn, ctx);
    end(db);
    return e;
}

void db_rollback(struct db *db)
{
    if (!db->in_transaction) {
        return;
    }
    for (size_t i = 0; db->open_rows > 0 && i < DB_BUCKETS; i++) {
        for (struct db_rows *r = db->cache[i]; r != NULL; r = r->next) {
            if (r->busy) {
                db->driver->reset(r->stmt);
                r->busy = false;
                db->open_rows--;
            }
        }
    }
    db->driver->rollback(db->conn);
    end(db);
}

enum err db_end(struct db *db, enum err e, struct err_ctx *ctx)
{
    if (e != ERR_OK) {
        db_rollback(db);
        return e;
    }
    return db_commit(db, ctx);
}

bool db_in_transaction(const struct db *db)
{
    return db->in_transaction;
}

unsigned db_set_classes(struct db *db, unsigned classes)
{
    unsigned old = db->classes;
    db->classes = classes & DB_CLASS_ALL;
    return old;
}

unsigned db_set_write_classes(struct db *db, unsigned classes)
{
    unsigned old = db->write_classes;
    db->write_classes = classes & DB_CLASS_ALL;
    return old;
}

enum err db_check(struct db *db, struct err_ctx *ctx)
{
    return db->driver->check(db->conn, ctx);
}

enum err db_tidy(struct db *db, struct err_ctx *ctx)
{
    return db->driver->tidy(db->conn, ctx);
}

enum err db_backup(struct db *db, const char *path, struct err_ctx *ctx)
{
    return db->driver->backup(db->conn, path, ctx);
}
