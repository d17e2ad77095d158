#include "web/session.h"

#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "db/db.h"
#include "sql_web.h"

#define HASH 32

static void to_hex(const uint8_t *p, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[p[i] >> 4];
        out[2 * i + 1] = digits[p[i] & 15];
    }
    out[2 * n] = '\0';
}

/* Exactly 2n small hexadecimal digits. */
static bool from_hex(const char *text, uint8_t *out, size_t n)
{
    if (strlen(text) != 2 * n || strspn(text, "0123456789abcdef") != 2 * n) {
        return false;
    }
    for (size_t i = 0; i < 2 * n; i++) {
        unsigned v = text[i] <= '9' ? (unsigned)(text[i] - '0') : (unsigned)(text[i] - 'a' + 10);
        out[i / 2] = (uint8_t)(i % 2 == 0 ? v << 4 : out[i / 2] | v);
    }
    return true;
}

static struct blob token_hash(const struct bank *b, const uint8_t token[SESSION_TOKEN],
                              uint8_t out[HASH])
{
    bank_keyed_hash(b, "web-session", (struct blob){token, SESSION_TOKEN}, out, HASH);
    return (struct blob){out, HASH};
}

enum err session_new(struct bank *b, struct staff_id staff, enum page_language language,
                     char cookie_out[SESSION_COOKIE_TEXT], struct err_ctx *ctx)
{
    uint8_t token[SESSION_TOKEN], hash[HASH];
    bank_random(token, sizeof token);
    to_hex(token, sizeof token, cookie_out);
    struct sql_web_session_insert_in in = {.bank_id = bank_row_id(b),
                                           .token_hash = token_hash(b, token, hash),
                                           .staff_id = staff.v,
                                           .language = (int)language,
                                           .created_time = timestamp_now()};
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = sql_web_session_insert(db, &in, NULL, ctx);
    if (e == ERR_OK) {
        struct actor actor = actor_staff(staff);
        e = journal_append(b, &(struct journal_entry){.actor = &actor, .event = JOURNAL_LOGIN},
                           ctx);
    }
    return db_end(db, e, ctx);
}

/* Write down, at most once a minute, that the session is in use. */
static enum err touch(struct bank *b, struct blob hash, struct timestamp seen, struct err_ctx *ctx)
{
    struct timestamp now = timestamp_now();
    if (now.ms - seen.ms < 60000) {
        return ERR_OK;
    }
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_web_session_touch_in in = {bank_row_id(b), hash, now};
    return db_end(db, sql_web_session_touch(db, &in, NULL, ctx), ctx);
}

enum err session_find(struct bank *b, const char *cookie, struct session *out, struct err_ctx *ctx)
{
    *out = (struct session){0};
    struct session found = {0};
    uint8_t hash[HASH];
    if (!from_hex(cookie, found.token, SESSION_TOKEN)) {
        return err_set(ctx, ERR_NOT_FOUND, "cookie", "", "the session cookie is malformed");
    }
    struct sql_web_session_read_in in = {bank_row_id(b), token_hash(b, found.token, hash)};
    struct sql_web_session_read_row row;
    struct arena *a = arena_new(4096);
    enum err e = sql_web_session_read(bank_db(b), &in, a, &row, ctx);
    arena_free(a);
    if (e != ERR_OK) {
        return e;
    }
    int64_t now = timestamp_now().ms;
    if (now - row.seen_time.ms > SESSION_IDLE_MS ||
        now - row.created_time.ms > SESSION_LONGEST_MS) {
        return err_set(ctx, ERR_NOT_FOUND, "", "", "the session has ended");
    }
    found.staff.v = row.staff_id;
    found.language = row.language == PAGE_ENGLISH ? PAGE_ENGLISH : PAGE_SWEDISH;
    *out = found;
    return touch(b, in.token_hash, row.seen_time, ctx);
}

enum err session_set_language(struct bank *b, const struct session *s, enum page_language language,
                              struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_web_session_language_in in = {bank_row_id(b), token_hash(b, s->token, hash),
                                             (int)language};
    return db_end(db, sql_web_session_language(db, &in, NULL, ctx), ctx);
}

enum err session_end(struct bank *b, const struct session *s, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_web_session_delete_in in = {bank_row_id(b), token_hash(b, s->token, hash)};
    e = sql_web_session_delete(db, &in, NULL, ctx);
    if (e == ERR_OK) {
        struct actor actor = actor_staff(s->staff);
        e = journal_append(b, &(struct journal_entry){.actor = &actor, .event = JOURNAL_LOGOUT},
                           ctx);
    }
    return db_end(db, e, ctx);
}

enum err session_purge(struct bank *b, struct err_ctx *ctx)
{
    int64_t now = timestamp_now().ms;
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_web_session_purge_in sessions = {
        bank_row_id(b), {now - SESSION_IDLE_MS}, {now - SESSION_LONGEST_MS}};
    e = sql_web_session_purge(db, &sessions, NULL, ctx);
    if (e == ERR_OK) {
        struct sql_web_form_purge_in forms = {bank_row_id(b), {now - FORM_KEPT_MS}};
        e = sql_web_form_purge(db, &forms, NULL, ctx);
    }
    return db_end(db, e, ctx);
}

/* ---- forms ---- */

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
    to_hex(both, sizeof both, out);
}

bool session_form_ok(const struct bank *b, const struct session *s, const char *token)
{
    uint8_t both[2 * FORM_NONCE], mac[FORM_NONCE];
    if (token == NULL || !from_hex(token, both, sizeof both)) {
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
    to_hex(mac, sizeof mac, out);
}

bool session_grant_ok(const struct bank *b, const struct session *s, const char *use, int64_t row,
                      const char *grant)
{
    char want[SESSION_GRANT_TEXT];
    session_grant(b, s, use, row, want);
    return grant != NULL && strlen(grant) == sizeof want - 1 &&
           bank_equal_secret(want, grant, sizeof want - 1);
}
