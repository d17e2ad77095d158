#include "login/key.h"

#include <string.h>

#include "bank/crypto.h"
#include "base/json.h"
#include "db/db.h"
#include "sql_login.h"

#define DOMAIN "login-key"

static enum err add(struct bank *b, enum jwt_alg alg, int64_t id, struct arena *a,
                    struct err_ctx *ctx)
{
    json_t *key = jwt_key_new(alg);
    json_t *public = jwt_key_public(key);
    char *whole = json_dumps(key, JSON_COMPACT), *open = json_dumps(public, JSON_COMPACT);
    enum err e = ERR_OK;
    struct sql_login_key_insert_in in = {.bank_id = bank_row_id(b),
                                         .key_id = id,
                                         .alg = jwt_alg_name[alg],
                                         .public_jwk = open,
                                         .created_time = timestamp_now()};
    if (whole == NULL || open == NULL) {
        e = err_set(ctx, ERR_SETUP, "libjose", "see that libjose works", "no key can be made");
    }
    if (e == ERR_OK) {
        struct blob plain = {(const uint8_t *)whole, strlen(whole)};
        e = bank_seal(b, DOMAIN, id, plain, a, &in.sealed, ctx);
    }
    if (e == ERR_OK) {
        e = sql_login_key_insert(bank_db(b), &in, NULL, ctx);
    }
    if (whole != NULL) {
        bank_wipe(whole, strlen(whole));
    }
    free(whole);
    free(open);
    json_decref(key);
    json_decref(public);
    return e;
}

enum err login_key_new(struct bank *b, struct err_ctx *ctx)
{
    struct arena *a = arena_new(65536);
    struct sql_login_key_last_row last;
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e == ERR_OK) {
        struct sql_login_key_last_in in = {bank_row_id(b)};
        e = sql_login_key_last(bank_db(b), &in, NULL, &last, ctx);
        for (int alg = 0; e == ERR_OK && alg < JWT_ALG__MAX; alg++) {
            e = add(b, (enum jwt_alg)alg, last.last + 1 + alg, a, ctx);
        }
        e = db_end(bank_db(b), e, ctx);
    }
    arena_free(a);
    return e;
}

enum err login_key_public(struct bank *b, json_t **out, struct err_ctx *ctx)
{
    struct sql_login_key_list_in in = {bank_row_id(b)};
    struct sql_login_key_list_row row;
    struct db_rows *rows;
    json_t *keys = json_array();
    *out = NULL;
    enum err e = sql_login_key_list_open(bank_db(b), &in, &rows, ctx);
    if (e == ERR_OK) {
        while (sql_login_key_list_next(rows, &row)) {
            json_t *key = NULL;
            if (json_array_size(keys) < LOGIN_KEYS_PUBLIC &&
                json_parse(row.public_jwk, strlen(row.public_jwk), "login_key", &key, NULL) ==
                    ERR_OK) {
                json_array_append_new(keys, key);
            }
        }
        e = sql_login_key_list_close(rows, ctx);
    }
    if (e != ERR_OK) {
        json_decref(keys);
        return e;
    }
    *out = json_pack("{s:o}", "keys", keys);
    return ERR_OK;
}

enum err login_key_private(struct bank *b, enum jwt_alg alg, json_t **out, struct err_ctx *ctx)
{
    struct arena *a = arena_new(65536);
    struct sql_login_key_newest_in in = {bank_row_id(b), jwt_alg_name[alg]};
    struct sql_login_key_newest_row row;
    struct blob plain;
    *out = NULL;
    enum err e = sql_login_key_newest(bank_db(b), &in, a, &row, ctx);
    if (e == ERR_OK) {
        e = bank_unseal(b, DOMAIN, row.key_id, row.sealed, a, &plain, ctx);
    }
    if (e == ERR_OK) {
        e = json_parse((const char *)plain.p, plain.n, "login_key", out, ctx);
    }
    arena_free(a);
    return e;
}
