/* What `law check` finds in deadlines, tables, retention and grant conditions, and rule sets made
 * for corners that the shipped ones do not have. */
#include "fixture.h"

#include "base/buf.h"
#include "law/deadline.h"
#include "law/grant.h"
#include "law/retention.h"

#define REST(valid)                                                                                \
    "  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n  ground: SoL 20:2 (2025:400)\n"    \
    "  valid: " valid "\n  confidence: verified\n  checked-by: Jurist 2026-11-22\n"
#define OPEN   REST("2020-01-01..")
#define CLOSED REST("2020-01-01..2020-12-31")

static struct law_rules *with(const char *more)
{
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    struct buf b;
    buf_init(&b, 1u << 18);
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        buf_addf(&b, "assessment %s\n  text.sv: f\n  text.en: q\n", law_assessment_code[a]);
    }
    buf_addf(&b, "event e\n  text.sv: a\n  text.en: b\nrule none\n  kind: default\n%s%s", OPEN,
             more);
    if (law_load_text("t", b.text, b.len, fake_digest, &rules, &ctx) != ERR_OK) {
        fail_msg("%s: %s (%s)", ctx.where, ctx.what, ctx.remedy);
    }
    buf_free(&b);
    return rules;
}

/* The only issue of the rule "x" beside that it has expired. */
static void finds(const char *more, enum law_issue_kind kind, const char *text)
{
    struct law_rules *rules = with(more);
    struct arena *arena = arena_new(1u << 20);
    const struct law_issue *issues;
    size_t n = law_check(rules, day("2026-11-22"), arena, &issues);
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(issues[i].rule, "x") == 0 && issues[i].kind != LAW_ISSUE_EXPIRED) {
            found++;
            assert_int_equal(issues[i].kind, kind);
            if (strstr(issues[i].text, text) == NULL) {
                fail_msg("\"%s\" does not say \"%s\"", issues[i].text, text);
            }
        }
    }
    assert_int_equal(found, 1);
    arena_free(arena);
    law_free(rules);
}

#define DEADLINE "deadline x\n  start: e\n  stop: e\n  count: 14 days\n" OPEN

static void finds_deadlines_whose_examples_fail(void **state)
{
    (void)state;
    finds(DEADLINE, LAW_ISSUE_NO_EXAMPLE, "no example");
    finds(DEADLINE "  example: start=2026-11-02 -> 2026-11-17\n", LAW_ISSUE_EXAMPLE,
          "the day is 2026-11-16");
    finds(DEADLINE "  example: start=2026-11-02 on=2026-11-02 -> passed\n", LAW_ISSUE_EXAMPLE,
          "the state is running");
    finds("deadline x\n  start: e\n  stop: e\n  count: soon\n" OPEN
          "  example: start=2026-11-02 -> 2026-11-17\n",
          LAW_ISSUE_EXAMPLE, "the day is not set");
    finds(DEADLINE "  example: -> none\n", LAW_ISSUE_UNREACHED, "no example makes");
}

#define SEARCH "search x\n  outcome: allow\n  term: name\n" OPEN

static void finds_tables_whose_examples_fail(void **state)
{
    (void)state;
    finds(SEARCH, LAW_ISSUE_NO_EXAMPLE, "no example");
    finds(SEARCH "  example: term=name -> allow\n  example: term=name -> deny\n", LAW_ISSUE_EXAMPLE,
          "the outcome is allow");
    finds("search y\n  outcome: otherwise\n" OPEN SEARCH
          "  example: term=union -> deny\n  example: term=name -> allow\n",
          LAW_ISSUE_EXAMPLE, "another rule");
    finds("search x\n  outcome: allow\n  term: name\n" CLOSED
          "  example: term=name on=2020-05-05 -> allow\n  example: term=name -> allow\n",
          LAW_ISSUE_EXAMPLE, "the outcome is deny");
}

#define RETENTION "retention x\n  record: r\n  hold: 5 years from e\n  then: may_erase\n"

static void finds_retention_whose_examples_fail(void **state)
{
    (void)state;
    finds(RETENTION OPEN, LAW_ISSUE_NO_EXAMPLE, "no example");
    finds(RETENTION OPEN "  example: e=2020-01-01 -> keep\n", LAW_ISSUE_EXAMPLE,
          "the state is may_erase");
    finds(RETENTION OPEN "  example: e=2020-01-01 -> 2025-01-02\n", LAW_ISSUE_EXAMPLE,
          "the first day is 2025-01-01");
    finds(RETENTION OPEN "  example: -> 2025-01-02\n", LAW_ISSUE_EXAMPLE, "is not known");
    finds(RETENTION CLOSED "  example: e=2010-01-01 -> no_rule\n", LAW_ISSUE_UNREACHED,
          "no example makes");
}

#define GRANT "grant x\n  measure: fte_percent\n  at-least: 200\n"

static void finds_grant_conditions_whose_examples_fail(void **state)
{
    (void)state;
    finds(GRANT OPEN, LAW_ISSUE_NO_EXAMPLE, "no example");
    finds(GRANT OPEN "  example: fte_percent=100 -> met\n", LAW_ISSUE_EXAMPLE,
          "the condition is not_met");
    finds(GRANT CLOSED "  example: fte_percent=200 -> met\n", LAW_ISSUE_UNREACHED,
          "no example makes");
}

static void counts_what_is_beside_the_rules_of_crossing(void **state)
{
    (void)state;
    struct law_rules *rules = with(
        DEADLINE "  example: start=2026-11-02 -> 2026-11-16\n" SEARCH RETENTION OPEN GRANT OPEN);
    static const char *const sorts[] = {"deadline", "search", "retention", "grant"};
    struct law_provision_ref p;
    for (size_t i = 0; i < 4; i++) {
        assert_true(law_provision_at(rules, i, &p));
        assert_string_equal(p.sort, sorts[i]);
        assert_string_equal(p.rule->id, "x");
        assert_int_equal(p.examples_n, i == 0);
    }
    assert_false(law_provision_at(rules, 4, &p));
    struct law_census n = law_count_provisions(rules);
    assert_int_equal(n.rules, 4);
    assert_int_equal(n.checked, 4);
    assert_int_equal(n.examples, 1);
    assert_int_equal(n.by_confidence[LAW_VERIFIED], 4);
    law_free(rules);
    rules = shipped();
    n = law_count_provisions(rules);
    assert_int_equal(n.checked, 0);
    assert_true(n.rules > 60);
    law_free(rules);
}

static struct law_deadline_due due(const struct law_rules *r, const char *code, const char *start)
{
    struct law_deadline_due out;
    law_deadline_due(r, &(struct law_deadline_question){.code = code, .start = day(start)}, &out);
    return out;
}

static void versions_follow_each_other_and_ends_count(void **state)
{
    (void)state;
    struct law_rules *r = with("deadline x\n  start: e\n  stop: e\n  count: 1 day\n" CLOSED
                               "deadline x.later\n  start: e\n  stop: e\n  count: 2 weeks\n"
                               "  day-off: next_working_day verified\n" REST(
                                   "2021-01-01..2021-12-31") "retention y\n  record: r\n  hold: "
                                                             "for_ever\n" REST("2021-01-01..")
                                                                 RETENTION CLOSED GRANT CLOSED);
    assert_int_equal(due(r, "x", "2020-12-23").due.days, day("2020-12-24").days); /* not moved */
    assert_string_equal(due(r, "x", "2021-01-01").deadline->rule.id, "x.later");
    assert_int_equal(due(r, "x", "2021-12-10").due.days, day("2021-12-27").days);
    assert_int_equal(due(r, "x", "2021-12-10").confidence, LAW_VERIFIED); /* as sure as the rule */
    assert_int_equal(due(r, "x", "2022-01-01").state, LAW_DEADLINE_NONE);
    struct law_retention kept;
    struct law_retention_question q = {.record = "r", .local_years = -1, .on = day("2022-01-01")};
    law_retention(r, &q, &kept);
    assert_string_equal(kept.rule->id, "y");
    struct law_grant g;
    law_grant(r, &(struct law_grant_facts){.on = day("2021-01-01")}, &g);
    assert_int_equal(g.n, 0);
    law_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_deadlines_whose_examples_fail),
        cmocka_unit_test(finds_tables_whose_examples_fail),
        cmocka_unit_test(finds_retention_whose_examples_fail),
        cmocka_unit_test(finds_grant_conditions_whose_examples_fail),
        cmocka_unit_test(counts_what_is_beside_the_rules_of_crossing),
        cmocka_unit_test(versions_follow_each_other_and_ends_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
