/* Sessions as lists: the owner's own, those of employees, and ending them. */
#include <stdio.h>

#include "bank/journal.h"
#include "db/db.h"
#include "sql_web.h"
#include "web/session.h"

#define ROWS_MAX 500

static enum err read_rows(struct bank *b, const struct sql_web_session_list_in *in, struct arena *a,
                          struct session_row **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_session_list_row row;
    struct db_rows *rows;
    *out = arena_alloc(a, ROWS_MAX * sizeof **out);
    *count_out = 0;
    enum err e = sql_web_session_list_open(bank_db(b), in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_web_session_list_next(rows, &row) && *count_out < ROWS_MAX) {
        (*out)[(*count_out)++] = (struct session_row){.number = row.session_id,
                                                      .staff = {row.staff_id},
                                                      .device = arena_strdup(a, row.device),
                                                      .created = row.created_time,
                                                      .seen = row.seen_time};
    }
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
