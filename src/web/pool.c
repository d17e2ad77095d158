#include "web/pool.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define POOL_MAX 32

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t given;
    unsigned count, free_count;
    struct bank *free[POOL_MAX];
};

enum err pool_new(const struct bank *b, unsigned count, struct pool **out, struct err_ctx *ctx)
{
    assert(count > 0 && count <= POOL_MAX);
    struct pool *p = mem_zalloc(1, sizeof *p);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->given, NULL);
    for (unsigned i = 0; i < count; i++) {
        enum err e = bank_clone(b, &p->free[i], ctx);
        if (e != ERR_OK) {
            pool_free(p);
            return e;
        }
        p->count = p->free_count = i + 1;
    }
    *out = p;
    return ERR_OK;
}

struct bank *pool_take(struct pool *p, unsigned wait_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += wait_ms / 1000;
    until.tv_nsec += (long)(wait_ms % 1000) * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&p->lock);
    int waited = 0;
    while (p->free_count == 0 && waited == 0) {
        waited = pthread_cond_timedwait(&p->given, &p->lock, &until);
    }
    struct bank *b = p->free_count > 0 ? p->free[--p->free_count] : NULL;
    pthread_mutex_unlock(&p->lock);
    return b;
}

void pool_give(struct pool *p, struct bank *b)
{
    pthread_mutex_lock(&p->lock);
    p->free[p->free_count++] = b;
    pthread_cond_signal(&p->given);
    pthread_mutex_unlock(&p->lock);
}

void pool_free(struct pool *p)
{
    if (p != NULL) {
        assert(p->free_count == p->count);
        for (unsigned i = 0; i < p->count; i++) {
            bank_close(p->free[i]);
        }
        pthread_cond_destroy(&p->given);
        pthread_mutex_destroy(&p->lock);
        free(p);
    }
}
