/* Sessions as lists: the owner's own, those of employees, and ending them. */
#include <assert.h>
#include <stdio.h>

#include "bank/journal.h"
#include "db/db.h"
#include "sql_web.h"
#include "web/session.h"

static enum err read_rows(struct bank *b, const struct sql_web_session_list_in *in, struct arena *a,
                          struct session_row **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_session_list_row row;
    struct db_rows *rows;
    size_t room = 0, n = 0;
    struct session_row *list = NULL;
    enum err e = sql_web_session_list_open(bank_db(b), in, &rows, ctx);
    *out = list;
    *count_out = 0;
    if (e != ERR_OK) {
        return e;
    }
    while (sql_web_session_list_next(rows, &row)) {
        list = arena_grow(a, list, n, &room, sizeof *list);
        list[n++] =
            (struct session_row){.number = row.session_id,
                                 .kind = row.kind > SESSION_NONE && row.kind < SESSION_KIND__MAX
                                             ? (enum session_kind)row.kind
                                             : SESSION_NONE,
                                 .staff = {row.staff_id},
                                 .person = {row.person_id},
                                 .device = arena_strdup(a, row.device),
                                 .created = row.created_time,
                                 .seen = row.seen_time};
    }
    *out = list;
    *count_out = n;
    return sql_web_session_list_close(rows, ctx);
}

static struct sql_web_session_list_in living(const struct bank *b, enum session_kind kind)
{
    int64_t now = timestamp_now().ms;
    return (struct sql_web_session_list_in){.bank_id = bank_row_id(b),
                                            .kind = (int)kind,
                                            .seen_after = {now - SESSION_IDLE_MS},
                                            .created_after = {now - SESSION_LONGEST_MS}};
}

enum err session_list(struct bank *b, const struct session *owner, struct arena *a,
                      struct session_row **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_session_list_in in = living(b, owner->kind);
    in.owner = true;
    in.staff_id = owner->staff.v;
    in.person_id = owner->person.v;
    return read_rows(b, &in, a, out, count_out, ctx);
}

enum err session_list_staff(struct bank *b, struct arena *a, struct session_row **out,
                            size_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_session_list_in in = living(b, SESSION_STAFF);
    return read_rows(b, &in, a, out, count_out, ctx);
}

enum err session_list_all(struct bank *b, struct arena *a, struct session_row **out,
                          size_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_session_list_in in = living(b, SESSION_NONE);
    return read_rows(b, &in, a, out, count_out, ctx);
}

/* With the journal, in one transaction. */
static enum err end(struct bank *b, const struct sql_web_session_end_in *in,
                    const struct actor *actor, bool must, int64_t *count_out, struct err_ctx *ctx)
{
    char detail[80];
    int64_t count = 0;
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = sql_web_session_end(bank_db(b), in, &count, ctx);
    if (e == ERR_OK && count == 0 && must) {
        e = err_set(ctx, ERR_NOT_FOUND, "session", "", "there is no such session");
    }
    if (e == ERR_OK && count > 0) {
        snprintf(detail, sizeof detail, "{\"sessions\":%lld,\"staff\":%lld}", (long long)count,
                 (long long)in->staff_id);
        e = journal_append(b,
                           &(struct journal_entry){
                               .actor = actor, .event = JOURNAL_SESSION_ENDED, .detail = detail},
                           ctx);
    }
    if (count_out != NULL) {
        *count_out = count;
    }
    return db_end(bank_db(b), e, ctx);
}

enum err session_end_own(struct bank *b, const struct session *own, int64_t number,
                         struct err_ctx *ctx)
{
    struct actor actor = session_actor(own);
    struct sql_web_session_end_in in = {.bank_id = bank_row_id(b),
                                        .kind = (int)own->kind,
                                        .staff_id = own->staff.v,
                                        .person_id = own->person.v,
                                        .session_id = number,
                                        .but = own->number};
    return end(b, &in, &actor, number != 0, NULL, ctx);
}

enum err session_end_staff(struct bank *b, struct staff_id staff, const struct actor *actor,
                           int64_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_session_end_in in = {
        .bank_id = bank_row_id(b), .kind = SESSION_STAFF, .staff_id = staff.v};
    return end(b, &in, actor, false, count_out, ctx);
}

/* ---- by an operator ---- */

/* The pupils and guardians among the sessions that will end; also of those that have run out and
 * have not been cleared away. */
static enum err owners_of(struct bank *b, const struct session_which *w, struct arena *a,
                          struct person_id **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_session_list_in every = {.bank_id = bank_row_id(b)};
    struct session_row *rows;
    size_t n;
    *count_out = 0;
    enum err e = read_rows(b, &every, a, &rows, &n, ctx);
    if (e != ERR_OK) {
        return e;
    }
    *out = arena_alloc(a, (n + 1) * sizeof **out);
    for (size_t i = 0; i < n; i++) {
        bool ends = (w->number == 0 || rows[i].number == w->number) &&
                    (w->staff.v == 0 || rows[i].staff.v == w->staff.v) &&
                    (w->person.v == 0 || rows[i].person.v == w->person.v);
        if (ends && rows[i].person.v != 0) {
            (*out)[(*count_out)++] = rows[i].person;
        }
    }
    return ERR_OK;
}

static enum err end_which(struct bank *b, const struct session_which *w, const struct actor *actor,
                          struct arena *a, int64_t *count_out, struct err_ctx *ctx)
{
    const struct sql_web_session_end_any_in in = {.bank_id = bank_row_id(b),
                                                  .session_id = w->number,
                                                  .staff_id = w->staff.v,
                                                  .person_id = w->person.v};
    struct person_id *people = NULL;
    size_t n = 0;
    char detail[120];
    enum err e = owners_of(b, w, a, &people, &n, ctx);
    e = e == ERR_OK ? sql_web_session_end_any(bank_db(b), &in, count_out, ctx) : e;
    if (e == ERR_OK && *count_out == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "session", "see: brygga sessions list",
                    "there is no such session");
    }
    if (e != ERR_OK) {
        return e;
    }
    snprintf(detail, sizeof detail, "{\"sessions\":%lld,\"staff\":%lld,\"all\":%s}",
             (long long)*count_out, (long long)w->staff.v, w->all ? "true" : "false");
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = JOURNAL_SESSION_ENDED,
                                                  .persons = people,
                                                  .person_count = n,
                                                  .detail = detail},
                          ctx);
}

enum err session_end_which(struct bank *b, const struct session_which *which,
                           const struct actor *actor, int64_t *count_out, struct err_ctx *ctx)
{
    assert((which->number != 0) + (which->staff.v != 0) + (which->person.v != 0) + which->all == 1);
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 << 20);
    int64_t count = 0;
    e = db_end(bank_db(b), end_which(b, which, actor, a, &count, ctx), ctx);
    arena_free(a);
    *count_out = e == ERR_OK ? count : 0;
    return e;
}
