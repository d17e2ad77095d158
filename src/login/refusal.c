#include "login/refusal.h"

#include <stdio.h>

#include "bank/journal.h"
#include "base/log.h"
#include "db/db.h"
#include "sql_login.h"

#define HOUR_MS INT64_C(3600000)

static enum err count(struct bank *b, struct sql_login_refusal_put_in *out, struct err_ctx *ctx)
{
    struct sql_login_refusal_read_in in = {out->bank_id, out->provider, out->fault};
    struct sql_login_refusal_read_row row;
    struct timestamp now = timestamp_now();
    enum err e = sql_login_refusal_read(bank_db(b), &in, NULL, &row, ctx);
    /* A clock that was set back begins a new hour too. */
    bool fresh =
        e == ERR_NOT_FOUND || now.ms - row.window_at.ms >= HOUR_MS || now.ms < row.window_at.ms;
    if (e == ERR_OK || e == ERR_NOT_FOUND) {
        out->window_at = fresh ? now : row.window_at;
        out->journaled = fresh ? 1 : row.journaled + 1;
        return ERR_OK;
    }
    return e;
}

enum err login_refusal_note(struct bank *b, const char *provider, enum login_fault fault,
                            struct err_ctx *ctx)
{
    struct sql_login_refusal_put_in in = {
        .bank_id = bank_row_id(b), .provider = provider, .fault = (int)fault};
    struct actor actor = actor_system("login");
    char detail[160];
    log_write(LOG_WARNING, "login", "%s: refused: %s", provider, login_fault_code[fault]);
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = count(b, &in, ctx);
    if (e == ERR_OK && in.journaled <= LOGIN_REFUSALS_AN_HOUR) {
        snprintf(detail, sizeof detail, "{\"provider\":\"%s\",\"reason\":\"%s\"%s}", provider,
                 login_fault_code[fault],
                 in.journaled == LOGIN_REFUSALS_AN_HOUR ? ",\"more_this_hour_not_noted\":true"
                                                        : "");
        e = sql_login_refusal_put(bank_db(b), &in, NULL, ctx);
        if (e == ERR_OK) {
            e = journal_append(b,
                               &(struct journal_entry){.actor = &actor,
                                                       .event = JOURNAL_LOGIN_REFUSED,
                                                       .detail = detail},
                               ctx);
        }
    }
    return db_end(bank_db(b), e, ctx);
}
