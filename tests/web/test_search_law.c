/* What the search page looks for is what the law lets one look for in case work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "web/search.h"

static void no_digest(const void *text, size_t n, char hex_out[LAW_VERSION_TEXT])
{
    (void)text;
    snprintf(hex_out, LAW_VERSION_TEXT, "%zu", n);
}

static enum law_outcome ask(const struct law_rules *rules, enum bank_kind kind,
                            enum legal_form form, enum search_kind what)
{
    struct bank_config own = {.kind = kind, .legal_form = form};
    struct date on;
    struct law_ruling r;
    assert_true(date_parse("2026-11-22", 10, &on));
    search_law(rules, &own, what, on, &r);
    assert_true(r.rules_n > 0);
    return r.outcome;
}

static void numbers_and_names_may_be_searched_for_and_nothing_else(void **state)
{
    (void)state;
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    assert_int_equal(law_load(SOURCE_DIR "/rules", no_digest, &rules, &ctx), ERR_OK);
    static const struct {
        enum bank_kind kind;
        enum legal_form form;
    } banks[] = {{BANK_SCHOOL, LEGAL_FORM_MUNICIPAL},
                 {BANK_SCHOOL, LEGAL_FORM_INDEPENDENT},
                 {BANK_SOCIAL, LEGAL_FORM_MUNICIPAL}};
    for (size_t i = 0; i < sizeof banks / sizeof banks[0]; i++) {
        assert_int_equal(ask(rules, banks[i].kind, banks[i].form, SEARCH_NUMBER), LAW_ALLOW);
        assert_int_equal(ask(rules, banks[i].kind, banks[i].form, SEARCH_NAME), LAW_ALLOW);
        assert_int_equal(ask(rules, banks[i].kind, banks[i].form, SEARCH_NOTHING), LAW_DENY);
    }
    law_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_names_may_be_searched_for_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
