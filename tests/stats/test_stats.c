/* Statistics against R (expected/make.R) and against the figures of the literature. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "expected.h"
#include "stats/describe.h"
#include "stats/dist.h"
#include "stats/nap.h"
#include "stats/neighbours.h"
#include "stats/ols.h"

static const double degrees[] = {1, 2, 4.5, 30, 1000};

static void quantiles_agree_with_r(void **state)
{
    (void)state;
    static const double p[] = {1e-10, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999};
    char name[64];
    for (size_t i = 0; i < sizeof p / sizeof *p; i++) {
        snprintf(name, sizeof name, "qnorm(%g)", p[i]);
        assert_near(name, dist_normal_quantile(p[i]), expected(name), 1e-10);
        for (size_t d = 0; d < 5; d++) {
            snprintf(name, sizeof name, "qt(%g,%g)", p[i], degrees[d]);
            assert_near(name, dist_t_quantile(p[i], degrees[d]), expected(name), 1e-9);
        }
    }
}

static void distribution_functions_agree_with_r(void **state)
{
    (void)state;
    static const double x[] = {-6, -1.5, 0, 0.3, 2.5};
    char name[64];
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        snprintf(name, sizeof name, "pnorm(%g)", x[i]);
        assert_near(name, dist_normal_cdf(x[i]), expected(name), 1e-13);
        for (size_t d = 0; d < 5; d++) {
            snprintf(name, sizeof name, "pt(%g,%g)", x[i], degrees[d]);
            assert_near(name, dist_t_cdf(x[i], degrees[d]), expected(name), 1e-12);
        }
    }
}

static void quantiles_of_impossible_probabilities_are_nan(void **state)
{
    (void)state;
    assert_true(isnan(dist_normal_quantile(-0.1)) && isnan(dist_normal_quantile(1.1)));
    assert_true(isnan(dist_t_quantile(NAN, 3)) && isnan(dist_t_quantile(0.5, 0)));
    assert_true(isinf(dist_normal_quantile(0)) && isinf(dist_t_quantile(1, 3)));
    assert_true(isnan(dist_t_cdf(1, -1)) && dist_t_cdf(-INFINITY, 3) == 0);
}

static void check_nap(const char *name, struct nap r)
{
    char key[64];
    snprintf(key, sizeof key, "%s.value", name);
    assert_near(key, r.value, expected(key), 1e-12);
    snprintf(key, sizeof key, "%s.se", name);
    assert_near(key, r.se, expected(key), 1e-10);
    snprintf(key, sizeof key, "%s.low", name);
    assert_near(key, r.low, expected(key), 1e-9);
    snprintf(key, sizeof key, "%s.high", name);
    assert_near(key, r.high, expected(key), 1e-9);
}

static void nap_agrees_with_r_and_the_published_examples(void **state)
{
    (void)state;
    static const double a1[] = {-20, -20, -26, -25, -22, -23};
    static const double b1[] = {-28, -25, -24, -27, -30, -30, -29};
    struct nap r = nap_decrease(a1, 6, b1, 7, 0.95);
    check_nap("parker2011", r);
    /* As SingleCaseES prints them, with the tolerance of its root finder. */
    assert_near("NAP", r.value, 0.916667, 1e-6);
    assert_near("SE", r.se, 0.0690066, 1e-7);
    assert_near("low", r.low, 0.597341, 1e-4);
    assert_near("high", r.high, 0.986018, 1e-4);

    static const double a2[] = {-4, -3, -4, -3, -4, -7, -5, -2, -3, -2};
    static const double b2[] = {-5, -9, -7, -9, -7, -5, -9, -11, -11, -10, -9};
    check_nap("parker2009", nap_decrease(a2, 10, b2, 11, 0.95));
    static const double a3[] = {22, 35, 31, 40, 28, 33.5, 45, 38};
    static const double b3[] = {30, 12, 18, 22, 9, 0, 14, 31, 16, 11};
    check_nap("absence", nap_decrease(a3, 8, b3, 10, 0.9));
}

static void nap_of_an_increase_mirrors_that_of_a_decrease(void **state)
{
    (void)state;
    static const double a[] = {4, 3, 4, 3, 4, 7, 5, 2, 3, 2};
    static const double b[] = {5, 9, 7, 9, 7, 5, 9, 11, 11, 10, 9};
    struct nap worse = nap_decrease(a, 10, b, 11, 0.95), better = nap_decrease(b, 11, a, 10, 0.95);
    check_nap("parker2009.worse", worse);
    assert_near("mirror", worse.value, 1 - better.value, 1e-12);
    assert_near("mirror", worse.low, 1 - better.high, 1e-9);
}

static void nap_at_the_ends_stays_between_zero_and_one(void **state)
{
    (void)state;
    static const double high[] = {5, 6, 7, 8, 9}, low[] = {0, 1, 2, 3, 4};
    struct nap all = nap_decrease(high, 5, low, 5, 0.95);
    assert_true(all.value == 1 && all.high == 1 && all.low > 0.5 && all.se >= 0);
    struct nap none = nap_decrease(low, 5, high, 5, 0.95);
    assert_true(none.value == 0 && none.low == 0 && none.high < 0.5);
    struct nap ties = nap_decrease(low, 1, low, 1, 0.95);
    assert_true(ties.value == 0.5 && isnan(ties.se) && ties.low < 0.1 && ties.high > 0.9);
    assert_true(isnan(nap_decrease(low, 0, high, 5, 0.95).value));
}

static void welch_agrees_with_r(void **state)
{
    (void)state;
    static const double a[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    static const double b[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    struct estimate e = describe_welch(a, 10, b, 10, 0.95);
    assert_near("value", e.value, expected("welch.value"), 1e-12);
    assert_near("se", e.se, expected("welch.se"), 1e-12);
    assert_near("df", e.df, expected("welch.df"), 1e-10);
    assert_near("low", e.low, expected("welch.low"), 1e-9);
    assert_near("high", e.high, expected("welch.high"), 1e-9);
}

static void too_few_values_give_no_figure(void **state)
{
    (void)state;
    static const double a[] = {1};
    assert_true(isnan(describe_mean(a, 0)) && describe_mean(a, 1) == 1);
    assert_true(isnan(describe_variance(a, 1)));
    assert_true(isnan(describe_welch(a, 1, a, 1, 0.95).low));
}

static const double cars[] = {
    21.0, 2.620, 1, 21.0, 2.875, 1, 22.8, 2.320, 1, 21.4, 3.215, 0, 18.7, 3.440, 0, 18.1, 3.460, 0,
    14.3, 3.570, 0, 24.4, 3.190, 0, 22.8, 3.150, 0, 19.2, 3.440, 0, 17.8, 3.440, 0, 16.4, 4.070, 0,
    17.3, 3.730, 0, 15.2, 3.780, 0, 10.4, 5.250, 0, 10.4, 5.424, 0, 14.7, 5.345, 0, 32.4, 2.200, 1,
    30.4, 1.615, 1, 33.9, 1.835, 1, 21.5, 2.465, 0, 15.5, 3.520, 0, 15.2, 3.435, 0, 13.3, 3.840, 0,
    19.2, 3.845, 0, 27.3, 1.935, 1, 26.0, 2.140, 1, 30.4, 1.513, 1, 15.8, 3.170, 1, 19.7, 2.770, 1,
    15.0, 3.570, 1, 21.4, 2.780, 1};

static void regression_and_hc3_agree_with_r(void **state)
{
    (void)state;
    double x[32 * 2], y[32];
    for (size_t i = 0; i < 32; i++) {
        y[i] = cars[3 * i];
        x[2 * i] = cars[3 * i + 1];
        x[2 * i + 1] = cars[3 * i + 2];
    }
    struct ols r;
    assert_true(ols_fit(x, 2, y, 32, &r));
    assert_true(r.df == 29 && r.columns == 3);
    static const char *const names[] = {"intercept", "wt", "am"};
    char key[32];
    for (size_t i = 0; i < 3; i++) {
        snprintf(key, sizeof key, "ols.%s", names[i]);
        assert_near(key, r.coefficient[i], expected(key), 1e-10);
        snprintf(key, sizeof key, "hc3.%s", names[i]);
        assert_near(key, r.se_hc3[i], expected(key), 1e-10);
    }
}

static void regression_refuses_what_cannot_be_fitted(void **state)
{
    (void)state;
    static const double x[] = {1, 2, 2, 4, 3, 6, 4, 8, 5, 10};
    static const double y[] = {1, 2, 3, 4, 6};
    struct ols r;
    assert_false(ols_fit(x, 2, y, 5, &r)); /* the second column is twice the first */
    assert_false(ols_fit(x, 1, y, 2, &r)); /* as many unknowns as rows */
    assert_false(ols_fit(x, OLS_MAX_COLUMNS, y, 5, &r));
}

static void local_prediction_agrees_with_r(void **state)
{
    (void)state;
    float x[80], target[] = {1.1F, -0.2F};
    double y[40], outcomes[NEIGHBOURS_MAX], sum = 0, value = 0;
    char key[32];
    for (int i = 0; i < 40; i++) {
        snprintf(key, sizeof key, "x%da", i + 1);
        x[2 * i] = (float)expected(key);
        snprintf(key, sizeof key, "x%db", i + 1);
        x[2 * i + 1] = (float)expected(key);
        snprintf(key, sizeof key, "y%d", i + 1);
        y[i] = expected(key);
    }
    for (int i = 1; i < 40; i++) { /* by the first column */
        for (int j = i; j > 0 && x[2 * j - 2] > x[2 * j]; j--) {
            float kept[] = {x[2 * j], x[2 * j + 1]};
            double kept_y = y[j];
            memmove(&x[2 * j], &x[2 * j - 2], sizeof kept);
            memcpy(&x[2 * j - 2], kept, sizeof kept);
            y[j] = y[j - 1];
            y[j - 1] = kept_y;
        }
    }
    struct neighbours n;
    assert_true(
        neighbours_find(&(struct neighbours_crowd){40, x, x, 2, 2}, target, target, 15, &n));
    assert_int_equal(n.count, 15);
    for (size_t j = 0; j < n.count; j++) {
        outcomes[j] = y[n.row[j]];
        sum += n.weight[j];
        value += n.weight[j] * outcomes[j];
    }
    assert_near("sum of weights", sum, 1, 1e-12);
    assert_near("value", value, expected("neighbours.value"), 1e-5); /* features are float */
    assert_near("spread", neighbours_spread(&n, outcomes), expected("neighbours.spread"), 1e-5);
}

static void a_straight_line_is_predicted_beyond_the_crowd(void **state)
{
    (void)state; /* averaging would give 4.5 */
    float x[10], target[] = {12};
    double value = 0;
    for (int i = 0; i < 10; i++) {
        x[i] = (float)i;
    }
    struct neighbours n;
    assert_true(
        neighbours_find(&(struct neighbours_crowd){10, x, x, 1, 1}, target, target, 64, &n));
    for (size_t j = 0; j < n.count; j++) {
        value += n.weight[j] * n.row[j];
    }
    assert_near("line", value, 12, 0.01);
    assert_false(
        neighbours_find(&(struct neighbours_crowd){3, x, x, 1, 1}, target, target, 64, &n));
    assert_false(
        neighbours_find(&(struct neighbours_crowd){10, x, x, 1, 1}, target, target, 3, &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_agree_with_r),
        cmocka_unit_test(distribution_functions_agree_with_r),
        cmocka_unit_test(quantiles_of_impossible_probabilities_are_nan),
        cmocka_unit_test(nap_agrees_with_r_and_the_published_examples),
        cmocka_unit_test(nap_of_an_increase_mirrors_that_of_a_decrease),
        cmocka_unit_test(nap_at_the_ends_stays_between_zero_and_one),
        cmocka_unit_test(welch_agrees_with_r),
        cmocka_unit_test(too_few_values_give_no_figure),
        cmocka_unit_test(regression_and_hc3_agree_with_r),
        cmocka_unit_test(regression_refuses_what_cannot_be_fitted),
        cmocka_unit_test(local_prediction_agrees_with_r),
        cmocka_unit_test(a_straight_line_is_predicted_beyond_the_crowd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
