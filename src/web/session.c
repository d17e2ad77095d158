#include "web/session.h"

#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "base/hex.h"
#include "db/db.h"
#include "sql_web.h"

#define HASH     32
#define ID_TOKEN "session-id-token" /* what it is sealed for */

static struct blob token_hash(const struct bank *b, const uint8_t token[SESSION_TOKEN],
                              uint8_t out[HASH])
{
    bank_keyed_hash(b, "web-session", (struct blob){token, SESSION_TOKEN}, out, HASH);
    return (struct blob){out, HASH};
}

struct actor session_actor(const struct session *s)
{
    switch (s->kind) {
    case SESSION_STAFF:
        return actor_staff(s->staff);
    case SESSION_PUPIL:
        return actor_pupil(s->person);
    case SESSION_GUARDIAN:
        return actor_guardian(s->person);
    case SESSION_NONE:
    case SESSION_KIND__MAX:
        break;
    }
    return actor_system("visitor");
}

static enum err seal_id_token(struct bank *b, int64_t number, struct blob token, struct arena *a,
                              struct blob *out, struct err_ctx *ctx)
{
    *out = (struct blob){0};
    return token.n > 0 ? bank_seal(b, ID_TOKEN, number, token, a, out, ctx) : ERR_OK;
}

static enum err insert(struct bank *b, const struct session_opening *o, struct blob hash,
                       struct err_ctx *ctx)
{
    struct sql_web_session_last_in last = {bank_row_id(b)};
    struct sql_web_session_last_row row;
    struct arena *a = arena_new(65536);
    struct sql_web_session_insert_in in = {.bank_id = last.bank_id,
                                           .token_hash = hash,
                                           .kind = (int)o->kind,
                                           .staff_id = o->staff.v,
                                           .person_id = o->person.v,
                                           .role = o->kind == SESSION_STAFF ? (int)o->role : -1,
                                           .language = (int)o->language,
                                           .device = o->device != NULL ? o->device : "",
                                           .provider = o->provider != NULL ? o->provider : "",
                                           .created_time = timestamp_now()};
    enum err e = sql_web_session_last(bank_db(b), &last, NULL, &row, ctx);
    in.session_id = e == ERR_OK ? row.last + 1 : 0;
    if (e == ERR_OK) {
        e = seal_id_token(b, in.session_id, o->id_token, a, &in.sealed_id_token, ctx);
    }
    if (e == ERR_OK) {
        e = sql_web_session_insert(bank_db(b), &in, NULL, ctx);
    }
    arena_free(a);
    return e;
}

enum err session_new(struct bank *b, const struct session_opening *o,
                     char cookie_out[SESSION_COOKIE_TEXT], struct err_ctx *ctx)
{
    uint8_t token[SESSION_TOKEN], hash[HASH];
    bank_random(token, sizeof token);
    hex_format(token, sizeof token, cookie_out);
    struct db *db = bank_db(b);
    enum err e = db_begin(db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = insert(b, o, token_hash(b, token, hash), ctx);
    bank_wipe(token, sizeof token);
    if (e == ERR_OK) {
        struct session s = {.kind = o->kind, .staff = o->staff, .person = o->person};
        struct actor actor = session_actor(&s);
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
    if (!hex_parse(cookie, found.token, SESSION_TOKEN)) {
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
    if (row.kind <= SESSION_NONE || row.kind >= SESSION_KIND__MAX) {
        return err_set(ctx, ERR_CORRUPT, "web_session", "", "a session of no known kind");
    }
    found.kind = (enum session_kind)row.kind;
    found.staff.v = row.staff_id;
    found.person.v = row.person_id;
    found.role = row.role >= 0 && row.role < ROLE__MAX ? (enum role)row.role : ROLE__MAX;
    found.language = row.language == PAGE_ENGLISH ? PAGE_ENGLISH : PAGE_SWEDISH;
    found.number = row.session_id;
    found.created = row.created_time;
    found.seen = row.seen_time;
    *out = found;
    return touch(b, in.token_hash, row.seen_time, ctx);
}

struct timestamp session_ends(const struct session *s)
{
    int64_t idle = timestamp_now().ms + SESSION_IDLE_MS,
            longest = s->created.ms + SESSION_LONGEST_MS;
    return (struct timestamp){idle < longest ? idle : longest};
}

enum err session_id_token(struct bank *b, const struct session *s, struct arena *a,
                          const char **provider_out, const char **id_token_out, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct sql_web_session_provider_in in = {bank_row_id(b), token_hash(b, s->token, hash)};
    struct sql_web_session_provider_row row;
    struct blob plain = {0};
    *provider_out = "";
    *id_token_out = NULL;
    enum err e = sql_web_session_provider(bank_db(b), &in, a, &row, ctx);
    if (e == ERR_OK && row.sealed_id_token.p != NULL) {
        e = bank_unseal(b, ID_TOKEN, s->number, row.sealed_id_token, a, &plain, ctx);
    }
    if (e == ERR_OK) {
        *provider_out = row.provider;
        *id_token_out = plain.p != NULL ? arena_strndup(a, (const char *)plain.p, plain.n) : NULL;
    }
    return e;
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
        struct actor actor = session_actor(s);
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
