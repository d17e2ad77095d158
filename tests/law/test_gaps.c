/* The list of needs and obstacles: total, and as the handbook says. */
#include "fixture.h"

#include "law/gaps_answer.h"
#include "law/propose.h"

static const struct law_wanted *wanted(const char *code)
{
    for (size_t i = 0; i < law_wanted_n; i++) {
        if (strcmp(law_wanted[i].code, code) == 0) {
            return &law_wanted[i];
        }
    }
    fail_msg("no %s", code);
    return NULL;
}

static struct law_gap ask(const struct law_rules *r, const char *code, enum law_gap_about about,
                          enum law_branch from, enum law_branch to)
{
    struct law_gap_question q = {r, day("2026-11-22"), LAW_PURPOSE_FOLLOW_UP};
    struct law_gap gap;
    law_gap(&q, wanted(code), about, from, to, &gap);
    return gap;
}

static bool has_way(const struct law_gap *g, const char *rule, uint32_t conditions)
{
    for (size_t i = 0; i < g->ways_n; i++) {
        if (strcmp(g->ways[i].rule->id, rule) == 0 && g->ways[i].conditions == conditions) {
            return true;
        }
    }
    return false;
}

static bool is_stopped(const struct law_gap *g, enum law_gap_stop stop, const char *rule)
{
    for (size_t i = 0; i < g->obstacles_n; i++) {
        const struct law_gap_obstacle *o = &g->obstacles[i];
        if (o->stop == stop &&
            (rule == NULL ? o->rule == NULL : o->rule != NULL && strcmp(o->rule->id, rule) == 0)) {
            return true;
        }
    }
    return false;
}

static void every_wanted_item_has_a_row(void **state)
{
    (void)state;
    for (int g = 1; g <= 25; g++) {
        char code[8];
        snprintf(code, sizeof code, "G%02d", g);
        const struct law_wanted *w = wanted(code);
        assert_true(w->about[LAW_GAP_CHILD] || w->about[LAW_GAP_GROUP]);
        assert_true(strlen(w->title.sv) > 3 && strlen(w->title.en) > 3);
    }
}

/* Exactly one of: a way, an obstacle. And a way is one that the engine itself would take. */
static void every_pair_has_a_way_or_an_obstacle_with_a_ground(void **state)
{
    struct law_rules *r = *state;
    for (size_t i = 0; i < law_wanted_n; i++) {
        for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
            for (unsigned to = 1; to < LAW_BRANCH__MAX; to++) {
                for (unsigned about = 0; about < LAW_GAP_ABOUT__MAX; about++) {
                    struct law_gap_question q = {r, day("2026-11-22"), LAW_PURPOSE_FOLLOW_UP};
                    struct law_gap g;
                    if (!law_wanted[i].about[about] || !law_is_holder((enum law_branch)from)) {
                        continue;
                    }
                    law_gap(&q, &law_wanted[i], (enum law_gap_about)about, (enum law_branch)from,
                            (enum law_branch)to, &g);
                    assert_true((g.ways_n > 0) != (g.obstacles_n > 0));
                    assert_int_equal(g.ways_n > 0, g.word != LAW_CELL_NO || g.duty);
                    assert_true(g.ways_n < LAW_GAP_WAYS_MAX && g.obstacles_n < LAW_GAP_WAYS_MAX);
                    for (size_t k = 0; k < g.ways_n; k++) {
                        assert_true(g.ways[k].rule->grounds_n > 0);
                    }
                    if (to == LAW_REG && about == LAW_GAP_CHILD) {
                        assert_true(is_stopped(&g, LAW_STOP_BAR, "R31"));
                    }
                }
            }
        }
    }
}

static void says_what_the_handbook_says_of_follow_up(void **state)
{
    struct law_rules *r = *state;
    struct law_gap g = ask(r, "G03", LAW_GAP_CHILD, LAW_SOC_O, LAW_SKO);
    assert_int_equal(g.word, LAW_CELL_CONSENT);
    assert_true(has_way(&g, "R38.social", 1u << LAW_GAP_CONSENT));
    g = ask(r, "G04", LAW_GAP_CHILD, LAW_SKO, LAW_SOC_M);
    assert_true(has_way(&g, "R02", 0)); /* after an assessment, without consent */
    assert_int_equal(g.word, LAW_CELL_ASSESS);
    g = ask(r, "G05", LAW_GAP_CHILD, LAW_SKO, LAW_SOC_M);
    assert_int_equal(g.word, LAW_CELL_NO);
    assert_true(is_stopped(&g, LAW_STOP_SECRECY, "secrecy.free_text"));
    assert_true(g.elsewhere); /* for support it may pass */
    g = ask(r, "G24", LAW_GAP_GROUP, LAW_SKO, LAW_RAP);
    assert_true(has_way(&g, "R33", 1u << LAW_GAP_CONTROL));
    g = ask(r, "G24", LAW_GAP_GROUP, LAW_POL, LAW_RAP);
    assert_true(is_stopped(&g, LAW_STOP_NO_WAY, "R01"));
    assert_false(g.elsewhere);
    g = ask(r, "G03", LAW_GAP_CHILD, LAW_SOC_O, LAW_REG);
    assert_true(is_stopped(&g, LAW_STOP_DATA_TO, NULL)); /* nobody may keep a joint register */
    g = ask(r, "G02", LAW_GAP_CHILD, LAW_EMI, LAW_ITS);
    assert_true(is_stopped(&g, LAW_STOP_DATA_TO, "data.processor"));
    g = ask(r, "G13", LAW_GAP_CHILD, LAW_SOC_P, LAW_SOC_M);
    assert_true(g.duty && has_way(&g, "R29", 1u << LAW_GAP_COMMISSIONED));
}

static void without_any_rule_everything_is_stopped(void **state)
{
    struct law_rules *r = *state;
    struct law_gap_question q = {r, day("2024-01-01"), LAW_PURPOSE_FOLLOW_UP};
    struct law_gap g;
    law_gap(&q, wanted("G04"), LAW_GAP_CHILD, LAW_SKO, LAW_OWN, &g);
    assert_int_equal(g.word, LAW_CELL_NO);
    assert_true(is_stopped(&g, LAW_STOP_DATA_FROM, NULL));
}

/* Somebody's rules may have any number of ways and bars: as many are told as there is room for. */
static void more_ways_than_there_is_room_for_do_no_harm(void **state)
{
    struct law_rules *r = *state;
    char text[16384] = "";
    for (int i = 0; i < 40; i++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n,
                 "rule P%d\n  kind: %s\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
                 "  from: SKO\n  to: %s\n  ground: f (2027:1)\n  valid: 2026-01-01..\n"
                 "  confidence: unverified\n  checked-by:\n",
                 i, i < 20 ? "permit\n  outcome: allow" : "bar\n  overrides: duties",
                 i < 20 ? "SOC-M" : "SOC-O");
    }
    struct law_rules *p;
    struct err_ctx ctx;
    assert_int_equal(law_propose(r, "t", text, strlen(text), fake_digest, &p, &ctx), ERR_OK);
    assert_int_equal(ask(p, "G04", LAW_GAP_CHILD, LAW_SKO, LAW_SOC_M).ways_n, LAW_GAP_WAYS_MAX);
    assert_int_equal(ask(p, "G04", LAW_GAP_CHILD, LAW_SKO, LAW_SOC_O).obstacles_n,
                     LAW_GAP_WAYS_MAX);
    struct law_gap_question q = {p, day("2026-11-22"), LAW_PURPOSE_FOLLOW_UP};
    struct buf b;
    buf_init(&b, 32u << 20);
    law_gaps_write(&q, LAW_GAPS_CSV, false, &b);
    assert_null(strstr(b.text, "f (2027:1); f (2027:1)")); /* each paragraph once */
    buf_free(&b);
    law_free(p);
}

static size_t count_lines(const char *text)
{
    size_t n = 0;
    for (; (text = strchr(text, '\n')) != NULL; text++) {
        n++;
    }
    return n;
}

static void every_form_has_every_item(void **state)
{
    struct law_rules *r = *state;
    struct law_gap_question q = {r, day("2026-11-22"), LAW_PURPOSE_FOLLOW_UP};
    struct buf b;
    buf_init(&b, 32u << 20);
    law_gaps_write(&q, LAW_GAPS_CSV, true, &b);
    json_t *j = law_gaps_json(&q);
    assert_int_equal(json_array_size(json_object_get(j, "gaps")) + 1, count_lines(b.text));
    assert_non_null(strstr(b.text, "\"Vilka insatserna är, och när\""));
    json_decref(j);
    const struct law_gap_question asked[] = {
        {r, day("2026-11-22"), LAW_PURPOSE_FOLLOW_UP}, /* has duties */
        {r, day("2026-11-22"), LAW_PURPOSE_SUPPORT},   /* has many ways */
        {r, day("2024-01-01"), LAW_PURPOSE_SUPPORT},   /* has none */
    };
    for (int swedish = 0; swedish < 2; swedish++) {
        for (size_t k = 0; k < 3; k++) {
            for (int form = LAW_GAPS_TEXT; form <= LAW_GAPS_HTML; form++) {
                buf_clear(&b);
                law_gaps_write(&asked[k], (enum law_gaps_form)form, swedish, &b);
                assert_true(buf_ok(&b));
                for (int g = 1; g <= 25; g++) {
                    char code[8];
                    snprintf(code, sizeof code, "G%02d", g);
                    assert_non_null(strstr(b.text, code));
                }
            }
        }
        for (int c = 0; c < LAW_GAP_CONDITION__MAX; c++) {
            assert_true(strlen(law_gap_condition_text((enum law_gap_condition)c, swedish)) > 10);
        }
    }
    buf_free(&b);
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

/* Every pair is in exactly one answer, and each answer is that of every pair in it. */
static void answers_to_an_item_hold_every_pair_once(void **state)
{
    struct law_rules *r = *state;
    struct law_gap_question q = {r, day("2026-11-22"), LAW_PURPOSE_FOLLOW_UP};
    struct arena *a = arena_new(64u << 20);
    for (size_t i = 0; i < law_wanted_n; i += 12) {
        struct law_gap_answer answer;
        unsigned char seen[LAW_BRANCH__MAX][LAW_BRANCH__MAX] = {{0}};
        size_t pairs = 0, open = 0, stopped[LAW_GAP_STOP__MAX] = {0};
        enum law_gap_about about =
            law_wanted[i].about[LAW_GAP_CHILD] ? LAW_GAP_CHILD : LAW_GAP_GROUP;
        law_gap_answer(&q, &law_wanted[i], about, a, &answer);
        for (size_t k = 0; k < answer.alike_n; k++) {
            const struct law_gap_alike *alike = &answer.alike[k];
            size_t cells = 0;
            if (k > 0) {
                assert_true((alike[-1].gap.ways_n > 0) >= (alike->gap.ways_n > 0));
            }
            for (size_t m = 0; m < alike->areas_n; m++) {
                cells += law_area_cells(&alike->areas[m]);
                for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
                    for (unsigned to = 1; to < LAW_BRANCH__MAX; to++) {
                        seen[from][to] += (alike->areas[m].from >> from & 1) != 0 &&
                                          (alike->areas[m].to >> to & 1) != 0;
                    }
                }
            }
            assert_int_equal(cells, alike->pairs);
            pairs += alike->pairs;
        }
        for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
            for (unsigned to = 1; to < LAW_BRANCH__MAX; to++) {
                bool holder = law_is_holder((enum law_branch)from);
                assert_int_equal(seen[from][to], holder);
                if (holder) {
                    struct law_gap g;
                    bool stops[LAW_GAP_STOP__MAX] = {false};
                    law_gap(&q, &law_wanted[i], about, (enum law_branch)from, (enum law_branch)to,
                            &g);
                    open += g.ways_n > 0;
                    for (size_t o = 0; o < g.obstacles_n; o++) {
                        stopped[g.obstacles[o].stop] += !stops[g.obstacles[o].stop];
                        stops[g.obstacles[o].stop] = true;
                    }
                }
            }
        }
        assert_int_equal(answer.pairs, pairs);
        assert_int_equal(answer.open, open);
        assert_memory_equal(answer.stopped, stopped, sizeof stopped);
    }
    for (unsigned k = 0; k < LAW_ASSESS__MAX; k++) {
        assert_true(strlen(law_gap_assessment(r, (enum law_assessment)k).sv) > 10);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wanted_item_has_a_row),
        cmocka_unit_test(answers_to_an_item_hold_every_pair_once),
        cmocka_unit_test(every_pair_has_a_way_or_an_obstacle_with_a_ground),
        cmocka_unit_test(says_what_the_handbook_says_of_follow_up),
        cmocka_unit_test(without_any_rule_everything_is_stopped),
        cmocka_unit_test(more_ways_than_there_is_room_for_do_no_harm),
        cmocka_unit_test(every_form_has_every_item),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
