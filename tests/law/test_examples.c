/* Every rule shows by examples what it does; they are run here. */
#include "fixture.h"

static void every_example_of_every_rule_comes_out_as_written(void **state)
{
    (void)state;
    struct law_rules *rules = shipped();
    struct arena *arena = arena_new(1 << 22);
    const struct law_issue *issues;
    size_t n = law_check(rules, day("2026-11-22"), arena, &issues);
    size_t errors = 0;
    for (size_t i = 0; i < n; i++) {
        if (issues[i].is_error) {
            errors++;
            print_error("%s: %s: %s\n", issues[i].where, issues[i].rule, issues[i].text);
        }
    }
    assert_int_equal(errors, 0);
    arena_free(arena);
    law_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_of_every_rule_comes_out_as_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
