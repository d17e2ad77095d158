#include "support/fake_db.h"

static struct fake_fault script;
static unsigned counts[FAKE_CALL__MAX];
static bool reached;

void fake_script(const struct fake_fault *fault)
{
    script = fault != NULL ? *fault : (struct fake_fault){0};
    for (int i = 0; i < FAKE_CALL__MAX; i++) {
        counts[i] = 0;
    }
    reached = false;
}

unsigned fake_count(enum fake_call call)
{
    return counts[call];
}

bool fake_failed(void)
{
    return reached;
}

/* Count the call; whether it fails. */
static bool fails(enum fake_call call)
{
    counts[FAKE_ANY]++;
    counts[call]++;
    if (script.nth == 0 || (script.call != FAKE_ANY && script.call != call)) {
        return false;
    }
    unsigned n = counts[script.call];
    bool now = n == script.nth || (script.forever && n > script.nth);
    reached = reached || now;
    return now;
}

static enum err failure(struct err_ctx *ctx)
{
    return err_set(ctx, script.error, "fake", NULL, "a fault of the test");
}

static enum err fake_script_call(struct db_conn *c, const char *sql, struct err_ctx *ctx)
{
    return fails(FAKE_SCRIPT) ? failure(ctx) : db_sqlite.script(c, sql, ctx);
}

static enum err fake_begin(struct db_conn *c, enum db_access access, struct err_ctx *ctx)
{
    return fails(FAKE_BEGIN) ? failure(ctx) : db_sqlite.begin(c, access, ctx);
}

static enum err fake_commit(struct db_conn *c, struct err_ctx *ctx)
{
    if (!fails(FAKE_COMMIT)) {
        return db_sqlite.commit(c, ctx);
    }
    if (!script.after) {
        db_sqlite.rollback(c);
        return failure(ctx);
    }
    enum err e = db_sqlite.commit(c, ctx);
    return e != ERR_OK ? e : failure(ctx);
}

static enum err fake_prepare(struct db_conn *c, const struct db_statement *s, struct db_stmt **out,
                             struct err_ctx *ctx)
{
    return fails(FAKE_PREPARE) ? failure(ctx) : db_sqlite.prepare(c, s, out, ctx);
}

static enum err fake_bind(struct db_stmt *s, const struct db_value *values, size_t count, bool copy,
                          struct err_ctx *ctx)
{
    return fails(FAKE_BIND) ? failure(ctx) : db_sqlite.bind(s, values, count, copy, ctx);
}

static enum err fake_step(struct db_stmt *s, bool *row_out, struct err_ctx *ctx)
{
    *row_out = false;
    return fails(FAKE_STEP) ? failure(ctx) : db_sqlite.step(s, row_out, ctx);
}

/* The rest is SQLite's; a wrapper each, since a constant initialiser cannot copy its pointers. */
static enum err fake_open(const char *path, enum db_open_mode mode, struct db_conn **out,
                          struct err_ctx *ctx)
{
    return db_sqlite.open(path, mode, out, ctx);
}

static void fake_close(struct db_conn *c)
{
    db_sqlite.close(c);
}

static enum err fake_has_table(struct db_conn *c, const char *table, bool *out, struct err_ctx *ctx)
{
    return db_sqlite.has_table(c, table, out, ctx);
}

static enum err fake_tune(struct db_conn *c, struct err_ctx *ctx)
{
    return fails(FAKE_SCRIPT) ? failure(ctx) : db_sqlite.tune(c, ctx);
}

static void fake_rollback(struct db_conn *c)
{
    db_sqlite.rollback(c);
}

static void fake_finalize(struct db_stmt *s)
{
    db_sqlite.finalize(s);
}

static struct db_value fake_column(struct db_stmt *s, int column)
{
    return db_sqlite.column(s, column);
}

static int64_t fake_changed(struct db_stmt *s)
{
    return db_sqlite.changed(s);
}

static void fake_reset(struct db_stmt *s)
{
    db_sqlite.reset(s);
}

static enum err fake_check(struct db_conn *c, struct err_ctx *ctx)
{
    return db_sqlite.check(c, ctx);
}

static enum err fake_tidy(struct db_conn *c, struct err_ctx *ctx)
{
    return db_sqlite.tidy(c, ctx);
}

static enum err fake_backup(struct db_conn *c, const char *path, struct err_ctx *ctx)
{
    return db_sqlite.backup(c, path, ctx);
}

const struct db_driver fake_db = {
    .name = "fake",
    .open = fake_open,
    .close = fake_close,
    .script = fake_script_call,
    .has_table = fake_has_table,
    .tune = fake_tune,
    .begin = fake_begin,
    .commit = fake_commit,
    .rollback = fake_rollback,
    .prepare = fake_prepare,
    .finalize = fake_finalize,
    .bind = fake_bind,
    .step = fake_step,
    .column = fake_column,
    .changed = fake_changed,
    .reset = fake_reset,
    .tidy = fake_tidy,
    .check = fake_check,
    .backup = fake_backup,
};
