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

static bool opens(enum compartment reader, enum compartment record)
{
    struct compartment_access x;
    access_compartment(rules, LEGAL_FORM_MUNICIPAL, 1u << reader, record, a, &x);
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
    struct compartment_access x;
    access_compartment(rules, LEGAL_FORM_MUNICIPAL, 1u << COMPARTMENT_SKO, COMPARTMENT_EPS, a, &x);
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
    struct compartment_access x;
    access_compartment(NULL, LEGAL_FORM_MUNICIPAL, 1u << COMPARTMENT_SKO, COMPARTMENT_EPS, a, &x);
    assert_false(x.open);
    access_compartment(NULL, LEGAL_FORM_MUNICIPAL, 1u << COMPARTMENT_EPS, COMPARTMENT_EPS, a, &x);
    assert_true(x.open);
    access_compartment(NULL, LEGAL_FORM_MUNICIPAL, 0, COMPARTMENT_EPS, a, &x);
    assert_false(x.open);
    access_compartment(NULL, LEGAL_FORM_MUNICIPAL, 0, COMPARTMENT_NONE, a, &x);
    assert_true(x.open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_health_care_has_made_stays_there),
        cmocka_unit_test(the_rest_of_a_school_has_no_secrecy_border),
        cmocka_unit_test(one_social_board_has_no_secrecy_border_but_is_no_school),
        cmocka_unit_test(without_rules_only_the_own_compartment),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
