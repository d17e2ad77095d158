/* Writing in the caller's transaction or, when none is begun, in one of its own; private to school.
 */
#ifndef SCHOOL_WORK_H
#define SCHOOL_WORK_H

#include "bank/bank.h"
#include "db/db.h"

MUST_USE static inline enum err work_begin(struct bank *b, bool *own_out, struct err_ctx *ctx)
{
    *own_out = !db_in_transaction(bank_db(b));
    return *own_out ? db_begin(bank_db(b), DB_WRITE, ctx) : ERR_OK;
}

/* Call only after work_begin() has succeeded. */
MUST_USE static inline enum err work_end(struct bank *b, bool own, enum err e, struct err_ctx *ctx)
{
    return own ? db_end(bank_db(b), e, ctx) : e;
}

/* A stored number of an enum; what a later version wrote counts as `otherwise`. */
static inline int work_enum(int v, int max, int otherwise)
{
    return v >= 0 && v < max ? v : otherwise;
}

#endif
