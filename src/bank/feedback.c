#include "bank/feedback.h"

#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "base/json.h"
#include "base/utf8.h"
#include "db/db.h"
#include "sql_bank.h"

#define DOMAIN   "feedback"
#define LIST_MAX 200
#define HOUR_MS  ((int64_t)3600 * 1000)

static bool text_ok(const char *text, size_t max)
{
    size_t n = strnlen(text, max + 1);
    return n <= max && utf8_valid(text, n);
}

static enum err seal(struct bank *b, int64_t id, const char *what, const char *contact,
                     struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    json_t *o = json_pack("{s:s,s:s}", "what", what, "contact", contact);
    struct buf text;
    buf_init(&text, (size_t)64 * 1024);
    json_append(&text, o, false);
    json_decref(o);
    enum err e =
        bank_seal(b, DOMAIN, id, (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx);
    buf_free(&text);
    return e;
}

static enum err store(struct bank *b, const struct actor *actor, const char *what,
                      const char *contact, struct arena *a, struct err_ctx *ctx)
{
    struct sql_bank_feedback_last_row last = {0};
    struct blob sealed;
    int64_t bank_id = bank_row_id(b);
    struct timestamp hour_ago = {timestamp_now().ms - HOUR_MS};
    enum err e = sql_bank_feedback_last(
        bank_db(b), &(struct sql_bank_feedback_last_in){.bank_id = bank_id, .since = hour_ago}, a,
        &last, ctx);
    if (e == ERR_OK && (last.rows >= FEEDBACK_ROWS_MAX || last.recent >= FEEDBACK_HOUR_MAX)) {
        e = err_set(ctx, ERR_LIMIT, "feedback", "telephone or write instead", "there is no room");
    }
    e = e == ERR_OK ? seal(b, last.feedback_id + 1, what, contact, a, &sealed, ctx) : e;
    if (e == ERR_OK) {
        e = sql_bank_feedback_insert(bank_db(b),
                                     &(struct sql_bank_feedback_insert_in){
                                         bank_id, last.feedback_id + 1, timestamp_now(), sealed},
                                     NULL, ctx);
    }
    struct journal_entry entry = {.actor = actor, .event = JOURNAL_FEEDBACK_SENT};
    return e == ERR_OK ? journal_append(b, &entry, ctx) : e;
}

enum err feedback_send(struct bank *b, const struct actor *actor, const char *what,
                       const char *contact, struct err_ctx *ctx)
{
    if (what[0] == '\0' || !text_ok(what, FEEDBACK_TEXT_MAX) ||
        !text_ok(contact, FEEDBACK_CONTACT_MAX)) {
        return err_set(ctx, ERR_INVALID, "what", "write what does not work", "there is no text");
    }
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)256 * 1024);
    e = store(b, actor, what, contact, a, ctx);
    arena_free(a);
    return db_end(bank_db(b), e, ctx);
}

static enum err open_one(struct bank *b, const struct sql_bank_feedback_list_row *row,
                         struct arena *a, struct feedback *out, struct err_ctx *ctx)
{
    struct blob plain;
    json_t *o = NULL;
    enum err e = bank_unseal(b, DOMAIN, row->feedback_id, row->sealed, a, &plain, ctx);
    e = e == ERR_OK ? json_parse((const char *)plain.p, plain.n, DOMAIN, &o, ctx) : e;
    *out = (struct feedback){.id = row->feedback_id,
                             .sent_at = row->sent_at,
                             .what = arena_strdup(a, json_text(o, "what")),
                             .contact = arena_strdup(a, json_text(o, "contact"))};
    json_decref(o);
    return e;
}

enum err feedback_list(struct bank *b, struct arena *a, struct feedback **out, size_t *count_out,
                       struct err_ctx *ctx)
{
    *count_out = 0;
    *out = arena_alloc(a, LIST_MAX * sizeof **out);
    struct db_rows *rows;
    struct sql_bank_feedback_list_row row;
    enum err e = sql_bank_feedback_list_open(
        bank_db(b), &(struct sql_bank_feedback_list_in){.bank_id = bank_row_id(b)}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (e == ERR_OK && *count_out < LIST_MAX && sql_bank_feedback_list_next(rows, &row)) {
        e = open_one(b, &row, a, &(*out)[(*count_out)++], ctx);
    }
    enum err closed = sql_bank_feedback_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

enum err feedback_remove(struct bank *b, const struct actor *actor, int64_t id, struct err_ctx *ctx)
{
    int64_t removed = 0;
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = sql_bank_feedback_delete(
        bank_db(b), &(struct sql_bank_feedback_delete_in){bank_row_id(b), id}, &removed, ctx);
    if (e == ERR_OK && removed == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "feedback", "", "it is not there any more");
    }
    struct journal_entry entry = {.actor = actor, .event = JOURNAL_FEEDBACK_REMOVED};
    e = e == ERR_OK ? journal_append(b, &entry, ctx) : e;
    return db_end(bank_db(b), e, ctx);
}
