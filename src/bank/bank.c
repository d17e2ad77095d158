#include "bank/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/config.h"
#include "bank/internal.h"
#include "bank/journal.h"
#include "bank/private_file.h"
#include "bank/sodium_memory.h"
#include "base/log.h"
#include "sql_bank.h"

enum err bank_path(const char *dir, const char *name, char out[BANK_PATH], struct err_ctx *ctx)
{
    int n = snprintf(out, BANK_PATH, "%s/%s", dir, name);
    if (n < 0 || n >= BANK_PATH) {
        return err_set(ctx, ERR_LIMIT, name, "use a shorter path", "the path is too long");
    }
    return ERR_OK;
}

struct bank *bank_assemble(const char *dir, const struct bank_config *config, struct db *db,
                           struct keyring *keys)
{
    struct bank *b = mem_zalloc(1, sizeof *b);
    b->dir = mem_strdup(dir);
    b->config = *config;
    b->db = db;
    b->keys = keys;
    return b;
}

struct db *bank_db(struct bank *b)
{
    return b->db;
}

int64_t bank_row_id(const struct bank *b)
{
    return b->keys->bank_id;
}

const struct bank_config *bank_config(const struct bank *b)
{
    return &b->config;
}

const char *bank_dir(const struct bank *b)
{
    return b->dir;
}

enum err write_begin(struct bank *b, bool *own, struct err_ctx *ctx)
{
    *own = !db_in_transaction(b->db);
    return *own ? db_begin(b->db, DB_WRITE, ctx) : ERR_OK;
}

enum err write_end(struct bank *b, bool own, enum err e, struct err_ctx *ctx)
{
    return own ? db_end(b->db, e, ctx) : e;
}

/* The database must be of this bank: same id, kind and keys. */
static enum err check_identity(struct bank *b, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_bank_read_row row;
    struct sql_bank_bank_read_in in = {b->keys->bank_id};
    enum err e = sql_bank_bank_read(b->db, &in, a, &row, ctx);
    const struct bank_public *p = &b->keys->public;
    if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, ERR_SETUP, "bank.db", "restore keys and database from the same backup",
                    "the database belongs to another bank than the keys");
    } else if (e == ERR_OK && (row.sign_public.n != sizeof p->sign ||
                               memcmp(row.sign_public.p, p->sign, sizeof p->sign) != 0 ||
                               row.journal_public.n != sizeof p->journal ||
                               memcmp(row.journal_public.p, p->journal, sizeof p->journal) != 0)) {
        e = err_set(ctx, ERR_SETUP, "bank.db", "restore keys and database from the same backup",
                    "the database was made with other keys");
    } else if (e == ERR_OK && row.kind != (int)b->config.kind) {
        e = err_set(ctx, ERR_SETUP, "bank.conf", "set kind back to what `brygga init` wrote",
                    "the database is of the other kind of bank");
    }
    arena_free(a);
    return e;
}

static enum err migrate(struct bank *b, bool allowed, struct err_ctx *ctx)
{
    int have = 0, known = 0;
    enum err e = db_version(b->db, &have, &known, ctx);
    if (e != ERR_OK || have == known) {
        return e;
    }
    if (have < known && !allowed) {
        return err_set(ctx, ERR_SETUP, "bank.db", "run any command of this version once",
                       "the database is of version %d, the program of %d", have, known);
    }
    e = db_migrate(b->db, ctx); /* says so when the database is the newer one */
    if (e == ERR_OK) {
        char detail[64];
        struct actor actor = actor_system("migration");
        snprintf(detail, sizeof detail, "{\"from\":%d,\"to\":%d}", have, known);
        e = journal_append_now(b,
                               &(struct journal_entry){.actor = &actor,
                                                       .event = JOURNAL_BANK_MIGRATED,
                                                       .detail = detail},
                               ctx);
    }
    return e;
}

static enum err open_database(const char *dir, struct db **out, struct err_ctx *ctx)
{
    char path[BANK_PATH];
    enum err e = bank_path(dir, "bank.db", path, ctx);
    return e == ERR_OK ? db_open(path, DB_OPEN, out, ctx) : e;
}

enum err bank_open(const struct bank_options *o, struct bank **out, struct err_ctx *ctx)
{
    struct bank_config config;
    struct keyring *keys = NULL;
    struct db *db = NULL;
    *out = NULL;
    secret_ready();
    enum err e = private_folder_check(o->dir, ctx);
    if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, ERR_SETUP, o->dir, "make a bank with `brygga init`, or correct -C",
                    "there is no such folder");
    }
    if (e == ERR_OK) {
        e = config_load(o->dir, &config, ctx);
    }
    if (e == ERR_OK) {
        e = keyring_load(o, &keys, &config.unlock, ctx);
    }
    if (e == ERR_OK) {
        e = open_database(o->dir, &db, ctx);
    }
    if (e != ERR_OK) {
        keyring_release(keys);
        return e;
    }
    struct bank *b = bank_assemble(o->dir, &config, db, keys);
    e = migrate(b, !o->no_migrate, ctx);
    if (e == ERR_OK) {
        e = check_identity(b, ctx);
    }
    if (e != ERR_OK) {
        bank_close(b);
        return e;
    }
    /* What an earlier process wrote and could not sign any more. The bank opens all the same, so
     * that `journal verify` can say what is wrong. */
    struct err_ctx late;
    enum err signed_late = journal_checkpoint(b, false, &late);
    if (signed_late != ERR_OK && signed_late != ERR_BUSY) {
        log_write(LOG_ERROR, "journal", "%s: %s", late.where, late.what);
    }
    *out = b;
    return ERR_OK;
}

enum err bank_clone(const struct bank *b, struct bank **out, struct err_ctx *ctx)
{
    struct db *db = NULL;
    *out = NULL;
    enum err e = db_clone(b->db, &db, ctx);
    if (e == ERR_OK) {
        *out = bank_assemble(b->dir, &b->config, db, keyring_share(b->keys));
    }
    return e;
}

void bank_close(struct bank *b)
{
    if (b == NULL) {
        return;
    }
    db_rollback(b->db);
    if (b->appended != 0) {
        struct err_ctx ctx;
        if (journal_checkpoint(b, true, &ctx) != ERR_OK) {
            log_write(LOG_WARNING, "journal", "no checkpoint was signed: %s", ctx.what);
        }
    }
    db_close(b->db);
    keyring_release(b->keys);
    free(b->dir);
    free(b);
}
