/*
 * The comparison in a made-up world whose truth is known. Every pupil has a level of their own and
 * a slow swing about it; there is an illness wave that hits everybody; a pupil whose last four
 * weeks were bad may be chosen that week. The world shares nothing with the demo's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "followup/compare.h"

enum { PUPILS = 2500, WEEKS = 70, MINUTES = 1200, LONGEST = 12 };

static uint64_t seed;

static double unit(void)
{
    seed += 0x9e3779b97f4a7c15ULL;
    uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static double normal(void)
{
    return sqrt(-2 * log(unit() + 1e-300)) * cos(2 * M_PI * unit());
}

struct world {
    struct panel *panel;
    int *entry;
    struct compare_subject *subjects;
    size_t count;
    double *without; /* mean weekly absence without help, in the weeks with it, by subject */
    struct compare *compared;
    bool *all;
};

static bool is_holiday(int week)
{
    return week % 18 == 17;
}

/* Absence shares of one pupil without help, and the week in which it begins: a taught week after
 * one in which the last four were bad. INT_MAX for never. */
static int live(double *without, const double *wave)
{
    double level = -2.8 + 0.8 * normal(), swing = normal(), last[4] = {0};
    int start = INT_MAX, taught = 0;
    for (int k = 0; k < WEEKS; k++) {
        swing = 0.75 * swing + sqrt(1 - 0.75 * 0.75) * normal();
        without[k] = 1 / (1 + exp(-(level + swing + wave[k] + 0.5 * normal())));
        if (is_holiday(k)) {
            continue;
        }
        last[taught++ % 4] = without[k];
        bool bad = last[0] + last[1] + last[2] + last[3] > 0.8;
        if (start == INT_MAX && k >= 24 && k < WEEKS - LONGEST - 12 && bad && unit() < 0.12) {
            start = k + 1;
        }
    }
    return start;
}

/* One pupil; `relative` is the share of absence that help takes away. */
static void simulate(struct world *w, size_t pupil, double relative, const double *wave)
{
    double without[WEEKS], invalid = unit(), sum = 0;
    w->panel->pupils[pupil] =
        (struct panel_pupil){{12000 + (int)(unit() * 3000)}, unit() < 0.5 ? SEX_FEMALE : SEX_MALE};
    int start = live(without, wave), weeks = 0;
    for (int k = 0; k < WEEKS; k++) {
        bool helped = start != INT_MAX && k >= start && k < start + LONGEST;
        uint32_t absent = (uint32_t)lround(without[k] * (helped ? 1 - relative : 1) * MINUTES);
        uint32_t unexcused = (uint32_t)lround(invalid * absent);
        if (!is_holiday(k)) {
            panel_set(w->panel, pupil, k, MINUTES, absent - unexcused, unexcused);
            sum += helped ? without[k] : 0;
            weeks += helped ? 1 : 0;
        }
    }
    if (start == INT_MAX) {
        return;
    }
    struct date first = panel_monday(w->panel, start);
    struct date end = {panel_monday(w->panel, start + LONGEST).days - 3};
    w->subjects[w->count] = (struct compare_subject){pupil, panel_span(w->panel, first, end)};
    w->entry[pupil] = start;
    w->without[w->count++] = sum / weeks;
}

static void world_make(struct world *w, uint64_t number, double relative)
{
    seed = number * 1000003;
    struct date monday;
    assert_true(date_from_ymd(2024, 8, 19, &monday));
    *w = (struct world){.panel = panel_new(PUPILS, monday, WEEKS),
                        .entry = mem_zalloc(PUPILS, sizeof *w->entry),
                        .subjects = mem_zalloc(PUPILS, sizeof *w->subjects),
                        .without = mem_zalloc(PUPILS, sizeof *w->without),
                        .all = mem_zalloc(PUPILS, sizeof *w->all)};
    double wave[WEEKS];
    for (int k = 0; k < WEEKS; k++) {
        wave[k] = 0.3 * sin(2 + k * 2 * M_PI / 40) + 0.15 * normal();
    }
    for (size_t i = 0; i < PUPILS; i++) {
        w->entry[i] = INT_MAX;
        w->all[i] = true;
        simulate(w, i, relative, wave);
    }
    w->compared = compare_run(w->panel, w->entry, w->subjects, w->count);
}

static void world_free(struct world *w)
{
    compare_free(w->compared);
    panel_free(w->panel);
    free(w->entry);
    free(w->subjects);
    free(w->without);
    free(w->all);
}

struct score {
    double truth, naive;
    struct estimate estimate;
};

static struct score world_score(const struct world *w)
{
    struct score s = {0};
    size_t n;
    s.estimate = compare_during(w->compared, w->all, &n);
    assert_true(n > 100);
    for (size_t i = 0; i < w->count; i++) {
        const struct compare_result *r = compare_result(w->compared, i);
        if (r->compared) {
            s.truth += (r->during - w->without[i]) / (double)n;
            s.naive += (r->during - r->before) / (double)n;
        }
    }
    return s;
}

enum { WORLDS = 25 };

static void check_worlds(double relative)
{
    double bias = 0, naive_bias = 0;
    int inside = 0;
    for (uint64_t i = 1; i <= WORLDS; i++) {
        struct world w;
        world_make(&w, i, relative);
        struct score s = world_score(&w);
        bias += (s.estimate.value - s.truth) / WORLDS;
        naive_bias += (s.naive - s.truth) / WORLDS;
        inside += s.estimate.low <= s.truth && s.truth <= s.estimate.high ? 1 : 0;
        world_free(&w);
    }
    printf("bias %+.4f, of before and after alone %+.4f; %d of %d inside\n", bias, naive_bias,
           inside, WORLDS);
    assert_true(naive_bias < -0.04); /* the trap is there */
    assert_true(fabs(bias) < 0.005); /* and is not stepped into */
    assert_true(inside >= 21);       /* 95 % of 25 is 24; fewer than 21 is once in 170 times */
}

static void without_an_effect_none_is_found_though_absence_falls(void **state)
{
    (void)state;
    check_worlds(0);
}

static void a_true_effect_lies_inside_the_interval(void **state)
{
    (void)state;
    check_worlds(0.35);
}

static void pupils_in_a_case_or_with_help_are_no_comparison(void **state)
{
    (void)state;
    struct world w;
    world_make(&w, 3, 0);
    compare_free(w.compared);
    for (size_t i = 0; i < PUPILS; i++) {
        w.entry[i] = 0; /* all are in a case from the first week */
    }
    w.compared = compare_run(w.panel, w.entry, w.subjects, w.count);
    size_t n;
    struct estimate e = compare_during(w.compared, w.all, &n);
    assert_int_equal(n, 0);
    assert_true(isnan(e.value) && isnan(e.low));
    assert_true(compare_result(w.compared, 0)->counted);
    assert_false(compare_result(w.compared, 0)->compared);
    world_free(&w);
}

static void a_pupil_with_too_few_weeks_is_not_counted(void **state)
{
    (void)state;
    struct world w;
    world_make(&w, 4, 0);
    compare_free(w.compared);
    w.subjects[0].span.during_last = w.subjects[0].span.during_first + 3;
    w.compared = compare_run(w.panel, w.entry, w.subjects, w.count);
    assert_false(compare_result(w.compared, 0)->counted);
    assert_true(compare_result(w.compared, 1)->counted);
    world_free(&w);
}

static void weeks_that_a_start_or_end_splits_belong_to_no_part(void **state)
{
    (void)state;
    struct date monday, start, end;
    assert_true(date_from_ymd(2025, 9, 1, &monday));
    struct panel *p = panel_new(1, monday, 20);
    assert_true(date_from_ymd(2025, 9, 17, &start)); /* Wednesday of week 2 */
    assert_true(date_from_ymd(2025, 10, 16, &end));  /* Thursday of week 6 */
    struct panel_span s = panel_span(p, start, end);
    assert_int_equal(s.before_last, 1);
    assert_int_equal(s.during_first, 3);
    assert_int_equal(s.during_last, 5);
    assert_int_equal(s.after_first, 7);
    assert_true(date_from_ymd(2025, 9, 15, &start)); /* Monday */
    assert_true(date_from_ymd(2025, 10, 17, &end));  /* Friday */
    s = panel_span(p, start, end);
    assert_int_equal(s.before_last, 1);
    assert_int_equal(s.during_first, 2);
    assert_int_equal(s.during_last, 6);
    assert_true(date_from_ymd(2025, 9, 20, &start)); /* Saturday */
    s = panel_span(p, start, DATE_OPEN);
    assert_int_equal(s.before_last, 2);
    assert_int_equal(s.during_first, 3);
    assert_int_equal(s.during_last, 19);
    assert_int_equal(s.after_first, 20);
    assert_int_equal(panel_week_of(p, (struct date){monday.days - 1}), -1);
    assert_int_equal(panel_week_of(p, (struct date){monday.days - 8}), -2);
    panel_free(p);
}

static void weeks_without_teaching_do_not_count(void **state)
{
    (void)state;
    struct panel *p = panel_new(1, (struct date){4}, 10);
    panel_set(p, 0, 1, 100, 10, 10);
    panel_set(p, 0, 2, 0, 0, 0);
    panel_set(p, 0, 3, 100, 0, 40);
    panel_set(p, 0, 99, 100, 0, 40); /* outside */
    int weeks, found;
    assert_true(fabs(panel_mean(p, 0, 0, 5, &weeks) - 0.3) < 1e-6);
    assert_int_equal(weeks, 2);
    assert_true(isnan(panel_mean(p, 0, 4, 9, NULL)));
    assert_int_equal(panel_back(p, 0, 5, 2, 20, &found), 1);
    assert_int_equal(found, 2);
    assert_int_equal(panel_back(p, 0, 5, 2, 2, &found), 3);
    assert_int_equal(found, 1);
    panel_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_an_effect_none_is_found_though_absence_falls),
        cmocka_unit_test(a_true_effect_lies_inside_the_interval),
        cmocka_unit_test(pupils_in_a_case_or_with_help_are_no_comparison),
        cmocka_unit_test(a_pupil_with_too_few_weeks_is_not_counted),
        cmocka_unit_test(weeks_that_a_start_or_end_splits_belong_to_no_part),
        cmocka_unit_test(weeks_without_teaching_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
