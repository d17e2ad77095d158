/* Making a bank's folder, and opening and changing what seals its keys. */
#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bank/config.h"
#include "bank/internal.h"
#include "bank/journal.h"
#include "bank/private_file.h"
#include "bank/sodium_memory.h"
#include "sql_bank.h"

static const char keyring_name[] = "keys/keyring";
static const char unlock_name[] = "keys/unlock.key";
static const char unlock_new_name[] = "keys/unlock.key.new";

/* ---- opening ---- */

static enum err load_unlock_key(const char *dir, const char *name, uint8_t *key,
                                struct err_ctx *ctx)
{
    char path[BANK_PATH], *text = secret_alloc(KEYRING_UNLOCK_TEXT);
    size_t n = 0;
    enum err e = bank_path(dir, name, path, ctx);
    if (e == ERR_OK) {
        e = private_file_read(path, text, KEYRING_UNLOCK_TEXT, &n, ctx);
    }
    if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, ERR_SETUP, path, "put the key file back; without it nothing can be read",
                    "the key file that opens the keyring is missing");
    } else if (e == ERR_OK && !keyring_unlock_read(text, n, key)) {
        e = err_set(ctx, ERR_SETUP, path, "restore it from the backup of the keys",
                    "it is not a key file of this program");
    }
    sodium_free(text);
    return e;
}

static enum err unseal_with_file(const char *dir, const uint8_t *bytes, size_t n,
                                 struct keyring **out, struct err_ctx *ctx)
{
    uint8_t *key = secret_alloc(KEYRING_UNLOCK);
    enum err e = load_unlock_key(dir, unlock_name, key, ctx);
    if (e == ERR_OK) {
        e = keyring_unseal(bytes, n, NULL, key, out, ctx);
    }
    if (e == ERR_SETUP) { /* a change of keys that was interrupted half-way */
        struct err_ctx unused;
        char from[BANK_PATH], to[BANK_PATH];
        if (load_unlock_key(dir, unlock_new_name, key, &unused) == ERR_OK &&
            keyring_unseal(bytes, n, NULL, key, out, &unused) == ERR_OK) {
            e = bank_path(dir, unlock_new_name, from, ctx);
            e = e == ERR_OK ? bank_path(dir, unlock_name, to, ctx) : e;
            if (e == ERR_OK && rename(from, to) != 0) {
                e = err_set(ctx, ERR_IO, from, "rename keys/unlock.key.new to keys/unlock.key",
                            "a change of the key file cannot be brought to its end");
            }
            if (e != ERR_OK) {
                keyring_release(*out);
                *out = NULL;
            }
        }
    }
    sodium_free(key);
    return e;
}

enum err keyring_load(const struct bank_options *o, struct keyring **out,
                      enum bank_unlock *method_out, struct err_ctx *ctx)
{
    char path[BANK_PATH];
    uint8_t bytes[KEYRING_BYTES];
    size_t n = 0;
    *out = NULL;
    enum err e = bank_path(o->dir, "keys", path, ctx);
    if (e == ERR_OK) {
        e = private_folder_check(path, ctx);
    }
    if (e == ERR_OK) {
        e = bank_path(o->dir, keyring_name, path, ctx);
    }
    if (e == ERR_OK) {
        e = private_file_read(path, bytes, sizeof bytes, &n, ctx);
    }
    if (e == ERR_NOT_FOUND || e == ERR_LIMIT) {
        return err_set(ctx, ERR_SETUP, path, "restore it from the backup of the keys",
                       e == ERR_LIMIT ? "the file is not a keyring" : "the keyring is missing");
    }
    if (e == ERR_OK) {
        e = keyring_method(bytes, n, method_out, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (*method_out == BANK_UNLOCK_KEY_FILE) {
        return unseal_with_file(o->dir, bytes, n, out, ctx);
    }
    struct passphrase *p = NULL;
    e = o->passphrase != NULL ? passphrase_from(o->passphrase, false, &p, ctx)
                              : passphrase_get(o->passphrase_file, false, &p, ctx);
    if (e == ERR_OK) {
        e = keyring_unseal(bytes, n, p, NULL, out, ctx);
    }
    passphrase_free(p);
    return e;
}

/* ---- making ---- */

/* What the keyring is to be sealed with: a passphrase, or a new unlock key written to `name`. */
static enum err seal_keyring(const struct bank_init_options *o, const char *name,
                             const struct keyring *keys, uint8_t out[KEYRING_BYTES],
                             struct err_ctx *ctx)
{
    enum keyring_cost cost = o->test_cost ? KEYRING_COST_TEST : KEYRING_COST_NORMAL;
    if (!o->key_file) {
        struct passphrase *p = NULL;
        enum err e = o->passphrase != NULL ? passphrase_from(o->passphrase, true, &p, ctx)
                                           : passphrase_get(o->passphrase_file, true, &p, ctx);
        if (e == ERR_OK) {
            e = keyring_seal(keys, p, NULL, cost, out, ctx);
        }
        passphrase_free(p);
        return e;
    }
    char path[BANK_PATH];
    enum err e = bank_path(o->dir, name, path, ctx);
    if (e != ERR_OK) {
        return e;
    }
    uint8_t *key = secret_alloc(KEYRING_UNLOCK);
    char *text = secret_alloc(KEYRING_UNLOCK_TEXT);
    randombytes_buf(key, KEYRING_UNLOCK);
    keyring_unlock_write(key, text);
    e = private_file_create(path, text, strlen(text), 0400, ctx);
    if (e == ERR_OK) {
        e = keyring_seal(keys, NULL, key, cost, out, ctx);
    }
    sodium_free(key);
    sodium_free(text);
    return e;
}

/* A new folder, or an empty one that is ours and closed to others. */
static enum err make_folder(const char *dir, bool *made, struct err_ctx *ctx)
{
    *made = mkdir(dir, 0700) == 0;
    if (*made) {
        return ERR_OK;
    }
    if (errno != EEXIST) {
        char text[128];
        return err_set(ctx, ERR_IO, dir, "give a folder whose parent exists and can be written",
                       "cannot make the folder: %s", strerror_r(errno, text, sizeof text));
    }
    DIR *d = opendir(dir);
    bool empty = d != NULL;
    for (const struct dirent *entry; d != NULL && (entry = readdir(d)) != NULL;) {
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    }
    if (d != NULL) {
        closedir(d);
    }
    if (!empty) {
        return err_set(ctx, ERR_CONFLICT, dir, "give a new or an empty folder",
                       "there is something in the folder already");
    }
    return private_folder_check(dir, ctx);
}

/* Whoever makes the folder of the keys is the one who makes the bank: of two at once, one. */
static enum err claim(const char *dir, struct err_ctx *ctx)
{
    char path[BANK_PATH];
    enum err e = bank_path(dir, "keys", path, ctx);
    if (e == ERR_OK && mkdir(path, 0700) != 0) {
        e = errno == EEXIST ? err_set(ctx, ERR_CONFLICT, dir, "give a new or an empty folder",
                                      "there is something in the folder already")
                            : err_set(ctx, ERR_IO, path,
                                      "make room on the disk, or check "
                                      "permissions",
                                      "cannot make the folder of the keys");
    }
    return e;
}

static enum err write_files(const struct bank_init_options *o, const struct bank_config *config,
                            const struct keyring *keys, struct err_ctx *ctx)
{
    char path[BANK_PATH];
    uint8_t sealed[KEYRING_BYTES];
    enum err e = seal_keyring(o, unlock_name, keys, sealed, ctx);
    if (e == ERR_OK) {
        e = bank_path(o->dir, keyring_name, path, ctx);
    }
    if (e == ERR_OK) {
        e = private_file_create(path, sealed, sizeof sealed, 0600, ctx);
    }
    if (e == ERR_OK) {
        e = bank_path(o->dir, "keys", path, ctx);
    }
    if (e == ERR_OK) {
        e = private_folder_sync(path, ctx);
    }
    if (e == ERR_OK) {
        e = bank_path(o->dir, "bank.conf", path, ctx);
    }
    if (e == ERR_OK) {
        struct buf text;
        buf_init(&text, CONFIG_MAX);
        config_write(config, &text);
        e = private_file_create(path, text.text, text.len, 0600, ctx);
        buf_free(&text);
    }
    return e;
}

static enum err first_rows(struct bank *b, struct err_ctx *ctx)
{
    const struct bank_public *p = &b->keys->public;
    struct sql_bank_bank_insert_in in = {
        .bank_id = b->keys->bank_id,
        .kind = (int)b->config.kind,
        .created_at = timestamp_now(),
        .sign_public = {p->sign, sizeof p->sign},
        .box_public = {p->box, sizeof p->box},
        .journal_public = {p->journal, sizeof p->journal},
        .witness_public = {p->witness, sizeof p->witness},
    };
    struct actor actor = actor_operator();
    enum err e = db_begin(b->db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = sql_bank_bank_insert(b->db, &in, NULL, ctx);
    if (e == ERR_OK) {
        e = journal_create(b, ctx);
    }
    if (e == ERR_OK) {
        e = journal_append(
            b, &(struct journal_entry){.actor = &actor, .event = JOURNAL_BANK_CREATED}, ctx);
    }
    return db_end(b->db, e, ctx);
}

/* Takes over the keys. */
static enum err make_database(const char *dir, const struct bank_config *config,
                              struct keyring *keys, struct err_ctx *ctx)
{
    char path[BANK_PATH];
    struct db *db = NULL;
    enum err e = bank_path(dir, "bank.db", path, ctx);
    if (e == ERR_OK) {
        e = db_open(path, DB_CREATE, &db, ctx);
    }
    if (e != ERR_OK) {
        keyring_release(keys);
        return e;
    }
    struct bank *b = bank_assemble(dir, config, db, keys);
    e = db_migrate(db, ctx);
    if (e == ERR_OK) {
        e = first_rows(b, ctx);
    }
    if (e == ERR_OK) {
        e = journal_checkpoint(b, true, ctx);
    }
    b->appended = 0;
    bank_close(b);
    return e == ERR_OK ? private_folder_sync(dir, ctx) : e;
}

/* Only what bank_init makes, and only in a folder that it has claimed. */
static void remove_all(const char *dir, bool folder_too)
{
    static const char *const names[] = {"bank.db-wal", "bank.db-shm", "bank.db",   "checkpoint",
                                        "bank.conf",   keyring_name,  unlock_name, NULL};
    char path[BANK_PATH];
    for (int i = 0; names[i] != NULL; i++) {
        if (bank_path(dir, names[i], path, NULL) == ERR_OK) {
            unlink(path);
        }
    }
    if (bank_path(dir, "keys", path, NULL) == ERR_OK) {
        rmdir(path);
    }
    if (folder_too) {
        rmdir(dir);
    }
}

enum err bank_init(const struct bank_init_options *o, struct err_ctx *ctx)
{
    secret_ready();
    struct bank_config config = o->config;
    struct keyring *keys = keyring_new();
    enum err e = config_complete(&config, keys->bank_id, "bank.conf", ctx);
    if (e == ERR_OK && (config.name[0] == '\0' || config.organisation_number[0] == '\0')) {
        e = err_set(ctx, ERR_INVALID, "bank.conf", "give --name and --organisation-number",
                    "a bank must have a name and an organisation number");
    }
    bool made = false;
    if (e == ERR_OK) {
        e = make_folder(o->dir, &made, ctx);
    }
    if (e == ERR_OK) {
        e = claim(o->dir, ctx);
        if (e != ERR_OK && made) {
            rmdir(o->dir);
        }
    }
    if (e != ERR_OK) {
        keyring_release(keys);
        return e;
    }
    e = write_files(o, &config, keys, ctx);
    if (e == ERR_OK) {
        e = make_database(o->dir, &config, keys, ctx);
    } else {
        keyring_release(keys);
    }
    if (e != ERR_OK) {
        remove_all(o->dir, made);
    }
    return e;
}

/* ---- changing the passphrase ---- */

/* When a key file opens the keyring, brings an interrupted change of it to its end, so that no
 * key is removed that is still needed. */
static enum err settle(const char *dir, struct err_ctx *ctx)
{
    char path[BANK_PATH];
    uint8_t bytes[KEYRING_BYTES];
    size_t n = 0;
    enum bank_unlock method;
    struct keyring *keys = NULL;
    enum err e = bank_path(dir, keyring_name, path, ctx);
    if (e == ERR_OK) {
        e = private_file_read(path, bytes, sizeof bytes, &n, ctx);
    }
    if (e == ERR_OK) {
        e = keyring_method(bytes, n, &method, ctx);
    }
    if (e == ERR_OK && method == BANK_UNLOCK_KEY_FILE) {
        e = unseal_with_file(dir, bytes, n, &keys, ctx);
        keyring_release(keys);
    }
    return e;
}

/* In this order an interruption leaves a keyring and a key that fit: the new key waits beside the
 * old one until the keyring has been replaced. */
static enum err replace_keyring(struct bank *b, const struct bank_init_options *o,
                                const struct actor *actor, struct err_ctx *ctx)
{
    char path[BANK_PATH], unlock[BANK_PATH], unlock_new[BANK_PATH];
    uint8_t sealed[KEYRING_BYTES];
    enum err e = bank_path(b->dir, unlock_name, unlock, ctx);
    if (e == ERR_OK) {
        e = bank_path(b->dir, unlock_new_name, unlock_new, ctx);
    }
    if (e == ERR_OK) {
        e = bank_path(b->dir, keyring_name, path, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    unlink(unlock_new);
    e = seal_keyring(o, unlock_new_name, b->keys, sealed, ctx);
    if (e == ERR_OK) { /* what cannot be written down does not happen */
        e = journal_append_now(
            b, &(struct journal_entry){.actor = actor, .event = JOURNAL_BANK_REKEYED}, ctx);
    }
    if (e != ERR_OK) {
        unlink(unlock_new);
        return e;
    }
    e = private_file_replace(path, sealed, sizeof sealed, 0600, ctx);
    if (e != ERR_OK) {
        return e; /* the new key stays: whether the keyring was replaced is not certain */
    }
    if (o->key_file && rename(unlock_new, unlock) != 0) {
        return err_set(ctx, ERR_IO, unlock_new, "rename keys/unlock.key.new to keys/unlock.key",
                       "the keys are changed, but the key file kept its temporary name");
    }
    if (!o->key_file) {
        unlink(unlock);
    }
    b->config.unlock = o->key_file ? BANK_UNLOCK_KEY_FILE : BANK_UNLOCK_PASSPHRASE;
    return ERR_OK;
}

enum err bank_rekey(struct bank *b, const struct bank_init_options *with, const struct actor *actor,
                    struct err_ctx *ctx)
{
    struct bank_init_options o = *with;
    o.dir = b->dir;
    enum err e = settle(b->dir, ctx);
    return e == ERR_OK ? replace_keyring(b, &o, actor, ctx) : e;
}
