#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "demo/effect.h"
#include "demo/town.h"
#include "demo/truth.h"

static const struct date end_date = {20779}; /* 2026-11-22 */

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct civic_no *)a)->text, ((const struct civic_no *)b)->text);
}

static void every_number_is_a_test_number_and_used_once_even_in_the_largest_town(void **state)
{
    (void)state;
    struct demo_town *t = demo_town_make(DEMO_MAX_PUPILS, 3, end_date);
    size_t n = 0;
    struct civic_no *all = mem_zalloc(t->pupil_count + t->guardian_count, sizeof *all);
    for (unsigned i = 0; i < t->pupil_count; i++) {
        all[n++] = t->pupils[i].person.civic;
    }
    for (unsigned i = 0; i < t->guardian_count; i++) {
        all[n++] = t->guardians[i].civic;
    }
    size_t interim = 0;
    for (size_t i = 0; i < n; i++) {
        struct civic_no parsed;
        assert_int_equal(civic_parse(all[i].text, 12, &parsed), CIVIC_OK);
        bool is_interim = civic_kind(&parsed) == CIVIC_INTERIM;
        assert_true(is_interim || civic_is_test(&parsed));
        interim += is_interim;
    }
    assert_in_range(interim, 1, n / 300);
    qsort(all, n, sizeof *all, by_text);
    for (size_t i = 1; i < n; i++) {
        assert_string_not_equal(all[i - 1].text, all[i].text);
    }
    free(all);
    demo_town_free(t);
}

static void pupils_are_of_the_age_of_their_grade(void **state)
{
    (void)state;
    struct demo_town *t = demo_town_make(3000, 5, end_date);
    int grades[13] = {0};
    for (unsigned i = 0; i < t->pupil_count; i++) {
        const struct demo_pupil *p = &t->pupils[i];
        int year, month, day;
        date_to_ymd(p->person.birth, &year, &month, &day);
        assert_int_equal(year, t->school_year - 6 - p->grade);
        assert_int_equal(t->units[p->unit].kind == DEMO_UPPER, p->grade >= 10);
        grades[p->grade]++;
    }
    for (int g = 0; g < 13; g++) {
        assert_in_range(grades[g], 3000 / 13 / 2, 3000 / 13 * 2);
    }
    demo_town_free(t);
}

static void there_are_protected_identities_of_each_kind_and_whole_households_of_them(void **state)
{
    (void)state;
    struct demo_town *t = demo_town_make(300, 1, end_date);
    int kinds[DEMO_PROTECTION__MAX] = {0}, alone = 0;
    for (unsigned i = 0; i < t->pupil_count; i++) {
        const struct demo_pupil *p = &t->pupils[i];
        const struct demo_household *h = &t->households[p->household];
        kinds[p->person.protection]++;
        alone += h->guardian_count == 1;
        for (unsigned k = 0; k < h->guardian_count; k++) {
            assert_int_equal(t->guardians[h->guardians[k]].protection, p->person.protection);
        }
    }
    for (int k = 0; k < DEMO_PROTECTION__MAX; k++) {
        assert_true(kinds[k] > 0);
    }
    assert_in_range(alone, 20, 100);
    demo_town_free(t);
}

static void organisation_numbers_have_a_fitting_check_digit(void **state)
{
    (void)state;
    for (int o = 0; o < DEMO_ORGANISER__MAX; o++) {
        const char *n = demo_organiser_number[o];
        assert_int_equal(strlen(n), 10);
        assert_true(n[2] >= '2');
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            int v = (n[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += v > 9 ? v - 9 : v;
        }
        assert_int_equal(sum % 10, 0);
    }
}

/* Every pupil with an intervention in one town. */
static void each_episode(unsigned pupils, uint64_t seed, struct demo_truth *truth,
                         void (*see)(const struct demo_town *, unsigned,
                                     const struct demo_episode *, const struct demo_days *with,
                                     const struct demo_days *without))
{
    struct demo_town *t = demo_town_make(pupils, seed, end_date);
    struct demo_year_plan *plan = demo_year_plan_new(t);
    struct demo_days *with = mem_zalloc(2, sizeof *with), *without = with + 1;
    for (unsigned i = 0; i < t->pupil_count; i++) {
        struct demo_episode e;
        demo_absence_simulate(t, plan, i, with);
        if (demo_episode_draw(t, i, with, &e)) {
            struct demo_outcome outcome;
            *without = *with;
            demo_episode_apply(t, i, &e, with);
            demo_truth_add(truth, t, &e, with, without, &outcome);
            if (see != NULL) {
                see(t, i, &e, with, without);
            }
        }
    }
    free(with);
    demo_year_plan_free(plan);
    demo_town_free(t);
}

static void see_one(const struct demo_town *t, unsigned pupil, const struct demo_episode *e,
                    const struct demo_days *with, const struct demo_days *without)
{
    assert_int_equal(t->pupils[pupil].person.protection, DEMO_OPEN);
    assert_int_not_equal(civic_kind(&t->pupils[pupil].person.civic), CIVIC_INTERIM);
    assert_int_equal(date_weekday((struct date){t->first.days + e->start}), 1);
    assert_memory_equal(with->day, without->day, sizeof with->day[0] * (size_t)e->start);
    int offered = 0, absent = 0, days = 0;
    for (int i = e->start - 8; i >= 0 && days < 20; i--) { /* chosen the Monday before */
        if (with->day[i].lessons > 0) {
            offered += demo_day_offered(&with->day[i]);
            absent += demo_day_absent(&with->day[i]);
            days++;
        }
    }
    assert_int_equal(days, 20);
    assert_true(absent * 5 >= offered);
}

static void interventions_begin_at_the_worst_moment_and_change_nothing_before(void **state)
{
    (void)state;
    struct demo_truth *truth = mem_zalloc(1, sizeof *truth);
    each_episode(1500, 8, truth, see_one);
    free(truth);
}

static double mean(const struct demo_sum *s, bool with)
{
    assert_true(s->pupils > 0);
    return 100 * (with ? s->with : s->without) / s->pupils;
}

static void true_effects_are_as_made_one_of_them_none_and_one_harmful(void **state)
{
    (void)state;
    struct demo_truth *truth = mem_zalloc(1, sizeof *truth);
    each_episode(12000, 2, truth, NULL);
    for (int k = 0; k < DEMO_KINDS; k++) {
        double effect = mean(&truth->during[k], true) - mean(&truth->during[k], false);
        assert_true(truth->episodes[k] > 40);
        if (demo_kinds[k].relative > 0) {
            /* Growing in takes a part of the full effect away. */
            double full = -demo_kinds[k].relative * mean(&truth->during[k], false);
            assert_true(effect > full && effect < 0.5 * full);
        } else if (demo_kinds[k].added > 0) {
            assert_true(effect > 0.5 && effect < 2.5);
        } else {
            assert_true(effect == 0);
        }
    }
    free(truth);
}

static void absence_falls_after_the_choice_even_when_nothing_helps(void **state)
{
    (void)state;
    struct demo_truth *truth = mem_zalloc(1, sizeof *truth);
    each_episode(12000, 4, truth, NULL);
    struct demo_sum before = {0}, after = {0};
    for (int k = 0; k < DEMO_KINDS; k++) {
        before.pupils += truth->before[k].pupils;
        before.without += truth->before[k].without;
        after.pupils += truth->after[k].pupils;
        after.without += truth->after[k].without;
    }
    assert_true(mean(&after, false) < mean(&before, false) - 3);
    free(truth);
}

static void days_of_a_pupil_depend_on_seed_and_pupil_only(void **state)
{
    (void)state;
    struct demo_town *small = demo_town_make(50, 9, end_date);
    struct demo_town *again = demo_town_make(50, 9, end_date);
    struct demo_year_plan *plan = demo_year_plan_new(small);
    struct demo_days *days = mem_zalloc(2, sizeof *days);
    for (unsigned i = 0; i < small->pupil_count; i++) {
        demo_absence_simulate(small, plan, small->pupil_count - 1 - i, &days[0]); /* any order */
        demo_absence_simulate(small, plan, i, &days[0]);
        demo_absence_simulate(again, plan, i, &days[1]);
        assert_memory_equal(&days[0], &days[1], sizeof days[0]);
    }
    free(days);
    demo_year_plan_free(plan);
    demo_town_free(small);
    demo_town_free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_a_test_number_and_used_once_even_in_the_largest_town),
        cmocka_unit_test(pupils_are_of_the_age_of_their_grade),
        cmocka_unit_test(there_are_protected_identities_of_each_kind_and_whole_households_of_them),
        cmocka_unit_test(organisation_numbers_have_a_fitting_check_digit),
        cmocka_unit_test(interventions_begin_at_the_worst_moment_and_change_nothing_before),
        cmocka_unit_test(true_effects_are_as_made_one_of_them_none_and_one_harmful),
        cmocka_unit_test(absence_falls_after_the_choice_even_when_nothing_helps),
        cmocka_unit_test(days_of_a_pupil_depend_on_seed_and_pupil_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
