/* A follow-up has a ground in the law of its day, or is not made. */
#include "followup/bank.h"

#include "bank/rules.h"
#include "followup/lawful.h"

static struct law_rules *rules;

static struct law_decision ask(struct date on, enum err wanted)
{
    struct law_decision d;
    assert_int_equal(followup_lawful(t.bank, rules, on, a, &d, &t.ctx), wanted);
    return d;
}

static void a_school_follows_up_by_the_education_act(void **state)
{
    (void)state;
    bank_make(BANK_SCHOOL);
    struct law_decision d = ask(day(2026, 11, 22), ERR_OK);
    assert_non_null(strstr(d.grounds[0].cite, "skollagen 4:3"));
    bank_remove();
}

static void social_services_follow_up_by_the_social_services_act(void **state)
{
    (void)state;
    bank_make(BANK_SOCIAL);
    struct law_decision d = ask(day(2026, 11, 22), ERR_OK);
    assert_non_null(strstr(d.grounds[0].cite, "SoL 5:2"));
    bank_remove();
}

static void of_a_day_before_the_rules_nothing_is_followed_up(void **state)
{
    (void)state;
    for (int kind = BANK_SCHOOL; kind <= BANK_SOCIAL; kind++) {
        bank_make((enum bank_kind)kind);
        ask(day(2025, 3, 1), ERR_DENIED);
        assert_non_null(strstr(t.ctx.what, "no ground"));
        bank_remove();
    }
}

static int load(void **state)
{
    (void)state;
    struct err_ctx ctx = {0};
    return bank_rules_load(SOURCE_DIR, &rules, &ctx) == ERR_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    law_free(rules);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_school_follows_up_by_the_education_act),
        cmocka_unit_test(social_services_follow_up_by_the_social_services_act),
        cmocka_unit_test(of_a_day_before_the_rules_nothing_is_followed_up),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
