/* The tokens of forms, what became of forms that were sent, and grants. */
#include <string.h>

#include "bank/crypto.h"
#include "base/hex.h"
#include "db/db.h"
#include "sql_web.h"
#include "web/session.h"

#define HASH 32

static void form_mac(const struct bank *b, const struct session *s, const uint8_t nonce[FORM_NONCE],
                     uint8_t out[FORM_NONCE])
{
    uint8_t input[SESSION_TOKEN + FORM_NONCE];
    memcpy(input, s->token, SESSION_TOKEN);
    memcpy(input + SESSION_TOKEN, nonce, FORM_NONCE);
    bank_keyed_hash(b, "web-form", (struct blob){input, sizeof input}, out, FORM_NONCE);
    bank_wipe(input, sizeof input);
}

void session_form_token(const struct bank *b, const struct session *s, char out[FORM_TOKEN_TEXT])
{
    uint8_t both[2 * FORM_NONCE];
    bank_random(both, FORM_NONCE);
    form_mac(b, s, both, both + FORM_NONCE);
    hex_format(both, sizeof both, out);
}

bool session_form_ok(const struct bank *b, const struct session *s, const char *token)
{
    uint8_t both[2 * FORM_NONCE], mac[FORM_NONCE];
    if (token == NULL || !hex_parse(token, both, sizeof both)) {
        return false;
    }
    form_mac(b, s, both, mac);
    return bank_equal_secret(mac, both + FORM_NONCE, FORM_NONCE);
}

static struct blob form_hash(const struct bank *b, const char *token, uint8_t out[HASH])
{
    bank_keyed_hash(b, "web-form-sent", (struct blob){(const uint8_t *)token, strlen(token)}, out,
                    HASH);
    return (struct blob){out, HASH};
}

enum err form_claim(struct bank *b, const char *token, struct arena *a, enum form_state *state_out,
                    const char **location_out, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    int64_t changed = 0;
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_web_form_insert_in in = {bank_row_id(b), form_hash(b, token, hash), timestamp_now()};
    struct sql_web_form_read_row row = {0};
    e = sql_web_form_insert(db, &in, &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        struct sql_web_form_read_in read = {in.bank_id, in.token_hash};
        e = sql_web_form_read(db, &read, a, &row, ctx);
    }
    *location_out = row.location;
    *state_out = changed != 0 ? FORM_NEW : row.location != NULL ? FORM_DONE : FORM_UNKNOWN;
    return db_end(db, e, ctx);
}

enum err form_was_sent(struct bank *b, const char *token, bool *out, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct arena *a = arena_new(8192);
    struct sql_web_form_read_in in = {bank_row_id(b), form_hash(b, token, hash)};
    struct sql_web_form_read_row row;
    enum err e = sql_web_form_read(bank_db(b), &in, a, &row, ctx);
    arena_free(a);
    *out = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err form_done(struct bank *b, const char *token, const char *location, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_web_form_done_in in = {bank_row_id(b), form_hash(b, token, hash), location};
    return db_end(db, sql_web_form_done(db, &in, NULL, ctx), ctx);
}

enum err form_give_back(struct bank *b, const char *token, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_web_form_delete_in in = {bank_row_id(b), form_hash(b, token, hash)};
    return db_end(db, sql_web_form_delete(db, &in, NULL, ctx), ctx);
}

/* ---- grants ---- */

void session_grant(const struct bank *b, const struct session *s, const char *use, int64_t row,
                   char out[SESSION_GRANT_TEXT])
{
    uint8_t input[SESSION_TOKEN + sizeof row + 32] = {0}, mac[16];
    memcpy(input, s->token, SESSION_TOKEN);
    memcpy(input + SESSION_TOKEN, &row, sizeof row);
    memcpy(input + SESSION_TOKEN + sizeof row, use, strnlen(use, 32));
    bank_keyed_hash(b, "web-grant", (struct blob){input, sizeof input}, mac, sizeof mac);
    bank_wipe(input, sizeof input);
    hex_format(mac, sizeof mac, out);
}

bool session_grant_ok(const struct bank *b, const struct session *s, const char *use, int64_t row,
                      const char *grant)
{
    char want[SESSION_GRANT_TEXT];
    session_grant(b, s, use, row, want);
    return grant != NULL && strlen(grant) == sizeof want - 1 &&
           bank_equal_secret(want, grant, sizeof want - 1);
}
