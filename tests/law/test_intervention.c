/* Interventions without a guardian (SoL 21:1–2) and searches: the whole space of each, with what
 * the statutes say asserted over all of it. */
#include "fixture.h"

#include "base/buf.h"
#include "law/intervention.h"
#include "law/rules.h"
#include "law/search.h"
#include "law/table.h"

static const char *const days[] = {"2025-06-30", "2025-07-01", "2026-11-22"};
#define DAYS (sizeof days / sizeof days[0])

static bool is_given(enum law_consent_state s)
{
    return s == LAW_CONSENT_GIVEN;
}

static bool all_guardians(const struct law_intervention_facts *f)
{
    return is_given(f->guardian_1) &&
           (f->custody == LAW_CUSTODY_SOLE ||
            (f->custody == LAW_CUSTODY_JOINT && is_given(f->guardian_2)));
}

static bool one_guardian(const struct law_intervention_facts *f)
{
    return f->custody == LAW_CUSTODY_JOINT && !all_guardians(f) &&
           (is_given(f->guardian_1) || is_given(f->guardian_2));
}

static enum law_outcome if_assessed(bool way, enum law_result result)
{
    return !way || result == LAW_NOT_MET ? LAW_DENY : result == LAW_MET ? LAW_ALLOW : LAW_MAY;
}

/* What the chapter says, written a second time as code. */
static enum law_outcome expected(const struct law_intervention_facts *f)
{
    bool pupil = is_given(f->pupil);
    unsigned age = (unsigned)f->age - LAW_AGE_0;
    if (f->age == LAW_AGE_UNKNOWN || age >= 18) {
        return f->age != LAW_AGE_UNKNOWN && pupil ? LAW_ALLOW : LAW_DENY;
    }
    bool voice = age < 15 || pupil; /* from 15 the young person must want it */
    if (f->care == LAW_CARE_UNKNOWN || (all_guardians(f) && voice)) {
        return f->care == LAW_CARE_UNKNOWN ? LAW_DENY : LAW_ALLOW;
    }
    static const unsigned alone_from[LAW_CARE__MAX] = {18, 15, 12, 18};
    bool tested = f->care == LAW_CARE_NEEDS_TESTED;
    enum law_outcome alone = if_assessed(age >= alone_from[f->care] && pupil, f->suitable);
    enum law_outcome against = if_assessed(tested && one_guardian(f) && voice, f->required);
    return alone > against ? alone : against;
}

static void check_ruling(const struct law_ruling *r)
{
    assert_true(r->rules_n > 0 && r->rules[0]->grounds_n > 0);
    assert_int_equal(r->confidence, r->rules[0]->confidence);
    assert_int_equal(r->outcome == LAW_MAY, r->question.sv[0] != '\0');
    assert_int_equal(r->outcome == LAW_MAY, r->question.en[0] != '\0');
    for (size_t i = 1; i < r->rules_n; i++) {
        assert_true(r->rules[i]->confidence <= r->rules[i - 1]->confidence);
    }
}

static void each_guardians(const struct law_rules *rules, struct law_intervention_facts f)
{
    for (f.custody = 0; f.custody < LAW_CUSTODY__MAX; f.custody++) {
        for (unsigned states = 0; states < 36; states++) {
            f.guardian_1 = states % 6;
            f.guardian_2 = states / 6;
            struct law_ruling r;
            law_intervention(rules, &f, &r);
            check_ruling(&r);
            assert_int_equal(r.outcome, expected(&f));
        }
    }
}

static void every_child_and_every_consent_is_judged_as_the_chapter_says(void **state)
{
    struct law_intervention_facts f = {.on = day("2026-11-22")};
    for (f.care = 0; f.care < LAW_CARE__MAX; f.care++) {
        for (f.age = 0; f.age < LAW_AGE__MAX; f.age++) {
            for (f.pupil = 0; f.pupil < LAW_CONSENT_STATE__MAX; f.pupil++) {
                for (unsigned results = 0; results < 9; results++) {
                    f.suitable = results % 3;
                    f.required = results / 3;
                    each_guardians(*state, f);
                }
            }
        }
    }
}

static struct law_ruling at_twelve(const struct law_rules *rules, enum law_care care,
                                   const char *on)
{
    struct law_ruling r;
    law_intervention(rules,
                     &(struct law_intervention_facts){.care = care,
                                                      .age = LAW_AGE_0 + 12,
                                                      .custody = LAW_CUSTODY_JOINT,
                                                      .pupil = LAW_CONSENT_GIVEN,
                                                      .suitable = LAW_MET,
                                                      .on = day(on)},
                     &r);
    return r;
}

static void the_rule_of_twelve_years_holds_only_where_it_still_does(void **state)
{
    assert_int_equal(at_twelve(*state, LAW_CARE_WITHOUT_TEST, "2026-11-22").outcome, LAW_DENY);
    struct law_ruling now = at_twelve(*state, LAW_CARE_NEEDS_TESTED, "2026-11-22");
    assert_int_equal(now.outcome, LAW_ALLOW);
    assert_string_equal(now.rules[0]->grounds[0].cite, "SoL 21:1 st 2 (2025:400)");
    struct law_ruling before = at_twelve(*state, LAW_CARE_NEEDS_TESTED, "2025-06-30");
    assert_int_equal(before.outcome, LAW_ALLOW);
    assert_string_equal(before.rules[0]->grounds[0].cite, "SoL 3:6 a (2001:453)");
    assert_int_equal(at_twelve(*state, LAW_CARE_PLACEMENT, "2026-11-22").outcome, LAW_DENY);
}

static void without_a_day_or_before_the_rules_nothing_is_permitted(void **state)
{
    struct law_ruling r = at_twelve(*state, LAW_CARE_NEEDS_TESTED, "2025-03-31");
    assert_int_equal(r.outcome, LAW_DENY);
    assert_int_equal(r.rules_n, 0);
    assert_int_equal(r.confidence, LAW_UNVERIFIED);
    law_intervention(
        *state, &(struct law_intervention_facts){.age = LAW_AGE_0 + 20, .pupil = LAW_CONSENT_GIVEN},
        &r);
    assert_int_equal(r.outcome, LAW_DENY);
}

/* ---- Every table: total, grounded, and never wider for knowing less ---- */

struct space {
    const struct law_rules *rules;
    enum law_table table;
    struct law_table_question q;
    size_t questions;
};

static enum law_outcome judge(const struct space *s, const struct law_table_question *q)
{
    struct law_ruling r;
    law_table_judge(s->rules, s->table, q, &r);
    check_ruling(&r);
    for (size_t i = 0; i < r.rules_n; i++) {
        assert_true(r.rules[i]->id != NULL);
    }
    return r.outcome;
}

static void check_question(struct space *s)
{
    enum law_outcome now = judge(s, &s->q);
    assert_true(now != LAW_DUTY);
    for (size_t f = 0; f < law_table_fields_n(s->table); f++) {
        struct law_table_question less = s->q;
        less.value[f] = 0;
        assert_true(judge(s, &less) <= now);
        less.value[f] = 1000; /* outside the enum */
        assert_true(judge(s, &less) <= now);
    }
    s->questions++;
}

static void each_value(struct space *s, size_t field)
{
    if (field == law_table_fields_n(s->table)) {
        check_question(s);
        return;
    }
    for (unsigned v = 0; v < law_table_info(s->table, field).values_n; v++) {
        s->q.value[field] = v;
        each_value(s, field + 1);
    }
}

static void every_table_has_one_answer_and_knowing_less_never_widens_it(void **state)
{
    for (unsigned t = 0; t < LAW_TABLE__MAX; t++) {
        for (size_t d = 0; d < DAYS; d++) {
            for (unsigned results = 0; results < 9; results++) {
                struct space s = {
                    .rules = *state,
                    .table = (enum law_table)t,
                    .q = {.assessed = {results % 3, results / 3}, .on = day(days[d])}};
                each_value(&s, 0);
                assert_true(s.questions > 200);
            }
        }
    }
}

/* ---- Searches ---- */

static enum law_outcome search(const struct law_rules *rules, enum law_register keeper,
                               enum law_search_purpose purpose, enum law_search_term term,
                               enum law_search_yield yields)
{
    struct law_ruling r;
    law_search(rules, &(struct law_search_facts){keeper, purpose, term, yields, day("2026-11-22")},
               &r);
    return r.outcome;
}

static void searches_are_limited_as_the_statutes_say(void **state)
{
    for (enum law_register k = 0; k < LAW_REGISTER__MAX; k++) {
        for (enum law_search_purpose p = 0; p < LAW_SEARCH_PURPOSE__MAX; p++) {
            for (enum law_search_yield y = 0; y < LAW_SEARCH_YIELD__MAX; y++) {
                if (y != LAW_YIELD_FIGURES) {
                    assert_int_equal(search(*state, k, p, LAW_TERM_SENSITIVE, y), LAW_DENY);
                }
                assert_int_equal(search(*state, k, p, LAW_TERM_UNION, y), LAW_DENY);
                assert_int_equal(search(*state, k, p, LAW_TERM_CRIMINAL, y), LAW_DENY);
                assert_int_equal(search(*state, k, p, LAW_TERM_UNKNOWN, y), LAW_DENY);
                if (k == LAW_REGISTER_HEALTH || k == LAW_REGISTER_SCHOOL) {
                    assert_int_equal(search(*state, k, p, LAW_TERM_INTERVENTION, y), LAW_DENY);
                }
            }
        }
    }
    for (enum law_search_term t = 0; t < LAW_SEARCH_TERM__MAX; t++) {
        bool named = t >= LAW_TERM_NAME && t <= LAW_TERM_CASE_NUMBER;
        assert_int_equal(
            search(*state, LAW_REGISTER_SOCIAL, LAW_SEARCH_CASEWORK, t, LAW_YIELD_LIST),
            named ? LAW_ALLOW : LAW_DENY);
    }
    assert_int_equal(search(*state, LAW_REGISTER_SOCIAL, LAW_SEARCH_FOLLOW_UP,
                            LAW_TERM_INTERVENTION, LAW_YIELD_LIST),
                     LAW_ALLOW);
}

/* ---- What is refused ---- */

#define REST                                                                                       \
    "  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n  ground: SoL 21:1 (2025:400)\n"    \
    "  valid: 2020-01-01..\n  confidence: verified\n  checked-by:\n"

static void refuses(const char *text, const char *where, const char *what)
{
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    assert_int_equal(law_load_text("t", text, strlen(text), fake_digest, &rules, &ctx),
                     ERR_INVALID);
    assert_string_equal(ctx.where, where);
    if (strstr(ctx.what, what) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", ctx.what, what);
    }
}

static void refuses_entries_that_mean_nothing(void **state)
{
    (void)state;
    refuses("search x\n  outcome: duty\n", "t:2:12", "unknown outcome");
    refuses("search x\n  assess: harm\n", "t:2:11", "unknown assess");
    refuses("search x\n  register: shool\n", "t:2:13", "unknown register");
    refuses("search x\n  register: unknown\n", "t:2:13", "unknown fact");
    refuses("search x\n  register: school\n  register: school\n", "t:3:3", "twice");
    refuses("search x\n  care: placement\n", "t:2:3", "unknown key");
    refuses("intervention x\n  term: name\n", "t:2:3", "unknown key");
    refuses("search x\n" REST, "t:1:1", "\"outcome\"");
    refuses("search x\n  outcome: allow\n  assess: suitable\n" REST, "t:1:1", "what is assessed");
    refuses("search x\n  outcome: allow\n  question.sv: a\n  question.en: b\n" REST, "t:1:1",
            "what is assessed");
    refuses(
        "search x\n  outcome: deny\n  assess: suitable\n  question.sv: a\n  question.en: b\n" REST,
        "t:1:1", "what is assessed");
    refuses("search x\n  outcome: allow\n  assess: suitable\n  question.sv: a\n" REST, "t:1:1",
            "what is assessed");
    refuses("search x\n  outcome: otherwise\n  term: name\n" REST, "t:1:1", "no conditions");
    refuses("search x\n  example: on=x -> deny\n", "t:2:12", "not a date");
    refuses("search x\n  example: purpose=x -> deny\n", "t:2:12", "unknown purpose");
    refuses("search x\n  example: suitable=x -> deny\n", "t:2:12", "unknown result");
    refuses("search x\n  example: what=x -> deny\n", "t:2:12", "unknown key");
    refuses("search x\n  example: -> duty\n", "t:2:15", "unknown answer");
    refuses("search x\n  example: deny\n", "t:2:12", "says nothing");
    struct law_table_field field;
    assert_true(law_table_field(LAW_TABLE_SEARCH, 0, &field));
    assert_false(law_table_field(LAW_TABLE_SEARCH, LAW_TABLE_FIELDS, &field));
}

static void at_most_six_rules_are_told(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1u << 18);
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        buf_addf(&b, "assessment %s\n  text.sv: f\n  text.en: q\n", law_assessment_code[a]);
    }
    buf_add(&b, "rule none\n  kind: default\n" REST);
    for (unsigned i = 0; i < 8; i++) {
        buf_addf(&b, "search s%u\n  outcome: allow\n%s", i, REST);
    }
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    if (law_load_text("t", b.text, b.len, fake_digest, &rules, &ctx) != ERR_OK) {
        fail_msg("%s: %s", ctx.where, ctx.what);
    }
    struct law_ruling r;
    law_search(rules, &(struct law_search_facts){.on = day("2026-11-22")}, &r);
    assert_int_equal(r.outcome, LAW_ALLOW);
    assert_int_equal(r.rules_n, LAW_RULING_RULES);
    law_free(rules);
    buf_free(&b);
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
        cmocka_unit_test(every_child_and_every_consent_is_judged_as_the_chapter_says),
        cmocka_unit_test(the_rule_of_twelve_years_holds_only_where_it_still_does),
        cmocka_unit_test(without_a_day_or_before_the_rules_nothing_is_permitted),
        cmocka_unit_test(every_table_has_one_answer_and_knowing_less_never_widens_it),
        cmocka_unit_test(searches_are_limited_as_the_statutes_say),
        cmocka_unit_test(refuses_entries_that_mean_nothing),
        cmocka_unit_test(at_most_six_rules_are_told),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
