/*
 * What an engine must do. Only a driver's own file includes its engine's header. Drivers know
 * nothing of access, caching or dooming: db.c does that once for all.
 *
 * Errors: ERR_BUSY another process holds the lock; ERR_CONFLICT a unique or foreign key;
 * ERR_INVALID another constraint; ERR_IO disk or memory; ERR_CORRUPT the file; commit alone may
 * give ERR_WRITE_UNCERTAIN.
 */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include "db/db.h"

struct db_conn; /* the driver's own */
struct db_stmt;

struct db_driver {
    const char *name;
    enum err (*open)(const char *path, enum db_open_mode mode, struct db_conn **out,
                     struct err_ctx *ctx);
    void (*close)(struct db_conn *c);
    /* A script of statements without parameters: migrations. */
    enum err (*script)(struct db_conn *c, const char *sql, struct err_ctx *ctx);
    enum err (*has_table)(struct db_conn *c, const char *table, bool *out, struct err_ctx *ctx);
    /* After a migration, in its transaction: what the planner must know of the tables. */
    enum err (*tune)(struct db_conn *c, struct err_ctx *ctx);
    enum err (*begin)(struct db_conn *c, enum db_access access, struct err_ctx *ctx);
    /* The transaction is over afterwards in every case. */
    enum err (*commit)(struct db_conn *c, struct err_ctx *ctx);
    void (*rollback)(struct db_conn *c);
    enum err (*prepare)(struct db_conn *c, const struct db_statement *s, struct db_stmt **out,
                        struct err_ctx *ctx);
    void (*finalize)(struct db_stmt *s);
    /* `copy`: the values need not outlive the call. */
    enum err (*bind)(struct db_stmt *s, const struct db_value *values, size_t count, bool copy,
                     struct err_ctx *ctx);
    enum err (*step)(struct db_stmt *s, bool *row_out, struct err_ctx *ctx);
    struct db_value (*column)(struct db_stmt *s, int column);
    int64_t (*changed)(struct db_stmt *s); /* rows changed by the last step */
    void (*reset)(struct db_stmt *s);      /* ready to be bound again; forgets the values */
    enum err (*tidy)(struct db_conn *c, struct err_ctx *ctx);
    enum err (*check)(struct db_conn *c, struct err_ctx *ctx);
    enum err (*backup)(struct db_conn *c, const char *path, struct err_ctx *ctx);
};

extern const struct db_driver db_sqlite;

/* The migrations built into the program, in order; generated from sql/migrations. */
struct db_migration {
    int version;
    const char *name;
    const char *sql;
};
extern const struct db_migration db_migrations[];
extern const size_t db_migration_count;

/* db_migrate with another list, for tests. */
MUST_USE enum err db_migrate_with(struct db *db, const struct db_migration *list, size_t count,
                                  struct err_ctx *ctx);

#endif
