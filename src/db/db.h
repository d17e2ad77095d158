/*
 * One interface over the database engines. A module never writes SQL in C: its statements are
 * files in sql/MODULE, made into typed functions by tools/sqlgen, and those functions call the
 * second half of this header. An engine is a struct of functions (db/driver.h).
 *
 * A handle belongs to one thread. There is at most one transaction on it, and rows are read to
 * their end or closed before it is committed.
 *
 * Rules that hold on every engine, because PostgreSQL has them:
 * - a failed statement dooms the transaction: every later statement and the commit fail, and only
 *   db_rollback helps. Use ON CONFLICT DO NOTHING and the number of changed rows to find out
 *   whether a row was there;
 * - a `write` statement runs only inside db_begin(DB_WRITE).
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

struct db;
struct db_driver;

enum db_open_mode {
    DB_OPEN,     /* must exist */
    DB_CREATE,   /* must not exist; made readable by its owner only */
    DB_READ_ONLY /* must exist; no statement can write */
};

enum db_access { DB_READ, DB_WRITE };

/* What a statement is about. A handle can be narrowed to some of these. */
enum db_class {
    DB_CLASS_BANK = 1 << 0,
    DB_CLASS_PERSON = 1 << 1,
    DB_CLASS_ATTENDANCE = 1 << 2,
    DB_CLASS_CASE = 1 << 3,
    DB_CLASS_LETTER = 1 << 4,
    DB_CLASS_JOURNAL = 1 << 5,
    DB_CLASS_STAFF = 1 << 6,
    DB_CLASS_ALL = (1 << 7) - 1
};

/* ERR_NOT_FOUND, ERR_CONFLICT (exists already), ERR_CORRUPT (not a database), ERR_IO, ERR_BUSY.
 * `path` is a file. db_open uses SQLite; db_open_with any driver. */
MUST_USE enum err db_open(const char *path, enum db_open_mode mode, struct db **out,
                          struct err_ctx *ctx);
MUST_USE enum err db_open_with(const struct db_driver *driver, const char *path,
                               enum db_open_mode mode, struct db **out, struct err_ctx *ctx);
/* Another handle on the same database, for another thread of this process: the two take turns when
 * they write. Same errors as db_open. */
MUST_USE enum err db_clone(const struct db *db, struct db **out, struct err_ctx *ctx);
void db_close(struct db *db); /* rolls back what is open; NULL is safe */

/* Apply the migrations that are built into the program and missing in the database, each in one
 * transaction. ERR_SETUP when the database is newer than the program. */
MUST_USE enum err db_migrate(struct db *db, struct err_ctx *ctx);

/* The version of the database and the newest that this program knows (0: empty). */
MUST_USE enum err db_version(struct db *db, int *have_out, int *known_out, struct err_ctx *ctx);

/* DB_WRITE takes the only write lock at once: ERR_BUSY after five seconds of waiting for the
 * clones of the handle, or for another program.
 * ERR_CONFLICT when a transaction is open already. */
MUST_USE enum err db_begin(struct db *db, enum db_access access, struct err_ctx *ctx);
/* After an error nothing of the transaction is stored, save for ERR_WRITE_UNCERTAIN: then it may
 * be; read before trying again. The transaction is over in every case. */
MUST_USE enum err db_commit(struct db *db, struct err_ctx *ctx);
void db_rollback(struct db *db); /* without a transaction: does nothing. Open rows become invalid */
bool db_in_transaction(const struct db *db);

/* Commit when `e` is ERR_OK, else roll back and return `e`: the end of a function that began. */
MUST_USE enum err db_end(struct db *db, enum err e, struct err_ctx *ctx);

/* Narrow or restore what the handle may run, a mask of enum db_class; returns the old mask. */
unsigned db_set_classes(struct db *db, unsigned classes);
/* The same for statements that write only: what shows pages may write the journal alone. */
unsigned db_set_write_classes(struct db *db, unsigned classes);

/* Read everything and check it: ERR_CORRUPT says what was found. */
MUST_USE enum err db_check(struct db *db, struct err_ctx *ctx);
/* Moves what was committed from the log into the database, as far as nobody has to wait for it. A
 * process that serves does this from a thread of its own every few seconds, so that no request
 * does. */
MUST_USE enum err db_tidy(struct db *db, struct err_ctx *ctx);
/* Copy a consistent state to a new file while others read and write. */
MUST_USE enum err db_backup(struct db *db, const char *path, struct err_ctx *ctx);

/* ---- For generated code (and for the few statements of this folder) ---- */

enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB };

struct db_value {
    enum db_type type;
    union {
        int64_t i;
        double r;
        struct blob bytes; /* text without its NUL, or a blob; not owned */
    };
};

struct db_value db_null(void);
struct db_value db_int(int64_t v);
struct db_value db_real(double v);
struct db_value db_text(const char *v);      /* NULL gives NULL */
struct db_value db_blob(struct blob v);      /* p == NULL with n == 0 is an empty blob */
struct db_value db_blob_null(struct blob v); /* p == NULL gives NULL */

struct db_statement {
    const char *name; /* "module/name" */
    const char *sql;
    enum db_access access;
    enum db_class class;
};

struct db_rows;

/* Run a statement without rows. changed_out may be NULL. */
MUST_USE enum err db_run(struct db *db, const struct db_statement *s, const struct db_value *values,
                         size_t count, int64_t *changed_out, struct err_ctx *ctx);

/* Read rows. Values are copied. Text and blobs of a row are valid until the next call. A getter
 * that meets NULL or a value that does not fit returns 0 or "" and makes the reading fail, which
 * db_rows_good and db_rows_close tell. */
MUST_USE enum err db_rows_open(struct db *db, const struct db_statement *s,
                               const struct db_value *values, size_t count, struct db_rows **out,
                               struct err_ctx *ctx);
bool db_rows_next(struct db_rows *r);
bool db_rows_good(const struct db_rows *r);
bool db_rows_null(struct db_rows *r, int column);
int db_rows_int(struct db_rows *r, int column);
int64_t db_rows_int64(struct db_rows *r, int column);
bool db_rows_bool(struct db_rows *r, int column);
double db_rows_real(struct db_rows *r, int column);
const char *db_rows_text(struct db_rows *r, int column);
struct blob db_rows_blob(struct db_rows *r, int column);
struct date db_rows_date(struct db_rows *r, int column);
struct timestamp db_rows_time(struct db_rows *r, int column);
MUST_USE enum err db_rows_close(struct db_rows *r, struct err_ctx *ctx);

/* The end of reading exactly one row, of which db_rows_next returned `found`: ERR_NOT_FOUND when
 * there was none, ERR_CORRUPT when there are more. */
MUST_USE enum err db_rows_close_one(struct db_rows *r, bool found, struct err_ctx *ctx);

#endif
