/* Over the whole space of facts, at every date at which the rules change. */
#include "fixture.h"
#include "space.h"

struct tally {
    size_t ends, judged;
    number combinations, space;
    struct date day;
};

static void has_ground_in_force(const struct law_rules *r, const struct law_trail *t,
                                struct date day_of_question)
{
    assert_true(set_any(t->ways));
    for (size_t i = set_next(&t->ways, 0); i < LAW_RULES_MAX; i = set_next(&t->ways, i + 1)) {
        const struct law_rule *rule = slot_rule(r, i);
        assert_true(rule->ref.grounds_n > 0);
        assert_true(rule->valid_from.days <= day_of_question.days);
        assert_true(rule->valid_to.days >= day_of_question.days);
    }
}

static void check_end(const struct law_rules *r, const struct node *end, struct tally *tally)
{
    struct results x = {.needs = needed(r, &end->a)};
    do {
        struct law_trail t;
        struct law_verdict v = judge_end(r, end->a, x.met, x.not_met, &t);
        tally->judged++;
        switch (v.outcome) {
        case LAW_DENY:
            assert_false(set_any(t.ways));
            assert_int_equal(v.if_assessed, LAW_DENY);
            assert_int_equal(v.outstanding, 0);
            break;
        case LAW_MAY:
            has_ground_in_force(r, &t, tally->day);
            assert_int_not_equal(v.outstanding, 0);
            assert_int_equal(v.outstanding & (x.met | x.not_met), 0);
            break;
        case LAW_ALLOW:
        case LAW_DUTY:
            has_ground_in_force(r, &t, tally->day);
            assert_int_equal(v.outstanding, 0);
            break;
        case LAW_OUTCOME__MAX:
            fail();
        }
    } while (next_results(&x));
}

static void visit_all(const struct law_rules *r, struct law_set start, struct date at,
                      void *context)
{
    struct tally *tally = context;
    tally->day = at;
    struct layer ends;
    walk(r, start, start, ALL_FACTS, &ends);
    number combinations = 0;
    for (size_t i = 0; i < ends.n; i++) {
        combinations += ends.nodes[i].combinations;
        check_end(r, &ends.nodes[i], tally);
    }
    assert_true(combinations == tally->space);
    tally->ends += ends.n;
    tally->combinations += combinations;
    layer_free(&ends);
}

static number size_of_space(void)
{
    number n = 1;
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        n *= law_field_info(f).values_n;
    }
    return n;
}

static void every_combination_has_one_outcome_and_every_yes_a_ground_in_force(void **state)
{
    struct law_rules *rules = *state;
    struct tally tally = {.space = size_of_space()};
    each_time(rules, visit_all, &tally);
    print_message("%.3g combinations of facts, %zu ends, %zu verdicts\n",
                  (double)tally.combinations, tally.ends, tally.judged);
    assert_true(tally.judged > 1000);
}

/* ---- Joint registers ---- */

static void visit_register(const struct law_rules *r, struct law_set start, struct date at,
                           void *context)
{
    (void)at;
    (void)context;
    static const unsigned joint[] = {LAW_REG, LAW_RAP};
    for (size_t j = 0; j < 2; j++) {
        for (unsigned id = 0; id < LAW_AGGREGATE; id++) {
            struct law_set s = set_and(start, &r->meets[LAW_FACT_TO][joint[j]]);
            s = set_and(s, &r->meets[LAW_FACT_IDENTIFICATION][id]);
            struct layer ends;
            walk(r, s, s, ALL_FACTS & ~(1u << LAW_FACT_TO) & ~(1u << LAW_FACT_IDENTIFICATION),
                 &ends);
            for (size_t i = 0; i < ends.n; i++) {
                struct results x = {.needs = needed(r, &ends.nodes[i].a)};
                do {
                    struct law_trail t;
                    assert_int_equal(judge_end(r, ends.nodes[i].a, x.met, x.not_met, &t).outcome,
                                     LAW_DENY);
                } while (next_results(&x));
            }
            layer_free(&ends);
        }
    }
}

static void nothing_about_an_individual_reaches_a_joint_register_or_report(void **state)
{
    each_time(*state, visit_register, NULL);
}

static int setup(void **state)
{
    *state = shipped();
    return 0;
}

static int teardown(void **state)
{
    law_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination_has_one_outcome_and_every_yes_a_ground_in_force),
        cmocka_unit_test(nothing_about_an_individual_reaches_a_joint_register_or_report),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
