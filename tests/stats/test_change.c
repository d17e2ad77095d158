/* Change of one person and goal attainment: against R (expected/make.R) and the literature. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "expected.h"
#include "stats/change.h"

static void check_index(const char *name, double before, double after, double sd, double r,
                        bool reliable)
{
    struct change_index c;
    char key[64];
    assert_true(change_index(before, after, sd, r, &c));
    assert_int_equal(c.reliable, reliable);
    snprintf(key, sizeof key, "%s.se", name);
    assert_near(key, c.se_difference, expected(key), 1e-12);
    snprintf(key, sizeof key, "%s.index", name);
    assert_near(key, c.index, expected(key), 1e-12);
    snprintf(key, sizeof key, "%s.limit", name);
    assert_near(key, change_limit(sd, r), expected(key), 1e-12);
}

static void index_agrees_with_r(void **state)
{
    (void)state;
    check_index("rci.truax", 47.5, 32.5, 7.5, 0.8, true);
    check_index("rci.ladder", 3, 7, 2.5, 0.7, true);
    check_index("rci.small", 3, 6, 2.5, 0.7, false);
}

static void index_agrees_with_the_published_example(void **state)
{
    (void)state;
    struct change_index c;
    assert_true(change_index(47.5, 32.5, 7.5, 0.8, &c));
    assert_near("S_diff", c.se_difference, 4.743416, 1e-6);
    assert_near("RCI", c.index, -3.162278, 1e-6);
}

static void nothing_is_said_without_an_error_of_measurement(void **state)
{
    (void)state;
    static const double bad[][4] = {{3, 7, NAN, 0.7}, {3, 7, 0, 0.7},       {3, 7, 2.5, 1},
                                    {3, 7, 2.5, NAN}, {3, 7, 2.5, -0.1},    {NAN, 7, 2.5, 0.7},
                                    {3, 7, -1, 0.7},  {3, INFINITY, 2, 0.7}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct change_index c;
        assert_false(change_index(bad[i][0], bad[i][1], bad[i][2], bad[i][3], &c));
        assert_false(c.reliable);
        assert_true(isnan(c.index));
    }
    assert_true(isnan(change_limit(2, 1)));
}

static void a_change_of_just_the_limit_is_not_reliable(void **state)
{
    (void)state;
    struct change_index c;
    double limit = change_limit(2.5, 0.7);
    assert_true(change_index(0, limit - 1e-9, 2.5, 0.7, &c) && !c.reliable);
    assert_true(change_index(0, limit + 1e-9, 2.5, 0.7, &c) && c.reliable);
}

static void goal_attainment_agrees_with_r(void **state)
{
    (void)state;
    static const int one[] = {1}, ones[] = {1, 1, 1}, weights[] = {3, 1, 2, 5},
                     levels[] = {-2, 0, 1, 2}, worst[] = {-2, -2, -2, -2, -2},
                     five[] = {1, 1, 1, 1, 1};
    assert_near("one", change_gas(one, one, 1, 0.3), expected("gas.one"), 1e-12);
    assert_near("three", change_gas(ones, ones, 3, 0.3), expected("gas.three"), 1e-12);
    assert_near("weighted", change_gas(levels, weights, 4, 0.3), expected("gas.weighted"), 1e-12);
    assert_near("worst", change_gas(worst, five, 5, 0.3), expected("gas.worst"), 1e-12);
}

static void goals_as_expected_give_fifty_and_wrong_weights_nothing(void **state)
{
    (void)state;
    static const int zero[] = {0, 0}, good[] = {2, 7}, bad[] = {2, 0};
    assert_near("expected", change_gas(zero, good, 2, 0.3), 50, 0);
    assert_true(isnan(change_gas(zero, bad, 2, 0.3)));
    assert_true(isnan(change_gas(zero, good, 0, 0.3)));
    assert_true(isnan(change_gas(zero, good, 2, 1.5)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(index_agrees_with_r),
        cmocka_unit_test(index_agrees_with_the_published_example),
        cmocka_unit_test(nothing_is_said_without_an_error_of_measurement),
        cmocka_unit_test(a_change_of_just_the_limit_is_not_reliable),
        cmocka_unit_test(goal_attainment_agrees_with_r),
        cmocka_unit_test(goals_as_expected_give_fifty_and_wrong_weights_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
