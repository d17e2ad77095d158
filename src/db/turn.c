#include "db/turn.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"

struct waiter {
    pthread_cond_t go;
    bool given;
    struct waiter *next;
};

struct db_turn {
    atomic_uint holders;
    pthread_mutex_t lock;
    bool taken;
    struct waiter *first, *last;
};

struct db_turn *db_turn_new(void)
{
    struct db_turn *t = mem_zalloc(1, sizeof *t);
    atomic_init(&t->holders, 1);
    pthread_mutex_init(&t->lock, NULL);
    return t;
}

struct db_turn *db_turn_share(struct db_turn *t)
{
    atomic_fetch_add(&t->holders, 1);
    return t;
}

void db_turn_release(struct db_turn *t)
{
    if (t != NULL && atomic_fetch_sub(&t->holders, 1) == 1) {
        pthread_mutex_destroy(&t->lock);
        free(t);
    }
}

static struct timespec after(int ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

static void append(struct db_turn *t, struct waiter *w)
{
    if (t->last != NULL) {
        t->last->next = w;
    } else {
        t->first = w;
    }
    t->last = w;
}

static void take_out(struct db_turn *t, const struct waiter *w)
{
    struct waiter *before = NULL;
    for (struct waiter *i = t->first; i != w; i = i->next) {
        before = i;
    }
    if (before != NULL) {
        before->next = w->next;
    } else {
        t->first = w->next;
    }
    if (t->last == w) {
        t->last = before;
    }
}

/* With the lock held. */
static bool wait_for_turn(struct db_turn *t, int wait_ms)
{
    struct waiter w = {.given = false};
    struct timespec until = after(wait_ms);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&w.go, &monotonic);
    pthread_condattr_destroy(&monotonic);
    append(t, &w);
    int waited = 0;
    while (!w.given && waited != ETIMEDOUT) {
        waited = pthread_cond_timedwait(&w.go, &t->lock, &until);
    }
    if (!w.given) {
        take_out(t, &w);
    }
    pthread_cond_destroy(&w.go);
    return w.given;
}

bool db_turn_take(struct db_turn *t, int wait_ms)
{
    pthread_mutex_lock(&t->lock);
    bool mine = !t->taken || wait_for_turn(t, wait_ms);
    t->taken = true; /* by this one, or by the one it was waited for */
    pthread_mutex_unlock(&t->lock);
    return mine;
}

unsigned db_turn_waiting(struct db_turn *t)
{
    unsigned n = 0;
    pthread_mutex_lock(&t->lock);
    for (const struct waiter *w = t->first; w != NULL; w = w->next) {
        n++;
    }
    pthread_mutex_unlock(&t->lock);
    return n;
}

void db_turn_give(struct db_turn *t)
{
    pthread_mutex_lock(&t->lock);
    struct waiter *next = t->first;
    if (next != NULL) { /* the turn passes on and stays taken */
        t->first = next->next;
        t->last = t->first != NULL ? t->last : NULL;
        next->given = true;
        pthread_cond_signal(&next->go);
    } else {
        t->taken = false;
    }
    pthread_mutex_unlock(&t->lock);
}
