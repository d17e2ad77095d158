/* Decisions that have been made, opened again with the rules that made them; and what other rules
 * would have made of them. */
#include "letterbox/world.h"

#include "law/propose.h"
#include "letterbox/decision.h"
#include "letterbox/what_if.h"

#define PERMIT(id, condition, from)                                                                \
    "rule " id "\n  kind: permit\n  title.sv: F\n  title.en: P\n  text.sv: T\n  text.en: T\n"      \
    "  from: SKO\n  to: SOC-O\n  item: attendance_figures\n" condition "  outcome: allow\n"        \
    "  ground: förslag (2027:1)\n  valid: " from "..\n  confidence: unverified\n  checked-by:\n"

static struct law_rules *proposal(const char *text)
{
    struct law_rules *out;
    must(law_propose(w.rules, "förslag", text, strlen(text), hex_digest, &out, &w.ctx));
    return out;
}

/* One decision: sent with consent or after an assessment, or refused. */
enum { CONSENTED, ASSESSED, REFUSED };
static void decide(int how)
{
    json_t *item = weeks(6, 10);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    if (how != CONSENTED) {
        d.assessments[0] =
            (struct letter_assessment){LAW_ASSESS_NO_HARM, how == ASSESSED ? LAW_MET : LAW_NOT_MET,
                                       "Prövat med rektor i dag."};
        d.assessment_count = 1;
    }
    assert_int_equal(try_send(&d, &id), how == REFUSED ? ERR_DENIED : ERR_OK);
    json_decref(item);
}

static struct what_if count(const struct law_rules *proposed)
{
    struct what_if_question q = {.rules = w.rules, .proposed = proposed};
    struct what_if out;
    must(what_if(w.school.bank, &w.school.actor, &q, &out, &w.ctx));
    return out;
}

static void counts_what_a_proposal_would_have_turned(void **state)
{
    (void)state;
    for (int i = 0; i < 7; i++) {
        decide(REFUSED);
    }
    decide(ASSESSED);
    struct law_rules *p = proposal(PERMIT("P1", "", "2026-01-01"));
    struct what_if out = count(p);
    assert_int_equal(out.decisions, 8);
    assert_int_equal(out.closed, 0);
    assert_int_equal(out.first.days, date_today().days);
    assert_int_equal(out.last.days, date_today().days);
    assert_int_equal(out.turned[LAW_DENY][LAW_ALLOW], 7);
    assert_int_equal(out.turned[LAW_ALLOW][LAW_ALLOW], 1);
    assert_int_equal(out.recorded_otherwise, 0);
    law_free(p);

    p = proposal("rule stop\n  kind: bar\n  title.sv: F\n  title.en: P\n  text.sv: T\n"
                 "  text.en: T\n  from: SKO\n  overrides: duties\n  ground: förslag (2027:1)\n"
                 "  valid: 2026-01-01..\n  confidence: unverified\n  checked-by:\n");
    out = count(p);
    assert_int_equal(out.turned[LAW_ALLOW][LAW_DENY], 1);
    assert_int_equal(out.turned[LAW_DENY][LAW_DENY], 7);
    law_free(p);
    assert_int_equal(count(w.rules).turned[LAW_DENY][LAW_DENY], 7);
}

/* A proposal for a later year turns nothing until the decisions are asked as if made then. */
static void asks_as_if_the_decisions_were_made_on_another_day(void **state)
{
    (void)state;
    decide(REFUSED);
    struct law_rules *p = proposal(PERMIT("P1", "", "2027-07-01"));
    assert_int_equal(count(p).turned[LAW_DENY][LAW_ALLOW], 0);
    struct what_if_question q = {.rules = w.rules, .proposed = p, .has_at = true};
    struct what_if out;
    assert_true(date_parse("2027-07-01", 10, &q.at));
    must(what_if(w.school.bank, &w.school.actor, &q, &out, &w.ctx));
    assert_int_equal(out.turned[LAW_DENY][LAW_ALLOW], 1);
    law_free(p);
}

static void leaves_out_people_who_may_not_be_opened(void **state)
{
    (void)state;
    decide(REFUSED);
    struct what_if out = count(w.rules);
    assert_int_equal(out.decisions, 1);
    must(person_set_protection(w.school.bank, w.pupil_at_school, PROTECTION_MARKED, &w.school.actor,
                               &w.ctx));
    out = count(w.rules);
    assert_int_equal(out.decisions, 0);
    assert_int_equal(out.closed, 1);
    assert_int_equal(out.first.days, DATE_OPEN.days);
}

static void the_journal_tells_whose_decisions_were_opened(void **state)
{
    (void)state;
    assert_int_equal(count(w.rules).decisions, 0);
    assert_int_equal(journal_count(&w.school, JOURNAL_LAW_WHAT_IF), 0);
    decide(REFUSED);
    decide(REFUSED);
    count(w.rules);
    struct journal_filter f = {.person = w.pupil_at_school, .limit = 1};
    struct journal_row *rows;
    size_t n;
    must(journal_list(w.school.bank, &f, w.a, &rows, &n, &w.ctx));
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].event, JOURNAL_LAW_WHAT_IF);
    assert_non_null(strstr(rows[0].detail, "\"decisions\":2"));
}

static void small_counts_are_not_told_and_cannot_be_worked_out(void **state)
{
    (void)state;
    struct what_if out = {.decisions = 30, .closed = 3};
    struct what_if_shown s;
    out.turned[LAW_DENY][LAW_ALLOW] = 6;
    out.turned[LAW_DENY][LAW_MAY] = 2;
    out.turned[LAW_ALLOW][LAW_ALLOW] = 22;
    what_if_show(&out, &s);
    assert_string_equal(what_if_count_text(s.decisions, true, w.a), "30");
    assert_string_equal(what_if_count_text(s.closed, true, w.a), "färre än 5");
    assert_string_equal(what_if_count_text(s.turned[LAW_DENY][LAW_MAY], true, w.a), "färre än 5");
    assert_string_equal(what_if_count_text(s.turned[LAW_DENY][LAW_ALLOW], false, w.a), "6");
    assert_string_equal(what_if_count_text(s.differ, true, w.a), "mellan 7 och 10");
    assert_string_equal(what_if_count_text(s.differ, false, w.a), "between 7 and 10");
    assert_string_equal(what_if_count_text(s.closed, false, w.a), "fewer than 5");
    assert_int_equal(s.turned[LAW_ALLOW][LAW_ALLOW].at_most, 0);
    assert_string_equal(what_if_count_text(s.turned[LAW_DUTY][LAW_DENY], true, w.a), "0");
}

/* ---- one decision ---- */

static void a_decision_opens_with_the_rules_that_made_it(void **state)
{
    (void)state;
    decide(REFUSED);
    struct decision d;
    must(decision_get(w.school.bank, 1, w.a, &d, &w.ctx));
    assert_int_equal(d.outcome, LAW_DENY);
    assert_int_equal(d.kind, LETTER_ATTENDANCE);
    assert_int_equal(d.person.v, w.pupil_at_school.v);
    assert_string_equal(d.version, law_version(w.rules));

    struct decision_text text;
    struct reading *r = reading_begin(w.school.bank, &w.school.actor, JOURNAL_LETTER_READ);
    must(decision_open(w.school.bank, r, &d, w.a, &text, &w.ctx));
    must(reading_end(r, &w.ctx));
    assert_int_equal(text.facts.item, LAW_ITEM_ATTENDANCE_FIGURES);
    assert_int_equal(text.facts.assessed[LAW_ASSESS_NO_HARM], LAW_NOT_MET);
    json_decref(text.all);

    struct law_rules *rules;
    must(decision_rules(w.school.bank, d.version, &rules, &w.ctx));
    assert_string_equal(law_version(rules), d.version);
    assert_int_equal(law_judge(rules, &text.facts).outcome, LAW_DENY);
    law_free(rules);
}

static void what_does_not_exist_or_may_not_be_shown_is_not_found(void **state)
{
    (void)state;
    struct decision d;
    struct law_rules *rules;
    assert_int_equal(decision_get(w.school.bank, 1, w.a, &d, &w.ctx), ERR_NOT_FOUND);
    assert_int_equal(decision_rules(w.school.bank, "0123", &rules, &w.ctx), ERR_NOT_FOUND);
    assert_null(rules);
    decide(REFUSED);
    must(person_set_protection(w.school.bank, w.pupil_at_school, PROTECTION_MARKED, &w.school.actor,
                               &w.ctx));
    assert_int_equal(decision_get(w.school.bank, 1, w.a, &d, &w.ctx), ERR_NOT_FOUND);
}

static void lists_the_versions_that_have_decided(void **state)
{
    (void)state;
    struct decision_version *v;
    size_t n;
    must(decision_versions(w.school.bank, w.a, &v, &n, &w.ctx));
    assert_int_equal(n, 0);
    decide(REFUSED);
    decide(ASSESSED);
    must(decision_versions(w.school.bank, w.a, &v, &n, &w.ctx));
    assert_int_equal(n, 1);
    assert_int_equal(v[0].decisions, 2);
    assert_string_equal(v[0].version, law_version(w.rules));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        TEST(counts_what_a_proposal_would_have_turned),
        TEST(asks_as_if_the_decisions_were_made_on_another_day),
        TEST(leaves_out_people_who_may_not_be_opened),
        TEST(the_journal_tells_whose_decisions_were_opened),
        TEST(small_counts_are_not_told_and_cannot_be_worked_out),
        TEST(a_decision_opens_with_the_rules_that_made_it),
        TEST(what_does_not_exist_or_may_not_be_shown_is_not_found),
        TEST(lists_the_versions_that_have_decided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
