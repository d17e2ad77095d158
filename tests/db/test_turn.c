/* Who writes next, among the threads of a process. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/turn.h"

enum { WAITERS = 6, ROUNDS = 2000 };

static struct db_turn *t;
static atomic_int came, inside, most;
static int order[WAITERS];

static int setup(void **state)
{
    (void)state;
    t = db_turn_new();
    atomic_store(&came, 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_turn_release(t);
    return 0;
}

static void *wait_and_note(void *number)
{
    if (db_turn_take(t, 20000)) {
        order[atomic_fetch_add(&came, 1)] = *(int *)number;
        db_turn_give(t);
    }
    return NULL;
}

static void await_waiting(unsigned n)
{
    while (db_turn_waiting(t) != n) {
        usleep(1000);
    }
}

static void the_first_that_came_is_the_next(void **state)
{
    (void)state;
    pthread_t threads[WAITERS];
    int numbers[WAITERS];
    assert_true(db_turn_take(t, 0));
    for (int i = 0; i < WAITERS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, wait_and_note, &numbers[i]), 0);
        await_waiting((unsigned)i + 1); /* each is in the queue before the next comes */
    }
    assert_int_equal(atomic_load(&came), 0);
    db_turn_give(t);
    for (int i = 0; i < WAITERS; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(atomic_load(&came), WAITERS);
    for (int i = 0; i < WAITERS; i++) {
        assert_int_equal(order[i], i);
    }
}

static void who_waits_in_vain_leaves_the_queue_whole(void **state)
{
    (void)state;
    struct timespec from, to;
    pthread_t behind;
    int number = 7;
    assert_true(db_turn_take(t, 0));
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert_false(db_turn_take(t, 100));
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert_true((to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000 >= 99);
    assert_int_equal(pthread_create(&behind, NULL, wait_and_note, &number), 0);
    await_waiting(1);
    assert_false(db_turn_take(t, 10)); /* the last of two gives up */
    db_turn_give(t);
    pthread_join(behind, NULL);
    assert_int_equal(order[0], 7);
    assert_true(db_turn_take(t, 0));
    db_turn_give(t);
}

static void *write_often(void *unused)
{
    (void)unused;
    for (int i = 0; i < ROUNDS; i++) {
        if (db_turn_take(t, 20000)) {
            int now = atomic_fetch_add(&inside, 1) + 1;
            if (now > atomic_load(&most)) {
                atomic_store(&most, now);
            }
            atomic_fetch_add(&came, 1);
            atomic_fetch_sub(&inside, 1);
            db_turn_give(t);
        }
    }
    return NULL;
}

static void one_at_a_time_and_nobody_is_forgotten(void **state)
{
    (void)state;
    pthread_t threads[WAITERS];
    for (int i = 0; i < WAITERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, write_often, NULL), 0);
    }
    for (int i = 0; i < WAITERS; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(atomic_load(&came), WAITERS * ROUNDS);
    assert_int_equal(atomic_load(&most), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_that_came_is_the_next, setup, teardown),
        cmocka_unit_test_setup_teardown(who_waits_in_vain_leaves_the_queue_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(one_at_a_time_and_nobody_is_forgotten, setup, teardown),
    };
    return cmocka_run_group_tests_name("db.turn", tests, NULL, NULL);
}
