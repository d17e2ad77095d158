/* Which compartment may read what another has made: the law of today is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bank/crypto.h"
#include "web/access.h"

static struct law_rules *rules;
static struct arena *a;

static void digest(const void *text, size_t n, char out[LAW_VERSION_TEXT])
{
    (void)text;
    snprintf(out, LAW_VERSION_TEXT, "%zu", n);
}

static int setup(void **state)
{
    (void)state;
    struct err_ctx ctx;
    a = arena_new((size_t)64 << 20);
    return law_load(SOURCE_DIR "/rules", digest, &rules, &ctx) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    law_free(rules);
    arena_free(a);
    return 0;
}

static struct compartment_access judge(const struct law_rules *with, enum record_kind kind,
                                       enum role role, unsigned of, enum compartment made)
{
    struct compartment_access x;
    struct compartment_question q = {.rules = with,
                                     .form = LEGAL_FORM_MUNICIPAL,
                                     .role = role,
                                     .of = of,
                                     .kind = kind,
                                     .made = made};
    compartment_judge(&q, a, &x);
    return x;
}

static bool opens(enum compartment reader, enum compartment record)
{
    struct compartment_access x = judge(rules, RECORD_CASE, ROLE_KURATOR, 1u << reader, record);
    assert_int_equal(x.own, reader == record);
    assert_true(x.open || !x.own);
    return x.open;
}

static void what_health_care_has_made_stays_there(void **state)
{
    (void)state;
    assert_true(opens(COMPARTMENT_EMI, COMPARTMENT_EMI));
    assert_false(opens(COMPARTMENT_EPS, COMPARTMENT_EMI)); /* 25:13 a: a human must assess */
    assert_false(opens(COMPARTMENT_EST, COMPARTMENT_EMI));
    assert_false(opens(COMPARTMENT_SKO, COMPARTMENT_EMI)); /* consent only */
}

static void the_rest_of_a_school_has_no_secrecy_border(void **state)
{
    (void)state;
    static const enum compartment school[] = {COMPARTMENT_EPS, COMPARTMENT_EST, COMPARTMENT_SKO};
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
            assert_true(opens(school[i], school[k]));
        }
    }
    struct compartment_access x =
        judge(rules, RECORD_CASE, ROLE_REKTOR, 1u << COMPARTMENT_SKO, COMPARTMENT_EPS);
    assert_non_null(strstr(x.ground, "OSL 8:2"));
}

static void one_social_board_has_no_secrecy_border_but_is_no_school(void **state)
{
    (void)state;
    assert_true(opens(COMPARTMENT_SOC_M, COMPARTMENT_SOC_O));
    assert_true(opens(COMPARTMENT_SOC_O, COMPARTMENT_SOC_M));
    assert_false(opens(COMPARTMENT_SOC_M, COMPARTMENT_EPS));
    assert_false(opens(COMPARTMENT_SKO, COMPARTMENT_SOC_O));
}

static void without_rules_only_the_own_compartment(void **state)
{
    (void)state;
    static const unsigned eps = 1u << COMPARTMENT_EPS, sko = 1u << COMPARTMENT_SKO;
    assert_false(judge(NULL, RECORD_CASE, ROLE_REKTOR, sko, COMPARTMENT_EPS).open);
    assert_true(judge(NULL, RECORD_CASE, ROLE_KURATOR, eps, COMPARTMENT_EPS).open);
    assert_false(judge(NULL, RECORD_CASE, ROLE_KURATOR, 0, COMPARTMENT_EPS).open);
    assert_true(judge(NULL, RECORD_CASE, ROLE_KURATOR, 0, COMPARTMENT_NONE).open);
}

/* Whoever reads a case of the compartment does not therefore read the causes. */
static void the_causes_of_absence_are_kept_apart_from_what_the_law_would_let(void **state)
{
    (void)state;
    static const unsigned eps = 1u << COMPARTMENT_EPS, emi = 1u << COMPARTMENT_EMI,
                          sko = 1u << COMPARTMENT_SKO;
    static const enum record_kind causes = RECORD_ABSENCE_CAUSES;
    assert_true(judge(rules, causes, ROLE_KURATOR, eps, COMPARTMENT_EPS).open);
    assert_true(judge(rules, causes, ROLE_ELEVHALSOCHEF, eps, COMPARTMENT_EPS).open);
    assert_true(judge(rules, causes, ROLE_KURATOR, emi, COMPARTMENT_EMI).open);
    /* no way across, in either direction, though a case of EPS passes to SKO */
    assert_true(judge(rules, RECORD_CASE, ROLE_KURATOR, sko, COMPARTMENT_EPS).open);
    assert_false(judge(rules, causes, ROLE_KURATOR, sko, COMPARTMENT_EPS).open);
    assert_false(judge(rules, causes, ROLE_KURATOR, eps, COMPARTMENT_EMI).open);
    assert_false(judge(rules, causes, ROLE_KURATOR, emi, COMPARTMENT_EPS).open);
    /* who leads the student health, or teaches, is not in it, whatever the relation */
    assert_true(judge(rules, RECORD_CASE, ROLE_REKTOR, eps, COMPARTMENT_EPS).open);
    assert_false(judge(rules, causes, ROLE_REKTOR, eps | sko, COMPARTMENT_EPS).open);
    assert_false(judge(rules, causes, ROLE_MENTOR, eps | sko, COMPARTMENT_EPS).open);
    assert_false(judge(rules, causes, ROLE_JURIST, eps, COMPARTMENT_EPS).open);
    /* and of what nobody knows where it was made, nothing is shown */
    assert_false(judge(rules, causes, ROLE_KURATOR, eps, COMPARTMENT_NONE).open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_health_care_has_made_stays_there),
        cmocka_unit_test(the_rest_of_a_school_has_no_secrecy_border),
        cmocka_unit_test(one_social_board_has_no_secrecy_border_but_is_no_school),
        cmocka_unit_test(without_rules_only_the_own_compartment),
        cmocka_unit_test(the_causes_of_absence_are_kept_apart_from_what_the_law_would_let),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
