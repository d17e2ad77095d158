/* The matrix of branch, branch and item, and the check of a rule set. */
#include "fixture.h"

#include "base/buf.h"

static struct law_cell cell(struct law_rules *r, const char *at, enum law_branch from,
                            enum law_branch to, enum law_item item)
{
    return law_matrix_cell(r, day(at), from, to, item);
}

static void cells_say_what_the_handbook_says(void **state)
{
    struct law_rules *r = *state;
    const char *now = "2026-11-22";
    struct law_cell c = cell(r, now, LAW_SKO, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES);
    assert_int_equal(c.word, LAW_CELL_ASSESS);
    assert_true(c.duty); /* a report or an inquiry may ask for it */
    assert_int_equal(cell(r, now, LAW_SOC_O, LAW_SKO, LAW_ITEM_GOAL_RESULT).word, LAW_CELL_ASSESS);
    assert_int_equal(cell(r, now, LAW_EMI, LAW_SKO, LAW_ITEM_HEALTH).word, LAW_CELL_CONSENT);
    assert_int_equal(cell(r, now, LAW_SOC_M, LAW_FRI_S, LAW_ITEM_FAMILY).word, LAW_CELL_CONSENT);
    assert_int_equal(cell(r, now, LAW_SKO, LAW_OWN, LAW_ITEM_ATTENDANCE_FIGURES).word,
                     LAW_CELL_YES);
    for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
        for (unsigned item = 1; item < LAW_ITEM__MAX; item++) {
            c = cell(r, now, (enum law_branch)from, LAW_REG, (enum law_item)item);
            assert_true(c.word == LAW_CELL_NO && !c.duty);
        }
    }
}

static void who_can_have_and_get_an_item_is_a_branch(void **state)
{
    (void)state;
    assert_true(law_is_holder(LAW_EMI) && law_is_holder(LAW_POL) && law_is_holder(LAW_HUV) &&
                law_is_holder(LAW_FTH));
    assert_false(law_is_holder(LAW_BRANCH_UNKNOWN) || law_is_holder(LAW_REG) ||
                 law_is_holder(LAW_BRANCH__MAX));
    assert_true(law_is_recipient(LAW_EMI) && law_is_recipient(LAW_REG));
    assert_false(law_is_recipient(LAW_BRANCH_UNKNOWN) || law_is_recipient(LAW_BRANCH__MAX));
}

static void cells_change_on_the_days_when_the_law_does(void **state)
{
    struct law_rules *r = *state;
    assert_int_equal(cell(r, "2026-12-31", LAW_FRI_S, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES).word,
                     LAW_CELL_CONSENT);
    assert_int_equal(cell(r, "2027-01-01", LAW_FRI_S, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES).word,
                     LAW_CELL_ASSESS);
    assert_int_equal(cell(r, "2025-11-30", LAW_SOC_M, LAW_AUT, LAW_ITEM_CRIME).word,
                     LAW_CELL_CONSENT);
    assert_int_equal(cell(r, "2025-12-01", LAW_SOC_M, LAW_AUT, LAW_ITEM_CRIME).word,
                     LAW_CELL_ASSESS);
    assert_int_equal(cell(r, "2025-06-30", LAW_SOC_P, LAW_SOC_M, LAW_ITEM_GOAL_RESULT).word,
                     LAW_CELL_NO);
    assert_int_equal(cell(r, "2025-07-01", LAW_SOC_P, LAW_SOC_M, LAW_ITEM_GOAL_RESULT).word,
                     LAW_CELL_CONSENT);
    struct law_cell told = cell(r, "2026-11-22", LAW_SOC_M, LAW_EPS, LAW_ITEM_REPORT_STATUS);
    assert_int_equal(told.word, LAW_CELL_ASSESS); /* unasked too, beside the duty (R13) */
    assert_true(told.duty);
}

static void every_form_of_the_matrix_has_the_same_cells(void **state)
{
    struct law_rules *r = *state;
    struct buf b;
    buf_init(&b, 16u << 20);
    law_matrix_write(r, day("2026-11-22"), LAW_MATRIX_CSV, true, &b);
    assert_true(buf_ok(&b));
    assert_non_null(strstr(b.text, "from,to,item,word,duty,rules\n"));
    assert_non_null(strstr(b.text, "SKO,SOC-M,attendance_figures,assess,yes,R02 "));
    size_t lines = 0;
    for (const char *s = b.text; *s != '\0'; s++) {
        lines += *s == '\n';
    }
    json_t *j = law_matrix_json(r, day("2026-11-22"));
    assert_int_equal(json_array_size(j), lines - 1);
    assert_string_equal(json_text(json_array_get(j, 0), "from"), "EMI");
    json_decref(j);
    for (int swedish = 0; swedish < 2; swedish++) {
        buf_clear(&b);
        law_matrix_write(r, day("2026-11-22"), LAW_MATRIX_HTML, swedish, &b);
        assert_non_null(strstr(b.text, swedish ? "<html lang=\"sv\">" : "<html lang=\"en\">"));
        assert_non_null(strstr(b.text, swedish ? "bedömning, skyldighet" : "assessment, duty"));
        assert_non_null(strstr(b.text, "</table>\n</body></html>"));
        buf_clear(&b);
        law_matrix_write(r, day("2026-11-22"), LAW_MATRIX_TEXT, swedish, &b);
        assert_non_null(strstr(b.text, swedish ? "bedömning + skyldighet" : "assessment + duty"));
        assert_null(strstr(b.text, "→ REG"));
    }
    buf_free(&b);
}

/* ---- The check ---- */

static const char base[] =
    "case letter\n  from: SKO\n  to: SOC-M\n  question_date: 2026-11-22\n"
    "rule none\n  kind: default\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
    "  ground: OSL 8:1 (2009:400)\n  valid: 2020-01-01..\n  confidence: verified\n"
    "  checked-by: A. Jurist 2026-11-01\n  example: letter -> deny\n";

static struct law_rules *with(const char *more)
{
    struct buf b;
    buf_init(&b, 1u << 20);
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        buf_addf(&b, "assessment %s\n  text.sv: f\n  text.en: q\n", law_assessment_code[a]);
    }
    buf_addf(&b, "%s%s", base, more);
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    if (law_load_text("t", b.text, b.len, fake_digest, &rules, &ctx) != ERR_OK) {
        fail_msg("%s: %s", ctx.where, ctx.what);
    }
    buf_free(&b);
    return rules;
}

#define RULE(id, kind)                                                                             \
    "rule " id "\n  kind: " kind "\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"    \
    "  ground: OSL 10:1 (2009:400)\n  confidence: inferred\n  checked-by:\n"

static void finds(const char *more, enum law_issue_kind kind, const char *rule, bool is_error)
{
    struct law_rules *rules = with(more);
    struct arena *arena = arena_new(1u << 20);
    const struct law_issue *issues;
    size_t n = law_check(rules, day("2026-11-22"), arena, &issues);
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        found = found || (issues[i].kind == kind && strcmp(issues[i].rule, rule) == 0 &&
                          issues[i].is_error == is_error);
    }
    if (!found) {
        fail_msg("no issue %s of %s among %zu", law_issue_code[kind], rule, n);
    }
    arena_free(arena);
    law_free(rules);
}

static void the_check_finds_each_sort_of_fault(void **state)
{
    (void)state;
    finds(RULE("x", "permit") "  valid: 2020-01-01..\n  outcome: allow\n", LAW_ISSUE_NO_EXAMPLE,
          "x", true);
    finds(RULE("x", "permit") "  valid: 2020-01-01..\n  outcome: allow\n", LAW_ISSUE_UNREACHED, "x",
          true);
    finds(RULE("x", "permit") "  valid: 2020-01-01..\n  outcome: allow\n"
                              "  example: letter -> allow\n",
          LAW_ISSUE_EXAMPLE, "x", true);
    finds(RULE("x", "regime") "  valid: 2020-01-01..\n  gives: osl\n  at: SKO\n"
                              "  example: letter from=EPS to=EPS -> applies\n",
          LAW_ISSUE_EXAMPLE, "x", true);
    finds(RULE("x", "regime") "  valid: 2020-01-01..\n  gives: osl\n  at: SKO\n"
                              "  example: letter -> not\n",
          LAW_ISSUE_EXAMPLE, "x", true);
    finds(RULE("x", "permit") "  valid: 2020-01-01..2026-11-21\n  outcome: allow\n",
          LAW_ISSUE_EXPIRED, "x", false);
    finds(RULE("x", "regime") "  valid: 2020-01-01..\n  gives: osl\n  at: SKO\n" RULE(
              "y", "regime") "  valid: 2020-01-01..\n  gives: silence\n",
          LAW_ISSUE_CONFLICT, "y", true);
    /* Permitted by another rule: an example must show its own. */
    static const char other[] = RULE("p", "personal-data") "  valid: 2020-01-01..\n" RULE(
        "x",
        "permit") "  valid: 2020-01-01..\n  outcome: allow\n  from: SKO\n" RULE("y",
                                                                                "permit") "  "
                                                                                          "valid: "
                                                                                          "2020-01-"
                                                                                          "01..\n  "
                                                                                          "outcome:"
                                                                                          " allow\n"
                                                                                          "  from: "
                                                                                          "EPS\n"
                                                                                          "  "
                                                                                          "example:"
                                                                                          " letter "
                                                                                          "-> "
                                                                                          "allow\n";
    finds(other, LAW_ISSUE_EXAMPLE, "y", true);
}

static size_t conflicts(const char *more)
{
    struct law_rules *rules = with(more);
    struct arena *arena = arena_new(1u << 20);
    const struct law_issue *issues;
    size_t n = law_check(rules, day("2026-11-22"), arena, &issues);
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        found += issues[i].kind == LAW_ISSUE_CONFLICT;
    }
    arena_free(arena);
    law_free(rules);
    return found;
}

static void rules_that_never_meet_are_no_conflict(void **state)
{
    (void)state;
#define TWO(a, b) RULE("x", "regime") "  gives: osl\n" a RULE("y", "regime") "  gives: silence\n" b
    assert_int_equal(conflicts(TWO("  valid: 2020-01-01..\n", "  valid: 2020-01-01..\n")), 1);
    assert_int_equal(conflicts(TWO("  valid: 2020-01-01..2020-12-31\n", "  valid: 2021-01-01..\n")),
                     0);
    assert_int_equal(conflicts(TWO("  valid: 2021-01-01..\n", "  valid: 2020-01-01..2020-12-31\n")),
                     0);
    assert_int_equal(
        conflicts(TWO("  valid: 2020-01-01..\n  at: SKO\n", "  valid: 2020-01-01..\n  at: EPS\n")),
        0);
    assert_int_equal(conflicts(TWO("  valid: 2020-01-01..\n  information: ..2020-12-31\n",
                                   "  valid: 2020-01-01..\n  information: 2021-01-01..\n")),
                     0);
    assert_int_equal(conflicts(TWO("  valid: 2020-01-01..\n  information: ..2020-12-31\n",
                                   "  valid: 2020-01-01..\n")),
                     1);
    assert_int_equal(conflicts(TWO("  valid: 2020-01-01..\n",
                                   "  valid: 2020-01-01..\n  information: ..2020-12-31\n")),
                     1);
    assert_int_equal(conflicts(TWO("  valid: 2020-01-01..\n  information: 2021-01-01..\n",
                                   "  valid: 2020-01-01..\n  information: ..2020-12-31\n")),
                     0);
    assert_int_equal(conflicts(TWO("  valid: 2020-01-01..\n  information: ..2021-01-01\n",
                                   "  valid: 2020-01-01..\n  information: 2020-12-31..\n")),
                     1);
}

static void the_census_counts_rules_examples_and_lawyers(void **state)
{
    (void)state;
    struct law_rules *rules = with(RULE("x", "permit") "  valid: 2020-01-01..2030-12-31\n"
                                                       "  outcome: allow\n");
    struct law_census n = law_count(rules);
    assert_int_equal(n.rules, 2);
    assert_int_equal(n.examples, 1);
    assert_int_equal(n.checked, 1);
    assert_int_equal(n.by_confidence[LAW_VERIFIED], 1);
    assert_int_equal(n.by_confidence[LAW_INFERRED], 1);
    assert_string_equal(law_rule_at(rules, 1)->id, "x");
    assert_null(law_rule_at(rules, 2));
    const struct date *dates;
    assert_int_equal(law_change_dates(rules, &dates), 3);
    assert_int_equal(dates[1].days, day("2020-01-01").days);
    assert_int_equal(dates[2].days, day("2031-01-01").days);
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
        cmocka_unit_test(cells_say_what_the_handbook_says),
        cmocka_unit_test(who_can_have_and_get_an_item_is_a_branch),
        cmocka_unit_test(cells_change_on_the_days_when_the_law_does),
        cmocka_unit_test(every_form_of_the_matrix_has_the_same_cells),
        cmocka_unit_test(the_check_finds_each_sort_of_fault),
        cmocka_unit_test(rules_that_never_meet_are_no_conflict),
        cmocka_unit_test(the_census_counts_rules_examples_and_lawyers),
    };
    json_setup();
    return cmocka_run_group_tests(tests, setup, teardown);
}
