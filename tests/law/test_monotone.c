/*
 * Safety that cannot be lost by forgetting: over the whole space of facts, at every date at which
 * the rules change, a fact that becomes unknown, a consent that is removed or a protection that is
 * added never widens the answer. Walked as pairs that differ in one fact only.
 */
#include "fixture.h"
#include "space.h"

/* Both duty and allow let the item pass; a duty is not wider than a permission. */
static unsigned width(enum law_outcome o)
{
    return o == LAW_DUTY ? LAW_ALLOW : (unsigned)o;
}

struct change {
    const struct law_rules *rules;
    unsigned fact, value, narrower; /* the fact goes from `value` to `narrower` */
    size_t pairs;
};

static void never_wider(const struct law_rules *r, struct law_set wide, struct law_set narrow,
                        const struct change *c)
{
    struct results x = {.needs = needed(r, &wide) | needed(r, &narrow)};
    do {
        struct law_trail t;
        unsigned before = width(judge_end(r, wide, x.met, x.not_met, &t).outcome);
        unsigned after = width(judge_end(r, narrow, x.met, x.not_met, &t).outcome);
        if (after > before) {
            size_t slot = set_next(&t.ways, 0);
            fail_msg("%s from %s to %s widens %s to %s (%s)", law_field_info(c->fact).name,
                     law_field_info(c->fact).codes[c->value],
                     law_field_info(c->fact).codes[c->narrower], law_outcome_code[before],
                     law_outcome_code[after], slot_rule(r, slot)->id);
        }
    } while (next_results(&x));
}

static void visit_change(const struct law_rules *r, struct law_set start, struct date at,
                         void *context)
{
    (void)at;
    struct change *c = context;
    struct law_set wide = set_and(start, &r->meets[c->fact][c->value]);
    struct law_set narrow = set_and(start, &r->meets[c->fact][c->narrower]);
    if (memcmp(&wide, &narrow, sizeof wide) == 0) {
        return; /* no rule tells them apart */
    }
    struct layer ends;
    walk(r, wide, narrow, ALL_FACTS & ~(UINT32_C(1) << c->fact), &ends);
    for (size_t i = 0; i < ends.n; i++) {
        never_wider(r, ends.nodes[i].a, ends.nodes[i].b, c);
    }
    c->pairs += ends.n;
    layer_free(&ends);
}

/* Values that no rule tells apart need one walk only. */
static bool seen_before(const struct law_rules *r, unsigned fact, unsigned value)
{
    for (unsigned v = 1; v < value; v++) {
        if (memcmp(&r->meets[fact][v], &r->meets[fact][value], sizeof r->meets[fact][v]) == 0) {
            return true;
        }
    }
    return false;
}

static void making_any_fact_unknown_never_widens_the_answer(void **state)
{
    struct law_rules *rules = *state;
    size_t pairs = 0;
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        for (unsigned v = 1; v < law_field_info(f).values_n; v++) {
            struct change c = {rules, f, v, 0, 0};
            if (!seen_before(rules, f, v)) {
                each_time(rules, visit_change, &c);
            }
            pairs += c.pairs;
        }
    }
    print_message("%zu pairs of classes\n", pairs);
    assert_true(pairs > 1000);
}

static void removing_a_consent_never_widens_the_answer(void **state)
{
    static const unsigned consents[] = {LAW_FACT_PUPIL, LAW_FACT_GUARDIAN_1, LAW_FACT_GUARDIAN_2};
    static const unsigned without[] = {LAW_CONSENT_UNKNOWN, LAW_CONSENT_NONE, LAW_CONSENT_REFUSED,
                                       LAW_CONSENT_WITHDRAWN, LAW_CONSENT_EXPIRED};
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 5; k++) {
            struct change c = {*state, consents[i], LAW_CONSENT_GIVEN, without[k], 0};
            each_time(*state, visit_change, &c);
            assert_true(c.pairs > 0);
        }
    }
    for (unsigned scope = LAW_SCOPE_UNKNOWN; scope < LAW_SCOPE__MAX; scope++) {
        if (scope != LAW_SCOPE_COVERS) {
            struct change c = {*state, LAW_FACT_CONSENT_SCOPE, LAW_SCOPE_COVERS, scope, 0};
            each_time(*state, visit_change, &c);
            assert_true(c.pairs > 0);
        }
    }
}

static void adding_protection_never_widens_the_answer(void **state)
{
    for (unsigned p = LAW_PROTECTION_MARKED; p < LAW_PROTECTION__MAX; p++) {
        struct change c = {*state, LAW_FACT_PROTECTION, LAW_PROTECTION_NONE, p, 0};
        each_time(*state, visit_change, &c);
        assert_true(c.pairs > 0);
    }
    struct change two = {*state, LAW_FACT_TWO_PERSONS, LAW_YES, LAW_NO, 0};
    each_time(*state, visit_change, &two);
    struct change contact = {*state, LAW_FACT_CONTACT_REMOVED, LAW_YES, LAW_NO, 0};
    each_time(*state, visit_change, &contact);
    assert_true(two.pairs > 0 && contact.pairs > 0);
}

static void forgetting_the_date_of_the_information_never_widens_the_answer(void **state)
{
    const struct law_rules *r = *state;
    for (size_t q = 0; q < r->question.n; q++) {
        for (size_t i = 0; i < r->information.n; i++) {
            struct layer ends;
            struct change c = {r, LAW_FACT_FROM, 0, 0, 0};
            walk(r, set_and(r->question.slots[q], &r->information.slots[i]),
                 set_and(r->question.slots[q], &r->information_unknown), ALL_FACTS, &ends);
            for (size_t k = 0; k < ends.n; k++) {
                never_wider(r, ends.nodes[k].a, ends.nodes[k].b, &c);
            }
            layer_free(&ends);
        }
    }
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
        cmocka_unit_test(making_any_fact_unknown_never_widens_the_answer),
        cmocka_unit_test(removing_a_consent_never_widens_the_answer),
        cmocka_unit_test(adding_protection_never_widens_the_answer),
        cmocka_unit_test(forgetting_the_date_of_the_information_never_widens_the_answer),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
