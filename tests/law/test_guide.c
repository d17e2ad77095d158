/* The guided question: asks what matters, ends, and ends in what the engine answers. */
#include "fixture.h"

#include "law/guide.h"

static struct law_guide start(const char *answers)
{
    struct law_guide g;
    if (!law_guide_read(answers, &g)) {
        fail_msg("cannot be read: %s", answers);
    }
    g.facts.question_date = day("2026-11-22");
    return g;
}

static const char *text_of(const struct law_guide *g, size_t n)
{
    static char text[LAW_GUIDE_TEXT + 1];
    struct buf b;
    buf_init(&b, LAW_GUIDE_TEXT);
    law_guide_write(g, n, &b);
    snprintf(text, sizeof text, "%s", b.text);
    buf_free(&b);
    return text;
}

static void answers_read_back_as_they_were_written(void **state)
{
    (void)state;
    const char *text = "from.FRI-S.to.SOC-M.item.attendance_figures.age.14.custody.unknown."
                       "information_date.2027-01-15";
    struct law_guide g = start(text);
    assert_int_equal(g.facts.from, LAW_FRI_S);
    assert_int_equal(g.facts.age, LAW_AGE_0 + 14);
    assert_int_equal(g.facts.information_date.days, day("2027-01-15").days);
    assert_int_equal(g.facts.custody, LAW_CUSTODY_UNKNOWN);
    assert_true(law_guide_has(&g, LAW_FACT_CUSTODY));
    assert_false(law_guide_has(&g, LAW_FACT_PUPIL));
    assert_string_equal(text_of(&g, g.asked_n), text);
    assert_string_equal(text_of(&g, 2), "from.FRI-S.to.SOC-M");
    g = start("information_date.unknown");
    assert_string_equal(text_of(&g, 1), "information_date.unknown");
    assert_int_equal(start("").asked_n, 0);
}

static void what_is_no_answer_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "from",      "from.SKOLAN", "from.SKO.from.EPS",           "colour.red",
        "from.SKO.", ".",           "information_date.2026-13-01", "from.SKO.to"};
    struct law_guide g;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(law_guide_read(bad[i], &g));
    }
    char long_text[LAW_GUIDE_TEXT + 2];
    memset(long_text, 'a', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_false(law_guide_read(long_text, &g));
    g = start("");
    assert_false(law_guide_answer(&g, LAW_GUIDE__MAX, "yes"));
}

static void every_question_has_words_and_a_name_of_its_own(void **state)
{
    (void)state;
    for (unsigned q = 0; q < LAW_GUIDE__MAX; q++) {
        struct law_text text = law_guide_question(q);
        assert_non_null(strchr(text.sv, '?'));
        assert_non_null(strchr(text.en, '?'));
        assert_int_equal(law_guide_find(law_guide_name(q)), q);
    }
    assert_int_equal(law_guide_find("nothing"), LAW_GUIDE__MAX);
}

static void the_five_that_make_the_question_come_first(void **state)
{
    struct law_rules *r = *state;
    struct law_guide g = start("");
    assert_int_equal(law_guide_next(r, &g), LAW_FACT_FROM);
    g = start("from.SKO.to.SOC-M.item.attendance_figures.identification.identified");
    assert_int_equal(law_guide_next(r, &g), LAW_FACT_PURPOSE);
}

/* What a person would answer, by fact. */
static const char *reply(unsigned q, bool knows)
{
    static const struct {
        unsigned question;
        const char *value;
    } replies[] = {{LAW_FACT_BOUNDARY, "other_authority"},
                   {LAW_FACT_PROTECTION, "none"},
                   {LAW_FACT_THIRD_PARTY, "none"},
                   {LAW_FACT_AGE, "14"},
                   {LAW_FACT_CONCERN, "no"},
                   {LAW_FACT_FROM_FORM, "municipal"},
                   {LAW_FACT_TO_FORM, "municipal"},
                   {LAW_FACT_SCHOOL_FORM, "compulsory"},
                   {LAW_FACT_HSL_CONTEXT, "no"},
                   {LAW_FACT_GUARDIAN_BLOCKED, "no"},
                   {LAW_FACT_PUPIL, "given"},
                   {LAW_FACT_MATURITY, "mature"},
                   {LAW_FACT_CUSTODY, "sole"},
                   {LAW_FACT_GUARDIAN_1, "given"},
                   {LAW_FACT_CONSENT_SCOPE, "covers"},
                   {LAW_GUIDE_DATE, "2026-11-15"}};
    for (size_t i = 0; knows && i < sizeof replies / sizeof replies[0]; i++) {
        if (replies[i].question == q) {
            return replies[i].value;
        }
    }
    return knows && q < LAW_FACT__MAX &&
                   law_fact_info((enum law_fact)q)->values_n == LAW_ANSWER__MAX
               ? "no"
               : "unknown";
}

static size_t walk(const struct law_rules *r, struct law_guide *g, bool knows)
{
    size_t asked = 0;
    for (unsigned q = law_guide_next(r, g); q != LAW_GUIDE__MAX; q = law_guide_next(r, g)) {
        assert_true(law_guide_answer(g, q, reply(q, knows)));
        asked++;
        assert_true(asked <= LAW_GUIDE__MAX);
    }
    return asked;
}

static void a_consented_follow_up_ends_in_yes(void **state)
{
    struct law_rules *r = *state;
    struct law_guide g = start("from.SOC-O.to.SKO.item.goal_result.identification.identified."
                               "purpose.follow_up");
    size_t asked = walk(r, &g, true);
    assert_int_equal(law_judge(r, &g.facts).outcome, LAW_ALLOW);
    assert_true(law_guide_has(&g, LAW_FACT_PUPIL));
    assert_false(law_guide_has(&g, LAW_FACT_GUARDIAN_2)); /* there is one guardian */
    assert_false(law_guide_has(&g, LAW_FACT_DISCLOSURE_CONTROL));
    assert_in_range(asked, 8, 15);
}

static void nothing_more_is_asked_when_no_answer_can_help(void **state)
{
    struct law_rules *r = *state;
    struct law_guide g =
        start("from.SOC-M.to.REG.item.goal_result.identification.identified.purpose.follow_up");
    assert_int_equal(law_guide_next(r, &g), LAW_FACT_PROTECTION); /* always asked of a person */
    assert_true(law_guide_answer(&g, LAW_FACT_PROTECTION, "none"));
    assert_int_equal(law_guide_next(r, &g), LAW_GUIDE__MAX);
    assert_int_equal(law_judge(r, &g.facts).outcome, LAW_DENY);
    g = start("from.SKO.to.RAP.item.goal_result.identification.aggregate.purpose.follow_up");
    assert_int_equal(law_guide_next(r, &g), LAW_FACT_DISCLOSURE_CONTROL);
}

/* A fact that was never asked for would not have widened the answer by itself. */
static void check_nothing_left_out(const struct law_rules *r, const struct law_guide *g)
{
    enum law_outcome now = law_judge(r, &g->facts).outcome;
    for (unsigned q = 0; q < LAW_FACT__MAX && now < LAW_ALLOW; q++) {
        for (unsigned v = 1; v < law_fact_info((enum law_fact)q)->values_n; v++) {
            struct law_facts f = g->facts;
            if (!law_guide_has(g, q)) {
                law_fact_set(&f, (enum law_fact)q, v);
                assert_true(law_judge(r, &f).outcome <= now);
            }
        }
    }
}

/* Whoever knows nothing comes to an end too. */
static void always_ends_and_leaves_nothing_out_that_matters(void **state)
{
    struct law_rules *r = *state;
    static const char *const from[] = {"EMI", "EPS", "SKO", "FRI-S", "SOC-M", "SOC-O"};
    static const char *const to[] = {"SOC-M", "SKO", "HUV"};
    static const char *const about[] = {"attendance_figures.purpose.support",
                                        "goal_result.purpose.follow_up",
                                        "family.purpose.concern_report"};
    size_t most = 0;
    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
        for (size_t j = 0; j < sizeof to / sizeof to[0]; j++) {
            for (size_t k = 0; k < sizeof about / sizeof about[0]; k++) {
                char text[200];
                snprintf(text, sizeof text, "identification.identified.from.%s.to.%s.item.%s",
                         from[i], to[j], about[k]);
                struct law_guide g = start(text), blank = g;
                size_t asked = walk(r, &g, true);
                most = asked > most ? asked : most;
                check_nothing_left_out(r, &g);
                walk(r, &blank, false);
            }
        }
    }
    assert_in_range(most, 5, 20);
}

static int load(void **state)
{
    *state = shipped();
    return 0;
}

static int unload(void **state)
{
    law_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_read_back_as_they_were_written),
        cmocka_unit_test(what_is_no_answer_is_refused),
        cmocka_unit_test(every_question_has_words_and_a_name_of_its_own),
        cmocka_unit_test(the_five_that_make_the_question_come_first),
        cmocka_unit_test(a_consented_follow_up_ends_in_yes),
        cmocka_unit_test(nothing_more_is_asked_when_no_answer_can_help),
        cmocka_unit_test(always_ends_and_leaves_nothing_out_that_matters),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
