/* docs/law.md names every fact, value, assessment, level and outcome. */
#include "fixture.h"

#include <stdlib.h>

#include "law/deadline.h"
#include "law/grant.h"
#include "law/retention.h"
#include "law/ruling.h"

static char *read_docs(void)
{
    FILE *f = fopen(SOURCE_DIR "/docs/law.md", "rb");
    assert_non_null(f);
    char *text = mem_zalloc(1, 1u << 18);
    assert_true(fread(text, 1, (1u << 18) - 1, f) > 1000);
    fclose(f);
    return text;
}

static void is_named(const char *docs, const char *word)
{
    char quoted[80];
    snprintf(quoted, sizeof quoted, "`%s`", word);
    if (strstr(docs, quoted) == NULL) {
        fail_msg("docs/law.md does not name %s", quoted);
    }
}

static void every_table_is_documented(void **state)
{
    (void)state;
    char *docs = read_docs();
    for (unsigned table = 0; table < LAW_TABLE__MAX; table++) {
        struct law_table_field f;
        is_named(docs, law_table_name((enum law_table)table));
        for (size_t i = 0; law_table_field((enum law_table)table, i, &f); i++) {
            is_named(docs, f.name);
            for (unsigned v = 0; v < f.values_n && strcmp(f.name, "age") != 0; v++) {
                is_named(docs, f.codes[v]);
            }
        }
    }
    free(docs);
}

static void every_word_is_documented(void **state)
{
    (void)state;
    char *docs = read_docs();
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        const struct law_fact_info *info = law_fact_info((enum law_fact)f);
        is_named(docs, info->name);
        for (unsigned v = 0; v < info->values_n && f != LAW_FACT_AGE; v++) {
            is_named(docs, info->codes[v]);
        }
    }
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        is_named(docs, law_assessment_code[a]);
    }
    for (unsigned r = 0; r < LAW_RESULT__MAX; r++) {
        is_named(docs, law_result_code[r]);
    }
    for (unsigned l = 0; l < LAW_LEVEL__MAX; l++) {
        is_named(docs, law_level_code[l]);
    }
    for (unsigned o = 0; o < LAW_OUTCOME__MAX; o++) {
        is_named(docs, law_outcome_code[o]);
    }
    for (unsigned s = 0; s < LAW_DEADLINE_STATE__MAX; s++) {
        is_named(docs, law_deadline_state_code[s]);
    }
    for (unsigned s = 0; s < LAW_RETENTION_STATE__MAX; s++) {
        is_named(docs, law_retention_state_code[s]);
    }
    for (unsigned m = 0; m < LAW_GRANT_MEASURE__MAX; m++) {
        is_named(docs, law_grant_measure_code[m]);
    }
    for (unsigned c = 0; c < LAW_CONFIDENCE__MAX; c++) {
        is_named(docs, law_confidence_code[c]);
    }
    free(docs);
}

static void every_member_of_a_decision_is_documented(void **state)
{
    (void)state;
    char *docs = read_docs();
    struct law_rules *rules = shipped();
    struct arena *arena = arena_new(16u << 20);
    struct law_facts f = {.question_date = day("2026-11-22")};
    struct law_decision d;
    law_decide(rules, &f, LAW_WITH_ALL, arena, &d);
    json_t *j = law_decision_json(&d);
    for (void *i = json_object_iter(j); i != NULL; i = json_object_iter_next(j, i)) {
        is_named(docs, json_object_iter_key(i));
    }
    json_decref(j);
    arena_free(arena);
    law_free(rules);
    free(docs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_documented),
        cmocka_unit_test(every_table_is_documented),
        cmocka_unit_test(every_member_of_a_decision_is_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
