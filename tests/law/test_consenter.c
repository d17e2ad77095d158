/* Who may say yes, over every age, maturity, custody and block: never other than what a decision
 * then requires. */
#include "fixture.h"

#include "base/buf.h"
#include "law/consenter.h"
#include "law/rules.h"

static struct law_consenters ask(const struct law_rules *rules, struct law_consenter_facts f)
{
    struct law_consenters c;
    law_consenters(rules, &f, &c);
    return c;
}

static struct law_consenter_facts child(unsigned age, enum law_maturity maturity,
                                        enum law_custody custody, enum law_answer blocked)
{
    return (struct law_consenter_facts){.age = law_age((int)age),
                                        .maturity = maturity,
                                        .custody = custody,
                                        .guardian_blocked = blocked,
                                        .on = day("2026-11-22")};
}

static void a_young_child_is_heard_and_both_guardians_say_yes(void **state)
{
    struct law_consenters c = ask(*state, child(8, LAW_NOT_MATURE, LAW_CUSTODY_JOINT, LAW_NO));
    assert_int_equal(c.ways_n, 1);
    assert_int_equal(c.way[0].persons, LAW_GUARDIAN_1 | LAW_GUARDIAN_2);
    assert_string_equal(c.way[0].rules[0]->id, "consent.guardians");
    assert_string_equal(c.way[0].rules[1]->id, "guardians.joint");
    assert_int_equal(c.hear_pupil.outcome, LAW_ALLOW);
    assert_string_equal(c.hear_pupil.rules[0]->grounds[0].cite, "SoL 3:2 (2025:400)");
    assert_int_equal(c.hear_guardians.outcome, LAW_ALLOW);
    assert_true(c.maturity_matters);
}

static void a_mature_child_says_yes_together_with_a_sole_guardian(void **state)
{
    struct law_consenters c = ask(*state, child(14, LAW_MATURE, LAW_CUSTODY_SOLE, LAW_NO));
    assert_int_equal(c.ways_n, 1);
    assert_int_equal(c.way[0].persons, LAW_PUPIL | LAW_GUARDIAN_1);
    assert_int_equal(c.way[0].confidence, LAW_VERIFIED);
}

static void an_old_and_mature_pupil_can_say_yes_alone_and_the_guardians_are_not_told(void **state)
{
    struct law_consenters c = ask(*state, child(16, LAW_MATURE_ALONE, LAW_CUSTODY_JOINT, LAW_NO));
    assert_int_equal(c.ways_n, 1);
    assert_int_equal(c.way[0].persons, LAW_PUPIL);
    assert_int_equal(c.way[0].confidence, LAW_INFERRED);
    assert_int_equal(c.way[0].rules_n, 1);
    assert_int_equal(c.hear_guardians.outcome, LAW_DENY);
    assert_string_equal(c.hear_guardians.rules[0]->id, "hearing.pupil_alone");
}

static void where_a_guardian_must_not_learn_nobody_else_says_yes_for_a_child(void **state)
{
    struct law_consenters c = ask(*state, child(9, LAW_NOT_MATURE, LAW_CUSTODY_JOINT, LAW_YES));
    assert_int_equal(c.ways_n, 0);
    assert_int_equal(c.hear_guardians.outcome, LAW_DENY);
    assert_string_equal(c.hear_guardians.rules[0]->id, "hearing.guardian_blocked");
    assert_int_equal(c.hear_pupil.outcome, LAW_ALLOW);
}

static void an_adult_pupil_says_yes_alone(void **state)
{
    struct law_consenters c =
        ask(*state, child(18, LAW_MATURITY_UNKNOWN, LAW_CUSTODY_UNKNOWN, LAW_ANSWER_UNKNOWN));
    assert_int_equal(c.ways_n, 1);
    assert_int_equal(c.way[0].persons, LAW_PUPIL);
    assert_false(c.maturity_matters);
    assert_int_equal(c.hear_pupil.outcome, LAW_ALLOW);
    assert_string_equal(c.hear_guardians.rules[0]->id, "hearing.none");
}

static enum law_consent_state given(unsigned persons, unsigned person)
{
    return (persons & person) != 0 ? LAW_CONSENT_GIVEN : LAW_CONSENT_REFUSED;
}

static bool valid(const struct law_rules *rules, const struct law_consenter_facts *f,
                  unsigned persons)
{
    struct law_facts facts = letter(LAW_EPS, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    facts.age = f->age;
    facts.maturity = f->maturity;
    facts.custody = f->custody;
    facts.guardian_blocked = f->guardian_blocked;
    facts.pupil = given(persons, LAW_PUPIL);
    facts.guardian_1 = given(persons, LAW_GUARDIAN_1);
    facts.guardian_2 = given(persons, LAW_GUARDIAN_2);
    facts.consent_scope = LAW_SCOPE_COVERS;
    return law_judge(rules, &facts).consent;
}

/* A set suffices in a decision exactly when it holds one of the ways. */
static void check_ways(const struct law_rules *rules, const struct law_consenter_facts *f)
{
    struct law_consenters c = ask(rules, *f);
    for (unsigned persons = 0; persons < 8; persons++) {
        bool holds_a_way = false;
        for (size_t i = 0; i < c.ways_n; i++) {
            holds_a_way = holds_a_way || (c.way[i].persons & ~persons) == 0;
        }
        assert_int_equal(valid(rules, f, persons), holds_a_way);
    }
    for (size_t i = 0; i < c.ways_n; i++) {
        assert_true(c.way[i].persons != 0 && c.way[i].rules_n > 0);
        assert_true(f->guardian_blocked == LAW_NO || c.way[i].persons == LAW_PUPIL);
        assert_true(f->age >= LAW_AGE_0 + 12 || c.way[i].persons != LAW_PUPIL);
    }
    assert_int_equal(c.hear_pupil.outcome, f->age == LAW_AGE_UNKNOWN ? LAW_DENY : LAW_ALLOW);
    assert_true(f->guardian_blocked == LAW_NO || c.hear_guardians.outcome == LAW_DENY);
}

static void the_ways_are_what_a_decision_requires_for_every_pupil(void **state)
{
    struct law_consenter_facts f = {.on = day("2026-11-22")};
    for (f.age = 0; f.age < LAW_AGE__MAX; f.age++) {
        for (f.maturity = 0; f.maturity < LAW_MATURITY__MAX; f.maturity++) {
            for (f.custody = 0; f.custody < LAW_CUSTODY__MAX; f.custody++) {
                for (f.guardian_blocked = 0; f.guardian_blocked < LAW_ANSWER__MAX;
                     f.guardian_blocked++) {
                    check_ways(*state, &f);
                }
            }
        }
    }
}

static void without_a_day_nobody_can_consent(void **state)
{
    struct law_consenter_facts f = child(18, LAW_MATURE, LAW_CUSTODY_SOLE, LAW_NO);
    f.on = (struct date){0};
    assert_int_equal(ask(*state, f).ways_n, 0);
}

/* Two rules of consent, "a" and many like "b". */
static struct law_rules *two_ways(const char *a, const char *b)
{
    struct buf text;
    buf_init(&text, 1u << 18);
    for (unsigned i = 0; i < LAW_ASSESS__MAX; i++) {
        buf_addf(&text, "assessment %s\n  text.sv: f\n  text.en: q\n", law_assessment_code[i]);
    }
    static const char rest[] = "  title.sv: t\n  title.en: t\n  text.sv: c\n  text.en: d\n"
                               "  ground: OSL 10:1 (2009:400)\n  valid: 2020-01-01..\n"
                               "  confidence: verified\n  checked-by:\n";
    buf_addf(&text, "rule none\n  kind: default\n%s", rest);
    buf_addf(&text, "rule a\n  kind: consent\n%s%s", a, rest);
    for (unsigned i = 0; i <= LAW_RULING_RULES; i++) {
        buf_addf(&text, "rule b%u\n  kind: consent\n%s%s", i, b, rest);
    }
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    assert_int_equal(law_load_text("t", text.text, text.len, fake_digest, &rules, &ctx), ERR_OK);
    buf_free(&text);
    return rules;
}

static void alternatives_come_smallest_first(void **state)
{
    (void)state;
    struct law_consenter_facts f = child(14, LAW_MATURE, LAW_CUSTODY_JOINT, LAW_NO);
    struct law_rules *rules =
        two_ways("  pupil: given\n  guardian_1: given\n", "  guardian_2: given\n");
    struct law_consenters c = ask(rules, f);
    assert_int_equal(c.ways_n, 2);
    assert_int_equal(c.way[0].persons, LAW_GUARDIAN_2);
    assert_int_equal(c.way[0].rules_n, LAW_RULING_RULES); /* no more than there is room for */
    assert_int_equal(c.way[1].persons, LAW_PUPIL | LAW_GUARDIAN_1);
    assert_int_equal(c.hear_pupil.outcome, LAW_DENY); /* no rule tells */
    law_free(rules);
    rules = two_ways("  guardian_1: given\n  guardian_2: given\n", "  pupil: given\n");
    c = ask(rules, f);
    assert_int_equal(c.ways_n, 2);
    assert_int_equal(c.way[0].persons, LAW_PUPIL);
    assert_int_equal(c.way[1].persons, LAW_GUARDIAN_1 | LAW_GUARDIAN_2);
    law_free(rules);
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
        cmocka_unit_test(a_young_child_is_heard_and_both_guardians_say_yes),
        cmocka_unit_test(a_mature_child_says_yes_together_with_a_sole_guardian),
        cmocka_unit_test(an_old_and_mature_pupil_can_say_yes_alone_and_the_guardians_are_not_told),
        cmocka_unit_test(where_a_guardian_must_not_learn_nobody_else_says_yes_for_a_child),
        cmocka_unit_test(an_adult_pupil_says_yes_alone),
        cmocka_unit_test(the_ways_are_what_a_decision_requires_for_every_pupil),
        cmocka_unit_test(without_a_day_nobody_can_consent),
        cmocka_unit_test(alternatives_come_smallest_first),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
