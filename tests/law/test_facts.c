/* Facts as JSON. */
#include "fixture.h"

static enum err read(const char *text, struct law_facts *facts, struct err_ctx *ctx)
{
    json_t *object;
    *ctx = (struct err_ctx){0};
    assert_int_equal(json_parse(text, strlen(text), "test", &object, ctx), ERR_OK);
    enum err e = law_facts_from_json(object, facts, ctx);
    json_decref(object);
    return e;
}

static void reads_every_kind_of_fact(void **state)
{
    (void)state;
    struct law_facts f;
    struct err_ctx ctx;
    assert_int_equal(read("{\"from\":\"SOC-M\",\"to\":\"SKO\",\"item\":\"goal_result\",\"age\":15,"
                          "\"guardian_2\":\"withdrawn\",\"question_date\":\"2026-11-22\","
                          "\"information_date\":\"2026-10-01\","
                          "\"assessed\":{\"no_harm\":\"met\",\"own_task\":\"not_met\"}}",
                          &f, &ctx),
                     ERR_OK);
    assert_int_equal(f.from, LAW_SOC_M);
    assert_int_equal(f.to, LAW_SKO);
    assert_int_equal(f.item, LAW_ITEM_GOAL_RESULT);
    assert_int_equal(f.age, LAW_AGE_0 + 15);
    assert_int_equal(f.guardian_2, LAW_CONSENT_WITHDRAWN);
    assert_int_equal(f.question_date.days, day("2026-11-22").days);
    assert_int_equal(f.information_date.days, day("2026-10-01").days);
    assert_int_equal(f.assessed[LAW_ASSESS_NO_HARM], LAW_MET);
    assert_int_equal(f.assessed[LAW_ASSESS_OWN_TASK], LAW_NOT_MET);
    assert_int_equal(f.assessed[LAW_ASSESS_CRIME_RISK], LAW_NOT_ASSESSED);
}

static void absent_facts_are_unknown(void **state)
{
    (void)state;
    struct law_facts f;
    struct err_ctx ctx;
    assert_int_equal(read("{}", &f, &ctx), ERR_OK);
    for (unsigned i = 0; i < LAW_FACT__MAX; i++) {
        assert_int_equal(law_fact_get(&f, (enum law_fact)i), 0);
    }
    assert_int_equal(f.question_date.days, 0);
}

static void refuses(const char *text, const char *where, const char *remedy)
{
    struct law_facts f;
    struct err_ctx ctx;
    assert_int_equal(read(text, &f, &ctx), ERR_INVALID);
    assert_string_equal(ctx.where, where);
    if (strstr(ctx.remedy, remedy) == NULL) {
        fail_msg("remedy \"%s\" does not say \"%s\"", ctx.remedy, remedy);
    }
}

static void refuses_what_it_does_not_know_and_names_the_nearest(void **state)
{
    (void)state;
    refuses("{\"frmo\":\"SKO\"}", "facts", "did you mean \"from\"");
    refuses("{\"hair_colour_of_the_headmaster_of_the_school\":\"red\"}", "facts", "docs/law.md");
    refuses("{\"xyzzyplugh\":\"red\"}", "facts", "all known ones");
    refuses("{\"from\":\"SOKO\"}", "from", "did you mean \"SKO\"");
    refuses("{\"item\":\"attendance_figure\"}", "item", "attendance_figures");
    refuses("{\"protection\":true}", "protection", "in quotes");
    refuses("{\"age\":-1}", "age", "0 to 150");
    refuses("{\"age\":151}", "age", "0 to 150");
    refuses("{\"age\":14.5}", "age", "0 to 150");
    refuses("{\"age\":\"many\"}", "age", "docs/law.md");
    refuses("{\"question_date\":\"2026-02-30\"}", "question_date", "2026-11-22");
    refuses("{\"information_date\":20260101}", "information_date", "2026-11-22");
    refuses("{\"assessed\":[]}", "assessed", "no_harm");
    refuses("{\"assessed\":{\"no_ham\":\"met\"}}", "assessed", "no_harm");
    refuses("{\"assessed\":{\"no_harm\":\"mett\"}}", "assessed", "met");
    refuses("{\"assessed\":{\"no_harm\":1}}", "assessed", "docs/law.md");
    refuses("[]", "facts", "from");
    struct law_facts f;
    assert_int_equal(law_facts_from_json(NULL, &f, NULL), ERR_INVALID);
}

static void writes_what_it_reads(void **state)
{
    (void)state;
    struct law_facts f = letter(LAW_EPS, LAW_SOC_O, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT), g;
    f.assessed[LAW_ASSESS_OBVIOUS_INTEREST] = LAW_NOT_MET;
    f.assessed[LAW_ASSESS_NO_HARM] = LAW_MET;
    json_t *written = law_facts_json(&f);
    struct err_ctx ctx;
    assert_int_equal(law_facts_from_json(written, &g, &ctx), ERR_OK);
    assert_memory_equal(&f, &g, sizeof f);
    json_decref(written);

    struct law_facts nothing = {0};
    written = law_facts_json(&nothing);
    assert_int_equal(json_object_size(written), 0);
    json_decref(written);
}

static void every_value_has_a_word_and_a_label_in_both_languages(void **state)
{
    (void)state;
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        const struct law_fact_info *info = law_fact_info((enum law_fact)f);
        assert_non_null(info->name);
        assert_true(strlen(info->question_sv) > 5 && strlen(info->question_en) > 5);
        assert_string_equal(info->codes[0], "unknown");
        for (unsigned v = 0; v < info->values_n; v++) {
            assert_true(info->codes[v][0] != '\0');
            assert_true(info->labels_sv[v][0] != '\0' && info->labels_en[v][0] != '\0');
            for (unsigned w = 0; w < v; w++) {
                assert_string_not_equal(info->codes[v], info->codes[w]);
            }
            struct law_facts facts = {0};
            law_fact_set(&facts, (enum law_fact)f, v);
            assert_int_equal(law_fact_get(&facts, (enum law_fact)f), v);
        }
    }
}

static void a_number_outside_its_enum_is_unknown(void **state)
{
    (void)state;
    struct law_facts f = {0};
    law_fact_set(&f, LAW_FACT_PROTECTION, LAW_PROTECTION__MAX);
    assert_int_equal(law_fact_get(&f, LAW_FACT_PROTECTION), LAW_PROTECTION_UNKNOWN);
    law_fact_set(&f, LAW_FACT_PROTECTION, 0xffffffffu);
    assert_int_equal(law_fact_get(&f, LAW_FACT_PROTECTION), LAW_PROTECTION_UNKNOWN);
}

static void an_age_is_whole_years_and_ends_at_thirty(void **state)
{
    (void)state;
    assert_int_equal(law_age(-1), LAW_AGE_UNKNOWN);
    assert_int_equal(law_age(0), LAW_AGE_0);
    assert_int_equal(law_age(17), LAW_AGE_0 + 17);
    assert_int_equal(law_age(29), LAW_AGE_0 + 29);
    assert_int_equal(law_age(30), LAW_AGE_30_OR_MORE);
    assert_int_equal(law_age(99), LAW_AGE_30_OR_MORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind_of_fact),
        cmocka_unit_test(absent_facts_are_unknown),
        cmocka_unit_test(refuses_what_it_does_not_know_and_names_the_nearest),
        cmocka_unit_test(writes_what_it_reads),
        cmocka_unit_test(every_value_has_a_word_and_a_label_in_both_languages),
        cmocka_unit_test(a_number_outside_its_enum_is_unknown),
        cmocka_unit_test(an_age_is_whole_years_and_ends_at_thirty),
    };
    json_setup();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
