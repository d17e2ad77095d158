/* The full answer: ways, grounds, assessments, obligations, what is missing and what is closed. */
#include "fixture.h"

#include "law/propose.h"

struct fixture {
    struct law_rules *rules;
    struct arena *arena;
};

static int setup(void **state)
{
    static struct fixture f;
    f.rules = shipped();
    f.arena = arena_new(16u << 20);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    law_free(f->rules);
    arena_free(f->arena);
    return 0;
}

static struct law_decision decide(void **state, const struct law_facts *facts)
{
    struct fixture *f = *state;
    struct law_decision d;
    law_decide(f->rules, facts, LAW_WITH_ALL, f->arena, &d);
    return d;
}

static bool cites(const struct law_ground *g, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++) {
        if (strstr(g[i].cite, text) != NULL) {
            return true;
        }
    }
    return false;
}

static void says(struct law_text t, const char *sv, const char *en)
{
    if (strstr(t.sv, sv) == NULL || strstr(t.en, en) == NULL) {
        fail_msg("missing \"%s\" or \"%s\" in:\n%s\n%s", sv, en, t.sv, t.en);
    }
}

static void says_not(struct law_text t, const char *sv)
{
    if (strstr(t.sv, sv) != NULL) {
        fail_msg("\"%s\" is in:\n%s", sv, t.sv);
    }
}

static bool has_rule(const struct law_decision *d, const char *id)
{
    for (size_t i = 0; i < d->rules_n; i++) {
        if (strcmp(d->rules[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void mirrored_follow_up_with_consent_passes_with_its_obligations(void **state)
{
    struct law_facts f =
        letter(LAW_SOC_O, LAW_SKO, LAW_ITEM_INTERVENTION_PERIOD, LAW_PURPOSE_FOLLOW_UP);
    consent(&f);
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_ALLOW);
    assert_true(law_passes(&d) && d.verdict.consent);
    assert_string_equal(d.ways[0].rule.id, "R38.social");
    assert_true(cites(d.grounds, d.grounds_n, "OSL 10:1"));
    assert_true(cites(d.personal_data_from, d.personal_data_from_n, "SoLPuF 12 § p 10"));
    assert_true(cites(d.personal_data_to, d.personal_data_to_n, "skollagen 26 a"));
    assert_true(law_has_obligation(&d, "journal") && law_has_obligation(&d, "minimise"));
    assert_true(law_has_obligation(&d, "own_record") && law_has_obligation(&d, "inform"));
    assert_false(law_has_obligation(&d, "two_persons"));
    assert_true(has_rule(&d, "consent.together") && has_rule(&d, "guardians.joint"));
    assert_int_equal(d.assessments_n, 0);
    assert_int_equal(d.missing_n, 0);
    assert_int_equal(d.confidence, LAW_INFERRED); /* R38 itself */
    says(d.protection, "svagare", "weaker");
    says(d.explanation, "Ja. Uppgiften får lämnas.", "Yes. The item may be disclosed.");
    says(d.explanation, "regel R38.social", "rule R38.social");
    says(d.explanation, "en jurist bör pröva", "a lawyer should test");
}

static void attendance_figures_wait_for_the_test_of_harm(void **state)
{
    struct law_facts f =
        letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_MAY);
    assert_false(law_passes(&d));
    assert_int_equal(d.verdict.if_assessed, LAW_ALLOW);
    assert_int_equal(d.assessments_n, 1);
    assert_string_equal(d.assessments[0].code, "no_harm");
    assert_int_equal(d.verdict.secrecy_from, LAW_LEVEL_SPECIAL_REASON);
    assert_int_equal(d.verdict.secrecy_to, LAW_LEVEL_REVERSE);
    assert_int_equal(d.confidence, LAW_VERIFIED);
    says(d.protection, "starkare", "stronger");
    says(d.explanation, "Bedöm och skriv ned: Men-prövning", "Assess and write down: Test of harm");
    says(d.assessments[0].question, "ingen särskild anledning", "no special reason");
    f.assessed[LAW_ASSESS_NO_HARM] = LAW_MET;
    d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_ALLOW);
}

static void a_concern_report_is_a_duty_at_once_even_with_protected_identity(void **state)
{
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_CONCERN_REPORT);
    f.concern = LAW_YES;
    f.protection = LAW_PROTECTION_FICTITIOUS;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DUTY);
    assert_true(law_passes(&d));
    assert_string_equal(d.deadline.code, "genast");
    assert_int_equal(d.deadline.days, 0);
    assert_true(law_has_obligation(&d, "report_compartment"));
    assert_true(law_has_obligation(&d, "two_persons") && law_has_obligation(&d, "remove_contact"));
    says(d.explanation, "Du är skyldig", "You have a duty");
}

static void feedback_on_request_is_due_within_a_week(void **state)
{
    struct law_facts f = letter(LAW_SOC_M, LAW_SKO, LAW_ITEM_REPORT_STATUS, LAW_PURPOSE_FEEDBACK);
    f.reporter = LAW_YES;
    f.requested = LAW_YES;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_MAY);
    assert_int_equal(d.verdict.if_assessed, LAW_DUTY);
    assert_int_equal(d.ways[0].outcome, LAW_DUTY);
    assert_int_equal(d.ways[1].outcome, LAW_ALLOW);
    assert_string_equal(d.deadline.code, "P7D");
    assert_int_equal(d.deadline.days, 7);
    says(d.explanation, "måste du lämna uppgiften", "you must disclose it");
    says(d.explanation, "Senast en vecka", "Within one week");
}

#define COMMON                                                                                     \
    "  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n  ground: OSL 10:1 (2009:400)\n"    \
    "  valid: 2020-01-01..\n  confidence: inferred\n  checked-by:\n"

static void of_several_deadlines_the_first_is_told_and_weeks_in_days(void **state)
{
    static const char text[] =
        "deadline weeks\n  start: report_received\n  stop: inquiry_decided\n  count: 2 "
        "weeks\n" COMMON "deadline months\n  start: report_received\n  stop: inquiry_decided\n  "
        "count: 4 months\n" COMMON "rule P1\n  kind: permit\n" COMMON
        "  item: attendance_figures\n  identification: identified\n  outcome: allow\n  deadline: "
        "weeks\n"
        "rule P2\n  kind: permit\n" COMMON "  item: attendance_figures\n  identification: "
        "identified\n  outcome: allow\n  deadline: months\n"
        "rule P3\n  kind: permit\n" COMMON
        "  item: goal_result\n  identification: identified\n  outcome: allow\n  deadline: months\n";
    struct fixture *x = *state;
    struct err_ctx ctx = {0};
    struct law_rules *more;
    struct law_decision d;
    if (law_propose(x->rules, "more", text, sizeof text - 1, fake_digest, &more, &ctx) != ERR_OK) {
        fail_msg("%s: %s", ctx.where, ctx.what);
    }
    struct law_facts f =
        letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    law_decide(more, &f, LAW_WITH_ALL, x->arena, &d);
    assert_int_equal(d.deadline.days, 14);
    f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_GOAL_RESULT, LAW_PURPOSE_FOLLOW_UP);
    law_decide(more, &f, LAW_WITH_ALL, x->arena, &d);
    assert_int_equal(d.deadline.days, 0); /* months have no number of days */
    law_free(more);
}

/* Facts come from stored rows and from other banks: a value beyond the table is not known. */
static void a_value_beyond_the_table_opens_nothing(void **state)
{
    struct law_facts f =
        letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    consent(&f);
    assert_int_not_equal(decide(state, &f).outcome, LAW_DENY);
    f.item = (enum law_item)77;
    assert_int_equal(law_judge(((struct fixture *)*state)->rules, &f).outcome, LAW_DENY);
}

static void a_refusal_names_the_nearest_ways_and_what_closes_them(void **state)
{
    struct law_facts f = letter(LAW_SOC_O, LAW_SKO, LAW_ITEM_GOAL_RESULT, LAW_PURPOSE_FOLLOW_UP);
    consent(&f);
    f.guardian_2 = LAW_CONSENT_WITHDRAWN;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DENY);
    assert_true(cites(d.grounds, d.grounds_n, "OSL 8:1"));
    assert_true(d.blocked_n > 0);
    assert_string_equal(d.blocked[0].rule.id, "R38.social");
    says(d.blocked[0].why, "har tagit tillbaka samtycket", "has withdrawn the consent");
    assert_int_equal(d.obligations_n, 0);
    assert_string_equal(d.protection.sv, "");
    says(d.explanation, "Nej. Uppgiften får inte lämnas.", "No. The item may not");
}

static void a_refusal_tells_which_assessment_was_no(void **state)
{
    struct law_facts f = letter(LAW_EMI, LAW_SOC_M, LAW_ITEM_HEALTH, LAW_PURPOSE_SUPPORT);
    f.assessed[LAW_ASSESS_NO_HARM] = f.assessed[LAW_ASSESS_NEEDED_CARE] = LAW_NOT_MET;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DENY);
    says(d.explanation, "Bedömningen blev nej: Men-prövning: står det klart", "Assessed as no");
}

static void what_is_assumed_because_unknown_is_said(void **state)
{
    struct law_facts f = letter(LAW_EPS, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    f.protection = LAW_PROTECTION_UNKNOWN;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DENY);
    says(d.explanation, "då räknar Brygga med det strängaste", "the strictest is assumed");
    says(d.explanation, "Ett förbud ovan går före", "A bar above prevails");
    assert_true(d.missing_n > 0);
    assert_string_equal(d.missing[0].fact, "protection");
    assert_string_equal(d.missing[0].value, "none");
    assert_int_equal(d.missing[0].outcome, LAW_MAY);
}

/* Every set of missing facts, tried again from outside. */
static void missing_facts_truly_change_the_outcome(void **state)
{
    struct fixture *x = *state;
    struct law_facts questions[5] = {
        {.question_date = day("2026-11-22")},
        {.from = LAW_SKO, .to = LAW_SOC_M, .question_date = day("2026-11-22")},
        {.from = LAW_FRI_S, .to = LAW_SOC_M, .question_date = day("2027-03-01")},
        letter(LAW_SOC_M, LAW_SKO, LAW_ITEM_UNKNOWN, LAW_PURPOSE_UNKNOWN),
        letter(LAW_HSL, LAW_EPS, LAW_ITEM_HEALTH, LAW_PURPOSE_SUPPORT),
    };
    size_t sets = 0;
    for (size_t q = 0; q < 5; q++) {
        struct law_decision d = decide(state, &questions[q]);
        for (unsigned set = 1; set <= 6; set++) {
            struct law_facts f = questions[q];
            enum law_outcome promised = LAW_DENY;
            for (size_t i = 0; i < d.missing_n; i++) {
                if (d.missing[i].set != set) {
                    continue;
                }
                promised = d.missing[i].outcome;
                if (strcmp(d.missing[i].fact, "information_date") == 0) {
                    f.information_date = day(d.missing[i].value);
                    continue;
                }
                json_t *one = json_pack("{s:s}", d.missing[i].fact, d.missing[i].value);
                struct law_facts read;
                assert_int_equal(law_facts_from_json(one, &read, NULL), ERR_OK);
                json_decref(one);
                for (unsigned k = 0; k < LAW_FACT__MAX; k++) {
                    unsigned value = law_fact_get(&read, (enum law_fact)k);
                    if (value != 0) {
                        assert_int_equal(law_fact_get(&f, (enum law_fact)k), 0);
                        law_fact_set(&f, (enum law_fact)k, value);
                    }
                }
            }
            if (promised != LAW_DENY) {
                sets++;
                assert_int_equal(law_judge(x->rules, &f).outcome, promised);
                assert_true(promised > d.outcome);
            }
        }
    }
    assert_true(sets >= 10);
}

static void an_independent_school_needs_the_date_of_the_document(void **state)
{
    struct law_facts f =
        letter(LAW_FRI_S, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    f.from_form = LAW_FORM_INDEPENDENT_JURIDICAL;
    f.approved_education = LAW_YES;
    f.question_date = day("2027-03-01");
    f.information_date = (struct date){0};
    f.assessed[LAW_ASSESS_NO_HARM] = LAW_MET;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DENY);
    assert_string_equal(d.missing[0].fact, "information_date");
    assert_string_equal(d.missing[0].value, "2027-01-01");
    says(d.explanation, "fel regler eller okänt vilka", "other rules, or unknown which");
    f.information_date = day("2026-12-31");
    assert_int_equal(decide(state, &f).outcome, LAW_DENY);
    f.information_date = day("2027-01-01");
    d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_ALLOW);
    assert_int_equal(d.confidence, LAW_INFERRED);
    f.from_form = LAW_FORM_INDEPENDENT_PHYSICAL;
    assert_int_equal(decide(state, &f).outcome, LAW_DENY);
}

static void an_unknown_recipients_lack_of_secrecy_is_told(void **state)
{
    struct law_facts f = letter(LAW_SKO, LAW_HEM, LAW_ITEM_INVALID_ABSENCE, LAW_PURPOSE_OVERSIGHT);
    f.school_form = LAW_UPPER_SECONDARY;
    f.age = LAW_AGE_0 + 17;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DUTY);
    says(d.protection, "känner Brygga inte till någon sekretess", "knows of no secrecy");

    f = letter(LAW_SOC_O, LAW_SOC_M, LAW_ITEM_GOAL_RESULT, LAW_PURPOSE_SUPPORT);
    f.boundary = LAW_BOUNDARY_SAME_AUTHORITY;
    says(decide(state, &f).protection, "samma styrka", "as strong");
}

static void the_pupil_and_the_own_follow_up_have_no_recipient_to_protect(void **state)
{
    struct law_facts f = letter(LAW_SKO, LAW_ENS, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_ACCESS);
    assert_string_equal(decide(state, &f).protection.sv, "");
    f = letter(LAW_SKO, LAW_OWN, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    assert_string_equal(decide(state, &f).protection.sv, "");
    f = letter(LAW_SKO, LAW_VH, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_ACCESS);
    assert_string_equal(decide(state, &f).protection.sv, "");
    f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    f.identification = LAW_AGGREGATE;
    f.disclosure_control = LAW_YES;
    assert_string_equal(decide(state, &f).protection.sv, "");
    f.to = LAW_RAP;
    assert_string_equal(decide(state, &f).protection.sv, "");
    f = letter(LAW_SKO, LAW_REG, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_FOLLOW_UP);
    assert_string_equal(decide(state, &f).protection.sv, "");
}

static void nothing_is_permitted_on_an_unknown_day_or_before_the_rules_begin(void **state)
{
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_CONCERN_REPORT);
    f.concern = LAW_YES;
    f.question_date = (struct date){0};
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DENY);
    says(d.explanation, "(okänd dag)", "(unknown day)");
    f.question_date = day("2025-03-31");
    assert_int_equal(decide(state, &f).outcome, LAW_DENY);
    f.question_date = day("2025-06-30");
    d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DUTY);
    assert_true(cites(d.grounds, d.grounds_n, "2001:453"));
    f.question_date = day("2025-07-01");
    d = decide(state, &f);
    assert_true(cites(d.grounds, d.grounds_n, "SoL 19:1 (2025:400)"));
}

static void a_guardian_who_must_not_learn_does_not_consent(void **state)
{
    struct law_facts f = letter(LAW_EPS, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    consent(&f);
    f.guardian_blocked = LAW_YES;
    f.maturity = LAW_NOT_MATURE;
    assert_false(law_passes(&(struct law_decision){.outcome = decide(state, &f).outcome}));
    f.maturity = LAW_MATURE;
    struct law_decision d = decide(state, &f);
    assert_true(law_passes(&d));
    assert_true(has_rule(&d, "consent.pupil_blocked"));
    says(d.explanation, "regel consent.pupil_blocked", "rule consent.pupil_blocked");
}

static void an_answer_asked_for_without_extras_has_none(void **state)
{
    struct fixture *x = *state;
    struct law_facts f = {.question_date = day("2026-11-22")};
    struct law_decision d;
    law_decide(x->rules, &f, LAW_WITH_NOTHING, x->arena, &d);
    assert_string_equal(d.explanation.sv, "");
    assert_int_equal(d.missing_n + d.blocked_n, 0);
    law_decide(x->rules, &f, LAW_WITH_MISSING, x->arena, &d);
    assert_string_equal(d.explanation.sv, "");
    assert_true(d.missing_n > 0);
}

static void the_json_of_a_decision_holds_all_of_it(void **state)
{
    struct law_facts f = letter(LAW_SOC_M, LAW_SKO, LAW_ITEM_REPORT_STATUS, LAW_PURPOSE_FEEDBACK);
    f.reporter = LAW_YES;
    f.requested = LAW_YES;
    struct law_decision d = decide(state, &f);
    json_t *j = law_decision_json(&d);
    assert_string_equal(json_text(j, "outcome"), "may");
    assert_string_equal(json_text(j, "if_assessed"), "duty");
    assert_string_equal(json_text(j, "rules_version"), d.version);
    assert_int_equal(json_array_size(json_object_get(j, "rules")), d.rules_n);
    assert_int_equal(json_array_size(json_object_get(j, "ways")), d.ways_n);
    assert_int_equal(json_array_size(json_object_get(j, "obligations")), d.obligations_n);
    assert_int_equal(json_array_size(json_object_get(j, "missing")), d.missing_n);
    assert_string_equal(json_text(json_object_get(j, "deadline"), "code"), "P7D");
    assert_string_equal(json_text(json_object_get(j, "secrecy"), "from"), "reverse");
    json_decref(j);

    f.reporter = LAW_NO;
    d = decide(state, &f);
    j = law_decision_json(&d);
    assert_string_equal(json_text(j, "outcome"), "deny");
    assert_true(json_is_null(json_object_get(j, "deadline")));
    assert_int_equal(json_array_size(json_object_get(j, "blocked")), d.blocked_n);
    assert_true(d.blocked_n > 0);
    json_decref(j);

    f = (struct law_facts){.question_date = day("2026-11-22")};
    d = decide(state, &f);
    j = law_decision_json(&d);
    assert_int_equal(json_array_size(json_object_get(j, "missing")), d.missing_n);
    json_decref(j);
}

static void ages_and_long_lists_are_told_in_words(void **state)
{
    struct law_facts f = letter(LAW_SOC_M, LAW_POL, LAW_ITEM_CRIME, LAW_PURPOSE_CRIME);
    f.age = LAW_AGE_0 + 21;
    f.crime = LAW_CRIME_RISK;
    f.assessed[LAW_ASSESS_SECRECY_YIELDS] = LAW_NOT_MET;
    says(decide(state, &f).explanation, "högst 20 år", "at most 20 years");
    f = letter(LAW_EPS, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_FOLLOW_UP);
    says(decide(state, &f).explanation, "något annat än uppföljning", "anything but follow-up");
    f = letter(LAW_EPS, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    consent(&f);
    f.age = LAW_AGE_UNKNOWN;
    f.guardian_blocked = LAW_YES;
    f.assessed[LAW_ASSESS_NO_HARM] = f.assessed[LAW_ASSESS_OBVIOUS_INTEREST] =
        f.assessed[LAW_ASSESS_OWN_TASK] = LAW_NOT_MET;
    struct law_decision d = decide(state, &f);
    assert_int_equal(d.outcome, LAW_DENY);
    says(d.explanation, "Hur gammal är eleven?", "How old is the pupil?");
    says_not(d.explanation, "0 eller 1 eller 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mirrored_follow_up_with_consent_passes_with_its_obligations),
        cmocka_unit_test(attendance_figures_wait_for_the_test_of_harm),
        cmocka_unit_test(a_concern_report_is_a_duty_at_once_even_with_protected_identity),
        cmocka_unit_test(feedback_on_request_is_due_within_a_week),
        cmocka_unit_test(of_several_deadlines_the_first_is_told_and_weeks_in_days),
        cmocka_unit_test(a_value_beyond_the_table_opens_nothing),
        cmocka_unit_test(a_refusal_names_the_nearest_ways_and_what_closes_them),
        cmocka_unit_test(a_refusal_tells_which_assessment_was_no),
        cmocka_unit_test(what_is_assumed_because_unknown_is_said),
        cmocka_unit_test(missing_facts_truly_change_the_outcome),
        cmocka_unit_test(an_independent_school_needs_the_date_of_the_document),
        cmocka_unit_test(an_unknown_recipients_lack_of_secrecy_is_told),
        cmocka_unit_test(the_pupil_and_the_own_follow_up_have_no_recipient_to_protect),
        cmocka_unit_test(nothing_is_permitted_on_an_unknown_day_or_before_the_rules_begin),
        cmocka_unit_test(a_guardian_who_must_not_learn_does_not_consent),
        cmocka_unit_test(an_answer_asked_for_without_extras_has_none),
        cmocka_unit_test(the_json_of_a_decision_holds_all_of_it),
        cmocka_unit_test(ages_and_long_lists_are_told_in_words),
    };
    json_setup();
    return cmocka_run_group_tests(tests, setup, teardown);
}
