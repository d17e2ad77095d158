/*
 * Writing inside the caller's transaction or, when none is begun, in one of its own; for team and
 * the modules that build on it.
 */
#ifndef TEAM_WORK_H
#define TEAM_WORK_H

#include "bank/bank.h"
#include "db/db.h"

struct work {
    struct db *db;
    int64_t bank_id;
    bool own;
};

MUST_USE static inline enum err work_begin(struct bank *b, struct work *w, struct err_ctx *ctx)
{
    w->db = bank_db(b);
    w->bank_id = bank_row_id(b);
    w->own = !db_in_transaction(w->db);
    return w->own ? db_begin(w->db, DB_WRITE, ctx) : ERR_OK;
}

/* Call only after work_begin() has succeeded. */
MUST_USE static inline enum err work_end(struct work *w, enum err e, struct err_ctx *ctx)
{
    return w->own ? db_end(w->db, e, ctx) : e;
}

#endif
