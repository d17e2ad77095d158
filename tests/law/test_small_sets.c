/* Rule sets made for one purpose each: corners that the shipped rules do not have. */
#include "fixture.h"

#include "base/buf.h"
#include "law/nearest.h"
#include "law/rules.h"

#define DEADLINE(name, count)                                                                      \
    "deadline " name "\n  start: began\n  stop: began\n  count: " count                            \
    "\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n  ground: SoL 20:2 (2025:400)\n"  \
    "  valid: 2020-01-01..\n  confidence: verified\n  checked-by:\n"

static const char rest[] =
    "obligation journal\n  text.sv: a\n  text.en: b\n"
    "event began\n  text.sv: a\n  text.en: b\n" DEADLINE("week", "1 week")
        DEADLINE("days", "14 days") DEADLINE("months", "4 months")
            DEADLINE("word", "at_once") "rule none\n  kind: default\n  title.sv: a\n  title.en: "
                                        "b\n  text.sv: c\n  text.en: d\n"
                                        "  ground: OSL 8:1 (2009:400)\n  valid: 2020-01-01..\n  "
                                        "confidence: verified\n  checked-by:\n";

#define RULE(kind)                                                                                 \
    "  kind: " kind "\n  title.sv: t\n  title.en: t\n  text.sv: c\n  text.en: d\n"                 \
    "  ground: OSL 10:1 (2009:400)\n  valid: 2020-01-01..\n  confidence: verified\n  "             \
    "checked-by:\n"

static void start(struct buf *b)
{
    buf_init(b, 4u << 20);
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        buf_addf(b, "assessment %s\n  text.sv: f\n  text.en: q\n", law_assessment_code[a]);
    }
    buf_add(b, rest);
}

static void add(struct buf *b, const char *id, unsigned number, const char *body, const char *more)
{
    buf_addf(b, "rule %s%u\n%s%s", id, number, body, more);
}

static struct law_rules *finish(struct buf *b)
{
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    if (law_load_text("t", b->text, b->len, fake_digest, &rules, &ctx) != ERR_OK) {
        fail_msg("%s: %s", ctx.where, ctx.what);
    }
    buf_free(b);
    return rules;
}

static void without_consent_rules_a_consent_is_only_lacking(void **state)
{
    (void)state;
    struct buf b;
    start(&b);
    add(&b, "data", 1, RULE("personal-data"), "");
    add(&b, "p", 1, RULE("permit"), "  consent: valid\n  outcome: allow\n");
    struct law_rules *rules = finish(&b);
    struct arena *arena = arena_new(1u << 20);
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    struct law_decision d;
    law_decide(rules, &f, LAW_WITH_ALL, arena, &d);
    assert_int_equal(d.outcome, LAW_DENY);
    assert_string_equal(d.blocked[0].why.sv, "Samtycket räcker inte.");
    assert_int_equal(d.missing_n, 0);
    arena_free(arena);
    law_free(rules);
}

static void at_most_eight_closed_ways_are_told(void **state)
{
    (void)state;
    struct buf b;
    start(&b);
    for (unsigned i = 0; i < 10; i++) {
        add(&b, "p", i, RULE("permit"), "  requested: yes\n  outcome: allow\n");
    }
    struct law_rules *rules = finish(&b);
    struct arena *arena = arena_new(1u << 20);
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    struct law_decision d;
    law_decide(rules, &f, LAW_WITH_EXPLANATION, arena, &d);
    assert_int_equal(d.blocked_n, 8);
    const struct law_issue *issues;
    assert_true(law_check(rules, day("2026-11-22"), arena, &issues) >= 20);
    arena_free(arena);
    law_free(rules);
}

static struct law_deadline deadline_of(const char *name, size_t *ways)
{
    struct buf b;
    char more[80];
    start(&b);
    add(&b, "data", 1, RULE("personal-data"), "");
    snprintf(more, sizeof more, "  outcome: duty\n  deadline: %s\n", name);
    add(&b, "p", 1, RULE("permit"), more);
    add(&b, "p", 2, RULE("permit"), "  outcome: duty\n  deadline: word\n");
    struct law_rules *rules = finish(&b);
    struct arena *arena = arena_new(1u << 20);
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    struct law_decision d;
    law_decide(rules, &f, LAW_WITH_NOTHING, arena, &d);
    static char code[16];
    snprintf(code, sizeof code, "%s", d.deadline.code);
    *ways = d.ways_n;
    struct law_deadline out = {name, code, d.deadline.days, {"", ""}};
    arena_free(arena);
    law_free(rules);
    return out;
}

static void the_first_deadline_counts(void **state)
{
    (void)state;
    static const struct {
        const char *name, *code;
        int days;
    } cases[] = {
        {"week", "P7D", 7}, {"days", "P14D", 14}, {"months", "P4M", 0}, {"word", "genast", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t ways;
        struct law_deadline d = deadline_of(cases[i].name, &ways);
        assert_string_equal(d.code, cases[i].code);
        assert_int_equal(d.days, cases[i].days);
        assert_int_equal(ways, 2);
    }
}

static void an_unknown_date_of_information_meets_what_restricts(void **state)
{
    (void)state;
    struct buf b;
    start(&b);
    add(&b, "data", 1, RULE("personal-data"), "");
    add(&b, "s", 1, RULE("secrecy"), "  information: 2026-01-01..\n  gives: absolute\n");
    add(&b, "b", 1, RULE("bar"), "  information: 2026-01-01..2026-06-30\n  overrides: duties\n");
    add(&b, "p", 1, RULE("permit"), "  outcome: allow\n");
    struct law_rules *rules = finish(&b);
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    f.information_date = (struct date){0};
    assert_int_equal(law_judge(rules, &f).outcome, LAW_DENY);
    assert_int_equal(law_judge(rules, &f).secrecy_from, LAW_LEVEL_ABSOLUTE);
    f.information_date = day("2025-12-31");
    assert_int_equal(law_judge(rules, &f).outcome, LAW_ALLOW);
    assert_int_equal(law_judge(rules, &f).secrecy_from, LAW_LEVEL_NONE);
    f.information_date = day("2026-06-30");
    assert_int_equal(law_judge(rules, &f).outcome, LAW_DENY);
    f.information_date = day("2026-07-01");
    assert_int_equal(law_judge(rules, &f).outcome, LAW_ALLOW);
    law_free(rules);
}

static void a_bar_may_ask_for_the_regime(void **state)
{
    (void)state;
    struct buf b;
    start(&b);
    add(&b, "data", 1, RULE("personal-data"), "");
    add(&b, "r", 1, RULE("regime"), "  at: SOC-M\n  gives: osl\n");
    add(&b, "b", 1, RULE("bar"), "  to_regime: silence\n  overrides: permits\n");
    add(&b, "p", 1, RULE("permit"), "  outcome: allow\n");
    struct law_rules *rules = finish(&b);
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    assert_int_equal(law_judge(rules, &f).outcome, LAW_ALLOW);
    f.to = LAW_SOC_O; /* no rule tells its regime: unknown, and so barred */
    assert_int_equal(law_judge(rules, &f).outcome, LAW_DENY);
    law_free(rules);
}

static void the_search_for_missing_facts_ends(void **state)
{
    (void)state;
    struct buf b;
    start(&b);
    for (unsigned i = 0; i < 40; i++) {
        add(&b, "c", i, RULE("consent"), "  pupil: given\n");
        add(&b, "p", i, RULE("permit"), "  consent: valid\n  outcome: allow\n");
    }
    for (unsigned i = 0; i < 10; i++) {
        add(&b, "data", i, RULE("personal-data"), "");
    }
    struct law_rules *rules = finish(&b);
    struct arena *arena = arena_new(1u << 20);
    struct law_facts f = {.question_date = day("2026-11-22")};
    struct law_decision d;
    law_decide(rules, &f, LAW_WITH_MISSING, arena, &d);
    assert_int_equal(d.missing_n, 1);
    assert_string_equal(d.missing[0].fact, "pupil");
    arena_free(arena);
    law_free(rules);
}

/* Sets replace one another: a wider answer for fewer facts, with and without a date. */
static void the_smallest_sets_of_missing_facts_stay(void **state)
{
    (void)state;
    struct buf b;
    start(&b);
    add(&b, "data", 1, RULE("personal-data"), "");
    add(&b, "p", 1, RULE("permit"), "  requested: yes\n  concern: yes\n  outcome: allow\n");
    add(&b, "p", 2, RULE("permit"), "  requested: yes\n  outcome: duty\n");
    add(&b, "p", 3, RULE("permit"),
        "  inquiry: yes\n  concern: yes\n  reporter: yes\n  outcome: allow\n");
    add(&b, "p", 4, RULE("permit"),
        "  inquiry: yes\n  information: 2026-01-01..\n  outcome: allow\n");
    add(&b, "p", 5, RULE("permit"),
        "  information: 2027-01-01..\n  maturity: mature\n"
        "  outcome: allow\n");
    add(&b, "p", 6, RULE("permit"), "  information: 2028-01-01..\n  outcome: allow\n");
    struct law_rules *rules = finish(&b);
    struct arena *arena = arena_new(1u << 20);
    struct law_facts f = {.question_date = day("2026-11-22")};
    struct law_decision d;
    law_decide(rules, &f, LAW_WITH_MISSING, arena, &d);
    assert_string_equal(d.missing[0].fact, "requested");
    assert_int_equal(d.missing[0].outcome, LAW_DUTY);
    assert_int_equal(d.missing[0].set, 1);
    assert_string_equal(d.missing[1].fact, "information_date");
    assert_int_equal(d.missing[1].set, 2);
    arena_free(arena);
    law_free(rules);
}

static void ages_between_two_limits_are_told(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1000);
    law_describe_values(&b, LAW_FACT_AGE, 0x3f << 13, true); /* 12 to 17 years */
    assert_string_equal(b.text, "högst 17 år och minst 12 år");
    buf_clear(&b);
    law_describe_values(&b, LAW_FACT_AGE, 0x3f << 13, false);
    assert_string_equal(b.text, "at most 17 years and at least 12 years");
    buf_free(&b);
}

static void the_nearest_word_is_never_far(void **state)
{
    (void)state;
    static const char *const known[] = {
        "protection", "an_extremely_long_word_that_nobody_would_ever_write", "purpose"};
    assert_string_equal(law_nearest("protecton", known, 3), "protection");
    assert_string_equal(law_nearest("porpose", known, 3), "purpose");
    assert_null(law_nearest("zzzzzz", known, 3));
    assert_null(law_nearest("an_extremely_long_word_that_nobody_would_ever_writ", known, 3));
}

static void a_fact_far_outside_its_enum_is_unknown(void **state)
{
    (void)state;
    struct law_rules *rules = shipped();
    struct law_facts f =
        letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    f.assessed[LAW_ASSESS_NO_HARM] = LAW_MET;
    assert_int_equal(law_judge(rules, &f).outcome, LAW_ALLOW);
    law_fact_set(&f, LAW_FACT_PROTECTION, 4000000000u);
    assert_int_equal(law_judge(rules, &f).outcome, LAW_DENY);
    law_fact_set(&f, LAW_FACT_PROTECTION, LAW_PROTECTION__MAX);
    assert_int_equal(law_judge(rules, &f).outcome, LAW_DENY);
    law_free(rules);
}

static void holders_and_recipients_are_the_rows_and_columns(void **state)
{
    (void)state;
    assert_false(law_is_holder(LAW_BRANCH_UNKNOWN));
    assert_true(law_is_holder(LAW_EMI) && law_is_holder(LAW_POL) && law_is_holder(LAW_HUV));
    assert_false(law_is_holder(LAW_ENS) || law_is_holder(LAW_REG));
    assert_false(law_is_recipient(LAW_BRANCH_UNKNOWN) || law_is_recipient(LAW_BRANCH__MAX));
    assert_true(law_is_recipient(LAW_EMI) && law_is_recipient(LAW_OWN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_consent_rules_a_consent_is_only_lacking),
        cmocka_unit_test(at_most_eight_closed_ways_are_told),
        cmocka_unit_test(the_first_deadline_counts),
        cmocka_unit_test(an_unknown_date_of_information_meets_what_restricts),
        cmocka_unit_test(a_bar_may_ask_for_the_regime),
        cmocka_unit_test(the_search_for_missing_facts_ends),
        cmocka_unit_test(the_smallest_sets_of_missing_facts_stay),
        cmocka_unit_test(ages_between_two_limits_are_told),
        cmocka_unit_test(the_nearest_word_is_never_far),
        cmocka_unit_test(a_fact_far_outside_its_enum_is_unknown),
        cmocka_unit_test(holders_and_recipients_are_the_rows_and_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
