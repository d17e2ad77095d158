/* Migrations: which the database has, and applying the rest. */
#include <stdio.h>

#include "db/internal.h"

static const char version_table[] =
    "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
    "applied_time INTEGER NOT NULL) STRICT";

static const struct db_statement has = {
    "db/version_has", "SELECT 1 FROM schema_version WHERE version = $1", DB_READ, DB_CLASS_BANK};
static const struct db_statement newest = {"db/version_newest",
                                           "SELECT coalesce(max(version), 0) FROM schema_version",
                                           DB_READ, DB_CLASS_BANK};
static const struct db_statement record = {
    "db/version_insert",
    "INSERT INTO schema_version (version, name, applied_time) VALUES ($1, $2, $3)", DB_WRITE,
    DB_CLASS_BANK};

static enum err newest_version(struct db *db, int *out, struct err_ctx *ctx)
{
    bool exists = false;
    *out = 0;
    enum err e = db->driver->has_table(db->conn, "schema_version", &exists, ctx);
    if (e != ERR_OK || !exists) {
        return e;
    }
    struct db_rows *r;
    e = db_rows_open(db, &newest, NULL, 0, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    bool found = db_rows_next(r);
    if (found) {
        *out = db_rows_int(r, 0);
    }
    return db_rows_close_one(r, found, ctx);
}

static enum err is_applied(struct db *db, int version, bool *out, struct err_ctx *ctx)
{
    struct db_rows *r;
    enum err e = db_rows_open(db, &has, (const struct db_value[]){db_int(version)}, 1, &r, ctx);
    if (e == ERR_OK) {
        *out = db_rows_next(r);
        e = db_rows_close(r, ctx);
    }
    return e;
}

/* In a transaction: another process may have been faster, so look again. */
static enum err apply(struct db *db, const struct db_migration *m, struct err_ctx *ctx)
{
    bool exists = false, done = false;
    enum err e = db->driver->has_table(db->conn, "schema_version", &exists, ctx);
    if (e == ERR_OK && !exists) {
        e = db->driver->script(db->conn, version_table, ctx);
    }
    if (e == ERR_OK) {
        e = is_applied(db, m->version, &done, ctx);
    }
    if (e != ERR_OK || done) {
        return e;
    }
    e = db->driver->script(db->conn, m->sql, ctx);
    if (e != ERR_OK) {
        if (ctx != NULL) {
            snprintf(ctx->where, sizeof ctx->where, "sql/migrations/%s", m->name);
        }
        return e;
    }
    e = db_run(
        db, &record,
        (const struct db_value[]){db_int(m->version), db_text(m->name), db_int(timestamp_now().ms)},
        3, NULL, ctx);
    return e == ERR_OK ? db->driver->tune(db->conn, ctx) : e;
}

static enum err missing(struct db *db, const struct db_migration *m, int have, bool *out,
                        struct err_ctx *ctx)
{
    bool applied = false;
    enum err e = have > 0 ? is_applied(db, m->version, &applied, ctx) : ERR_OK;
    *out = !applied;
    return e;
}

enum err db_migrate_with(struct db *db, const struct db_migration *list, size_t count,
                         struct err_ctx *ctx)
{
    int have, known = count > 0 ? list[count - 1].version : 0;
    enum err e = newest_version(db, &have, ctx);
    if (e == ERR_OK && have > known) {
        return err_set(ctx, ERR_SETUP, "database",
                       "use the newer program, or restore a backup made by this one",
                       "the database has version %d and this program knows up to %d", have, known);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool needed = false;
        e = missing(db, &list[i], have, &needed, ctx);
        if (e != ERR_OK || !needed) {
            continue;
        }
        e = db_begin(db, DB_WRITE, ctx);
        if (e == ERR_OK) {
            e = db_end(db, apply(db, &list[i], ctx), ctx);
        }
    }
    return e;
}

enum err db_migrate(struct db *db, struct err_ctx *ctx)
{
    return db_migrate_with(db, db_migrations, db_migration_count, ctx);
}

enum err db_version(struct db *db, int *have_out, int *known_out, struct err_ctx *ctx)
{
    *known_out = db_migration_count > 0 ? db_migrations[db_migration_count - 1].version : 0;
    return newest_version(db, have_out, ctx);
}
