/* The group follow-up: the table from a panel, and from real banks. */
#include "bank.h"

#include <limits.h>
#include <math.h>

#include "followup/group.h"

enum { PUPILS = 400, WEEKS = 60 };

static struct date monday;

static unsigned spin;

/* A small repeatable number below `below`. */
static int draw(int below)
{
    spin = spin * 1103515245U + 12345U;
    return (int)(spin >> 16) % below;
}

/* ---- the table alone ---- */

struct made {
    struct panel *panel;
    int entry[PUPILS];
    struct group_start starts[PUPILS];
    size_t count;
    struct group g;
};

/* Pupils 0 to `helped` - 1 get help in week 30: half of the absence goes. Girls and boys by turns,
 * two ages. */
static void make(struct made *m, size_t helped, unsigned by, bool compare)
{
    spin = 7;
    *m = (struct made){.panel = panel_new(PUPILS, day(2024, 9, 2), WEEKS)};
    m->g = (struct group){.by = by,
                          .bank_kind = compare ? BANK_SCHOOL : BANK_SOCIAL,
                          .bank_name = "Ekby",
                          .from = day(2024, 9, 2),
                          .to = day(2025, 12, 31)};
    for (size_t i = 0; i < PUPILS; i++) {
        m->panel->pupils[i] = (struct panel_pupil){day(i % 4 < 2 ? 2011 : 2014, 3, 1),
                                                   i % 2 == 0 ? SEX_FEMALE : SEX_MALE};
        m->entry[i] = INT_MAX;
        uint32_t level = (uint32_t)(200 + draw(300));
        for (int w = 0; w < WEEKS; w++) {
            uint32_t absent = level + (uint32_t)draw(100);
            panel_set(m->panel, i, w, 1500, i < helped && w >= 30 ? absent / 2 : absent, 0);
        }
    }
    for (size_t i = 0; i < helped; i++) {
        struct date start = panel_monday(m->panel, 30);
        m->entry[i] = 30;
        m->starts[m->count++] =
            (struct group_start){i, i < 3 ? INTERVENTION_HOME_VISIT : INTERVENTION_FAMILY_TALKS,
                                 start, (struct date){start.days + 7 * 12 - 3}};
    }
    group_make(m->panel, compare ? m->entry : NULL, m->starts, m->count, a, &m->g);
    m->g.last_week = panel_monday(m->panel, WEEKS - 1);
}

static const struct group_cell *cell(const struct group *g, int code, int sex, int age)
{
    for (size_t i = 0; i < g->cell_count; i++) {
        if (g->cells[i].code == code && g->cells[i].sex == sex && g->cells[i].age == age) {
            return &g->cells[i];
        }
    }
    fail_msg("no such cell");
    return NULL;
}

static void tells_counts_means_and_difference(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    struct made m;
    make(&m, 83, GROUP_BY_CODE, true);
    const struct group_cell *all = cell(&m.g, -1, -1, -1);
    assert_int_equal(all->pupils, 83);
    assert_true(all->means.before > 0.2 && all->means.before < 0.3);
    assert_true(fabs(all->means.during - all->means.before / 2) < 0.01);
    assert_true(fabs(all->means.expected_during - all->means.before) < 0.01);
    assert_true(all->means.difference.low < -0.12 && all->means.difference.high > -0.15);
    assert_true(all->means.difference.high < 0);
    assert_int_equal(m.g.comparison_pupils, PUPILS - 83);
    assert_true(fabs(m.g.balance_before - m.g.balance_expected) < 0.01);
    panel_free(m.panel);
    arena_free(a);
}

static void a_small_code_is_hidden_and_so_is_what_would_give_it_away(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    struct made m;
    make(&m, 83, GROUP_BY_CODE, true);
    const struct group_cell *small = cell(&m.g, INTERVENTION_HOME_VISIT, -1, -1);
    const struct group_cell *large = cell(&m.g, INTERVENTION_FAMILY_TALKS, -1, -1);
    assert_int_equal(small->pupils, -1); /* three */
    assert_int_equal(large->pupils, -1); /* 83 − 80 would give them away */
    assert_true(isnan(small->means.before) && isnan(large->means.difference.value));
    struct buf b;
    buf_init(&b, 1 << 20);
    group_text(&b, &m.g);
    assert_non_null(strstr(b.text, "regression mot medelvärdet"));
    assert_null(strstr(b.text, " 80 "));
    buf_clear(&b);
    group_csv(&b, &m.g);
    assert_non_null(strstr(b.text, "hembesok,all,all,yes,,,"));
    assert_non_null(strstr(b.text, "all,all,all,no,83,"));
    buf_free(&b);
    json_t *o = group_json(&m.g);
    char *text = json_dumps(o, 0);
    assert_null(strstr(text, "\"small\""));  /* which were small is not told */
    assert_null(strstr(text, "\"linked\"")); /* nor which were not */
    free(text);
    json_decref(o);
    panel_free(m.panel);
    arena_free(a);
}

static void a_pupil_counts_once_with_the_first_intervention(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    struct made m;
    make(&m, 40, GROUP_BY_CODE, true);
    for (size_t i = 0; i < 40; i++) {
        m.starts[i].code = INTERVENTION_FAMILY_TALKS;
        m.starts[40 + i] = m.starts[i];
        m.starts[40 + i].code = INTERVENTION_NETWORK;
        m.starts[40 + i].start.days += 14;
    }
    m.g.cell_count = 0;
    m.g.left_out = m.g.comparison_pupils = 0;
    group_make(m.panel, m.entry, m.starts, 80, a, &m.g);
    assert_int_equal(cell(&m.g, -1, -1, -1)->pupils, 40);
    assert_int_equal(cell(&m.g, INTERVENTION_FAMILY_TALKS, -1, -1)->pupils, 40);
    panel_free(m.panel);
    arena_free(a);
}

static void without_others_nothing_is_said_of_a_difference(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    struct made m;
    make(&m, 60, GROUP_BY_SEX | GROUP_BY_AGE, false);
    const struct group_cell *all = cell(&m.g, -1, -1, -1);
    assert_int_equal(all->pupils, 60);
    assert_true(!isnan(all->means.during) && isnan(all->means.difference.value));
    assert_int_equal(m.g.comparison_pupils, 0);
    struct buf b;
    buf_init(&b, 1 << 20);
    group_text(&b, &m.g);
    assert_non_null(strstr(b.text, "ingenting kan sägas om vad insatserna ledde till"));
    assert_null(strstr(b.text, "Väntat"));
    buf_free(&b);
    panel_free(m.panel);
    arena_free(a);
}

static void a_mean_that_tells_of_everybody_is_not_shown(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    struct made m;
    make(&m, 40, GROUP_BY_CODE, true);
    for (size_t i = 0; i < 40; i++) {
        for (int w = 30; w < WEEKS; w++) {
            panel_set(m.panel, i, w, 1500, 1500, 0); /* all are away all the time */
        }
    }
    m.g.cell_count = 0;
    m.g.left_out = m.g.comparison_pupils = 0;
    group_make(m.panel, m.entry, m.starts, 40, a, &m.g);
    const struct group_cell *all = cell(&m.g, -1, -1, -1);
    assert_true(!isnan(all->means.before) && isnan(all->means.during));
    assert_true(isnan(all->means.difference.value)); /* from which it could be had back */
    panel_free(m.panel);
    arena_free(a);
}

static void ages_are_those_at_the_start(void **state)
{
    (void)state;
    struct date start = day(2025, 9, 1);
    assert_int_equal(age_band_at(day(2015, 9, 2), start), AGE_TO_9);
    assert_int_equal(age_band_at(day(2015, 9, 1), start), AGE_10_12);
    assert_int_equal(age_band_at(day(2012, 9, 1), start), AGE_13_15);
    assert_int_equal(age_band_at(day(2009, 9, 1), start), AGE_FROM_16);
    assert_int_equal(age_band_at(DATE_OPEN, start), AGE_UNKNOWN);
}

/* ---- real banks ---- */

/* 90 pupils of a school, 24 weeks; the first 12 get help after 10 weeks, one is protected. */
static struct person_id people[90];

static void school_make(void)
{
    bank_make(BANK_SCHOOL);
    monday = date_monday((struct date){date_today().days - 7 * 24});
    begin();
    for (int i = 0; i < 90; i++) {
        int absent[24];
        for (int k = 0; k < 24; k++) {
            absent[k] = 40 + draw(60) - (i < 13 && k >= 10 ? 30 : 0);
        }
        people[i] = add_pupil(2012, i, PROTECTION_NONE);
        add_weeks(people[i], monday, 24, absent);
        if (i < 13) {
            add_received_intervention(people[i], "familjesamtal", (struct date){monday.days + 70},
                                      (struct date){monday.days + 7 * 18 - 3}, false);
        }
    }
    commit();
    must(person_set_protection(t.bank, people[12], PROTECTION_REGISTERED, &t.actor, &t.ctx));
}

static void reads_a_school_bank_without_protected_persons(void **state)
{
    (void)state;
    school_make();
    begin();
    (void)add_case(people[50], monday); /* in a case: no comparison */
    commit();
    struct group g;
    struct group_question q = {.by = GROUP_BY_CODE};
    must(group_read(t.bank, &t.actor, &q, a, &g, &t.ctx));
    assert_int_equal(g.counted, 12);
    assert_int_equal(g.comparison_pupils, 90 - 13 - 1);
    const struct group_cell *all = cell(&g, INTERVENTION_FAMILY_TALKS, -1, -1);
    assert_int_equal(all->pupils, 12);
    assert_true(all->means.difference.value < -0.05 && all->means.difference.value > -0.15);
    assert_int_equal(g.last_week.days, monday.days + 7 * 23);
    bank_remove();
}

static void is_journalled_once_with_population_and_digest(void **state)
{
    (void)state;
    school_make();
    struct group g;
    struct group_question q = {.by = GROUP_BY_ALL};
    must(group_read(t.bank, &t.actor, &q, a, &g, &t.ctx));
    assert_int_equal(count_entries(JOURNAL_FOLLOWUP_GROUP), 1);
    struct journal_row row = last_entry(JOURNAL_FOLLOWUP_GROUP);
    assert_int_equal(row.person_count, 12); /* whose letters were opened */
    assert_non_null(strstr(row.detail, "\"population\":89"));
    assert_non_null(strstr(row.detail, "\"table_sha256\":\""));
    q.has_from = q.has_to = true; /* a period without starts is journalled too */
    q.from = q.to = monday;
    must(group_read(t.bank, &t.actor, &q, a, &g, &t.ctx));
    assert_int_equal(g.cell_count, 0);
    assert_int_equal(count_entries(JOURNAL_FOLLOWUP_GROUP), 2);
    q.to.days--;
    assert_int_equal(group_read(t.bank, &t.actor, &q, a, &g, &t.ctx), ERR_INVALID);
    bank_remove();
}

static void only_those_who_follow_the_whole_up_may(void **state)
{
    (void)state;
    school_make();
    struct group g;
    struct group_question q = {.by = GROUP_BY_CODE};
    struct actor kurator = actor_staff(worker);
    assert_int_equal(group_read(t.bank, &kurator, &q, a, &g, &t.ctx), ERR_DENIED);
    struct actor guardian = actor_guardian(people[0]);
    assert_int_equal(group_read(t.bank, &guardian, &q, a, &g, &t.ctx), ERR_DENIED);
    assert_int_equal(count_entries(JOURNAL_FOLLOWUP_GROUP), 0);
    struct staff s = {.role = ROLE_ANALYTIKER, .active = true, .name = "An"};
    struct staff_id id;
    bool changed;
    must(staff_put(t.bank, &s, &t.actor, &id, &changed, &t.ctx));
    struct actor analyst = actor_staff(id);
    must(group_read(t.bank, &analyst, &q, a, &g, &t.ctx));
    bank_remove();
}

static void a_withdrawn_letter_is_no_intervention(void **state)
{
    (void)state;
    school_make();
    begin();
    add_received_intervention(people[60], "hembesok", (struct date){monday.days + 70},
                              (struct date){monday.days + 7 * 18 - 3}, true);
    commit();
    struct group g;
    struct group_question q = {.by = GROUP_BY_CODE};
    must(group_read(t.bank, &t.actor, &q, a, &g, &t.ctx));
    assert_int_equal(g.counted, 12);
    bank_remove();
}

static void without_attendance_no_week_is_named(void **state)
{
    (void)state;
    struct group g = {.bank_kind = BANK_SOCIAL,
                      .bank_name = "Ekby",
                      .from = day(2024, 7, 1),
                      .to = day(2026, 6, 30),
                      .last_week = DATE_OPEN};
    struct buf b;
    buf_init(&b, 1 << 16);
    group_text(&b, &g);
    assert_non_null(strstr(b.text, "ingen närvaro finns för perioden"));
    assert_null(strstr(b.text, "veckan från"));
    buf_free(&b);
    json_t *o = group_json(&g);
    assert_true(json_is_null(json_object_get(o, "last_week")));
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_counts_means_and_difference),
        cmocka_unit_test(without_attendance_no_week_is_named),
        cmocka_unit_test(a_small_code_is_hidden_and_so_is_what_would_give_it_away),
        cmocka_unit_test(a_pupil_counts_once_with_the_first_intervention),
        cmocka_unit_test(without_others_nothing_is_said_of_a_difference),
        cmocka_unit_test(a_mean_that_tells_of_everybody_is_not_shown),
        cmocka_unit_test(ages_are_those_at_the_start),
        cmocka_unit_test(reads_a_school_bank_without_protected_persons),
        cmocka_unit_test(is_journalled_once_with_population_and_digest),
        cmocka_unit_test(only_those_who_follow_the_whole_up_may),
        cmocka_unit_test(a_withdrawn_letter_is_no_intervention),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
