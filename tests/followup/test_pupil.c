/* The individual follow-up read from real banks. */
#include "bank.h"

#include <math.h>

#include "followup/pupil.h"

static struct date monday;
static struct person_id pupil;

static int absent[24];

static void school_setup(void)
{
    bank_make(BANK_SCHOOL);
    monday = date_monday((struct date){date_today().days - 7 * 24});
    for (int k = 0; k < 24; k++) {
        absent[k] = k < 12 ? 120 : 30;
    }
    begin();
    pupil = add_pupil(2012, 1, PROTECTION_NONE);
    add_weeks(pupil, monday, 24, absent);
    add_received_intervention(pupil, "familjesamtal", (struct date){monday.days + 7 * 12},
                              (struct date){monday.days + 7 * 18 - 3}, false);
    commit();
}

static void reads_own_weeks_and_received_interventions(void **state)
{
    (void)state;
    school_setup();
    struct timeline tl;
    struct pupil_question q = {.person = pupil};
    must(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx));
    assert_int_equal(tl.own_weeks, 24);
    assert_int_equal(tl.received_weeks, 0);
    assert_int_equal(tl.from.days, monday.days); /* cut to what there is */
    assert_int_equal(tl.intervention_count, 1);
    const struct timeline_intervention *v = &tl.interventions[0];
    assert_int_equal(v->before.weeks, 12);
    assert_int_equal(v->during.weeks, 6);
    assert_int_equal(v->after.weeks, 6);
    assert_true(fabs(v->before.absent - 0.4) < 1e-9 && fabs(v->during.absent - 0.1) < 1e-9);
    assert_false(tl.sources[v->source].own);
    assert_string_equal(tl.sources[v->source].peer_name, "Den andra");
    assert_true(v->says_during && v->nap_during.value == 1);
    bank_remove();
}

static void is_journalled_as_a_read_of_the_person(void **state)
{
    (void)state;
    school_setup();
    struct timeline tl;
    begin();
    struct case_id c = add_case(pupil, monday);
    commit();
    struct pupil_question q = {.case_id = c};
    must(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx));
    struct journal_row row = last_entry(JOURNAL_FOLLOWUP_PUPIL);
    assert_int_equal(row.person.v, pupil.v);
    assert_int_equal(row.case_id.v, c.v);
    assert_non_null(strstr(row.detail, "\"weeks\":24"));
    assert_int_equal(tl.case_id.v, c.v);
    assert_int_equal(tl.marks[0].kind, MARK_CASE_OPENED);
    bank_remove();
}

static void a_protected_person_is_refused_and_nothing_is_read(void **state)
{
    (void)state;
    school_setup();
    struct timeline tl;
    must(person_set_protection(t.bank, pupil, PROTECTION_MARKED, &t.actor, &t.ctx));
    struct pupil_question q = {.person = pupil};
    assert_int_equal(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx), ERR_DENIED);
    assert_int_equal(count_entries(JOURNAL_FOLLOWUP_PUPIL), 0);
    bank_remove();
}

static void staff_see_only_pupils_of_their_cases(void **state)
{
    (void)state;
    school_setup();
    struct timeline tl;
    struct actor staff = actor_staff(worker);
    struct pupil_question q = {.person = pupil};
    assert_int_equal(pupil_read(t.bank, &staff, &q, a, &tl, &t.ctx), ERR_NOT_FOUND);
    begin();
    struct case_id c = add_case(pupil, monday);
    commit();
    must(pupil_read(t.bank, &staff, &q, a, &tl, &t.ctx));
    struct staff other = {.role = ROLE_KURATOR, .active = true, .name = "Lo", .unit = "2"};
    struct staff_id id;
    bool changed;
    must(staff_put(t.bank, &other, &t.actor, &id, &changed, &t.ctx));
    staff = actor_staff(id);
    struct pupil_question by_case = {.case_id = c};
    assert_int_equal(pupil_read(t.bank, &staff, &by_case, a, &tl, &t.ctx), ERR_NOT_FOUND);
    bank_remove();
}

static void items_of_a_withdrawn_consent_are_not_used(void **state)
{
    (void)state;
    school_setup();
    begin();
    add_received_intervention(pupil, "hembesok", (struct date){monday.days + 7 * 14},
                              (struct date){monday.days + 7 * 20 - 3}, true);
    commit();
    struct timeline tl;
    struct pupil_question q = {.person = pupil};
    must(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx));
    assert_int_equal(tl.intervention_count, 1);
    assert_int_equal(tl.withdrawn_left_out, 1);
    struct buf b;
    buf_init(&b, 1 << 20);
    pupil_text(&b, &tl);
    assert_non_null(strstr(b.text, "1 mottagna brev används inte"));
    buf_free(&b);
    bank_remove();
}

static void a_period_is_cut_and_a_long_one_refused(void **state)
{
    (void)state;
    school_setup();
    struct timeline tl;
    struct pupil_question q = {.person = pupil, .has_from = true, .has_to = true};
    q.from.days = monday.days + 7 * 10;
    q.to.days = monday.days + 7 * 14 + 6;
    must(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx));
    assert_int_equal(tl.week_count, 5);
    assert_false(tl.interventions[0].says_during); /* two weeks before */
    q.from.days = q.to.days + 1;
    assert_int_equal(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx), ERR_INVALID);
    q.from.days = q.to.days - 7 * (TIMELINE_MAX_WEEKS + 1);
    assert_int_equal(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx), ERR_LIMIT);
    bank_remove();
}

static void a_social_bank_uses_received_weeks_and_own_interventions(void **state)
{
    (void)state;
    bank_make(BANK_SOCIAL);
    monday = date_monday((struct date){date_today().days - 7 * 24});
    begin();
    pupil = add_pupil(2012, 1, PROTECTION_NONE);
    struct buf item;
    char d[DATE_TEXT];
    buf_init(&item, 1 << 16);
    buf_addf(&item, "{\"from\":\"%s\",", date_format(monday, d));
    buf_addf(&item, "\"to\":\"%s\",\"weeks\":[",
             date_format((struct date){monday.days + 7 * 20 - 1}, d));
    for (int k = 0; k < 20; k++) {
        buf_addf(&item, "%s{\"monday\":\"%s\",\"offered\":1500,\"valid\":%d,\"invalid\":0}",
                 k > 0 ? "," : "", date_format((struct date){monday.days + 7 * k}, d),
                 k < 10 ? 600 : 150);
    }
    buf_add(&item, "]}");
    add_letter(pupil, LETTER_ATTENDANCE, item.text, false);
    buf_free(&item);
    struct intervention v = {.person = pupil,
                             .code = INTERVENTION_HOME_VISIT,
                             .level = LEVEL_INDICATED,
                             .scope = SCOPE_INDIVIDUAL,
                             .start_date = {monday.days + 70},
                             .end_date = DATE_OPEN,
                             .title = "",
                             .unit = "1"};
    struct intervention_id id;
    must(intervention_add(t.bank, &v, &t.actor, &id, &t.ctx));
    commit();
    struct timeline tl;
    struct pupil_question q = {.person = pupil};
    must(pupil_read(t.bank, &t.actor, &q, a, &tl, &t.ctx));
    assert_int_equal(tl.received_weeks, 20);
    assert_int_equal(tl.own_weeks, 0);
    assert_true(tl.sources[tl.interventions[0].source].own);
    assert_true(fabs(tl.interventions[0].before.absent - 0.4) < 1e-9);
    assert_true(fabs(tl.interventions[0].during.absent - 0.1) < 1e-9);
    assert_int_equal(tl.interventions[0].during.weeks, 10);
    bank_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_own_weeks_and_received_interventions),
        cmocka_unit_test(is_journalled_as_a_read_of_the_person),
        cmocka_unit_test(a_protected_person_is_refused_and_nothing_is_read),
        cmocka_unit_test(staff_see_only_pupils_of_their_cases),
        cmocka_unit_test(items_of_a_withdrawn_consent_are_not_used),
        cmocka_unit_test(a_period_is_cut_and_a_long_one_refused),
        cmocka_unit_test(a_social_bank_uses_received_weeks_and_own_interventions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
