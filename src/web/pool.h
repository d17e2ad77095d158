/*
 * Handles of the bank for the threads that answer requests. A thread takes one for the time of a
 * request; when all are taken for too long, the request is answered with "try again".
 */
#ifndef WEB_POOL_H
#define WEB_POOL_H

#include "bank/bank.h"

struct pool;

MUST_USE enum err pool_new(const struct bank *b, unsigned count, struct pool **out,
                           struct err_ctx *ctx);
/* NULL when none is free within `wait_ms`. */
struct bank *pool_take(struct pool *p, unsigned wait_ms);
void pool_give(struct pool *p, struct bank *b);
void pool_free(struct pool *p); /* every handle has been given back; NULL is safe */

#endif
