/* The rules as a book. */
#include "fixture.h"

#include "law/book.h"
#include "law/propose.h"

static const struct law_condition *condition(const struct law_entry *e, const char *start)
{
    for (size_t i = 0; i < e->conditions_n; i++) {
        if (strncmp(e->conditions[i].question.sv, start, strlen(start)) == 0) {
            return &e->conditions[i];
        }
    }
    fail_msg("no condition %s", start);
    return NULL;
}

static void a_rule_tells_all_that_it_says(void **state)
{
    struct law_rules *r = *state;
    struct arena *a = arena_new(1u << 20);
    struct law_entry e;
    assert_true(law_book_find(r, "R02", a, &e));
    assert_string_equal(e.kind, "permit");
    assert_string_equal(e.effect.sv, "får lämnas");
    assert_non_null(strstr(condition(&e, "Var finns uppgiften nu?")->values.sv, "skolan i övrigt"));
    assert_string_equal(condition(&e, "Har mottagaren stöd")->values.en, "yes");
    assert_int_equal(e.assessments_n, 1);
    assert_string_equal(e.assessments[0].code, "no_harm");
    assert_true(e.obligations_n >= 3);
    assert_true(e.examples_n >= 1);
    assert_false(e.about_documents);
    assert_true(law_entry_holds(&e, day("2026-11-22")));
    assert_false(law_entry_holds(&e, day("2024-01-01")));
    assert_true(law_book_find(r, "R15.before", a, &e));
    assert_string_equal(e.effect.sv, "ska lämnas");
    assert_false(law_entry_holds(&e, day("2026-11-22")));
    assert_true(law_book_find(r, "regime.independent.osl", a, &e));
    assert_true(e.about_documents);
    assert_non_null(strstr(e.effect.sv, "sekretesslagen"));
    assert_false(law_book_find(r, "R99", a, &e));
    assert_null(law_book_kind(r, "R99"));
    assert_string_equal(law_book_kind(r, "R31"), "bar");
    arena_free(a);
}

static void a_rule_that_applies_for_want_of_knowledge_says_what_is_unknown(void **state)
{
    struct law_rules *r = *state;
    struct law_facts f =
        letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_ATTENDANCE_FIGURES, LAW_PURPOSE_SUPPORT);
    f.protection = LAW_PROTECTION_MARKED;
    f.two_persons = LAW_NO;
    assert_null(law_book_assumes(r, "R35.two_persons", &f).sv);
    f.protection = LAW_PROTECTION_UNKNOWN;
    assert_non_null(strstr(law_book_assumes(r, "R35.two_persons", &f).sv, "skyddade"));
    assert_null(law_book_assumes(r, "R02", &f).sv); /* a permit assumes nothing */
    assert_null(law_book_assumes(r, "R99", &f).sv);
    f.identification = LAW_IDENTIFIED;
    assert_non_null(law_book_assumes(r, "secrecy.contact.protected", &f).sv);
    assert_non_null(strstr(law_assessment_text(r, LAW_ASSESS_OWN_TASK).sv, "egna myndigheten"));
}

static void every_rule_can_be_read_in_both_languages(void **state)
{
    struct law_rules *r = *state;
    struct arena *a = arena_new(8u << 20);
    struct law_entry e;
    size_t n = 0;
    for (; law_book_at(r, n, a, &e); n++) {
        assert_true(strlen(e.kind_text.sv) > 10 && strlen(e.kind_text.en) > 10);
        assert_int_equal(e.effect.sv[0] == '\0', e.effect.en[0] == '\0');
        for (size_t i = 0; i < e.conditions_n; i++) {
            assert_true(strlen(e.conditions[i].question.sv) > 5);
            assert_true(strlen(e.conditions[i].values.sv) > 0);
            assert_true(strlen(e.conditions[i].values.en) > 0);
        }
    }
    assert_int_equal(n, law_count(r).rules);
    arena_free(a);
}

static void a_condition_on_the_secrecy_is_told_in_words(void **state)
{
    struct law_rules *r = *state;
    static const char text[] =
        "rule P1\n  kind: permit\n  title.sv: F\n  title.en: P\n  text.sv: T\n  text.en: T\n"
        "  secrecy: none straight\n  outcome: allow\n  ground: f (2027:1)\n"
        "  valid: 2027-01-01..\n  confidence: unverified\n  checked-by:\n";
    struct law_rules *p;
    struct err_ctx ctx;
    assert_int_equal(law_propose(r, "t", text, sizeof text - 1, fake_digest, &p, &ctx), ERR_OK);
    struct arena *a = arena_new(1u << 20);
    struct law_entry e;
    assert_true(law_book_find(p, "P1", a, &e));
    const struct law_condition *c = condition(&e, "Hur skyddas uppgiften");
    assert_non_null(strstr(c->values.sv, "ingen sekretess; eller hemlig"));
    assert_non_null(strstr(c->values.en, "no secrecy; or secret if"));
    arena_free(a);
    law_free(p);
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
        cmocka_unit_test(a_rule_tells_all_that_it_says),
        cmocka_unit_test(a_rule_that_applies_for_want_of_knowledge_says_what_is_unknown),
        cmocka_unit_test(a_condition_on_the_secrecy_is_told_in_words),
        cmocka_unit_test(every_rule_can_be_read_in_both_languages),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
