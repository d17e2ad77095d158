/* Help given in a case: from the catalogue, occasion by occasion, to its end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "team/given.h"
#include "team/measure_bank.h"

static struct catalogue_id put_entry(enum intervention_documentation documentation, bool ended)
{
    struct catalogue_id id;
    struct catalogue_entry e = {.code = INTERVENTION_TALK_SUPPORT,
                                .level = LEVEL_INDICATED,
                                .scope = SCOPE_INDIVIDUAL,
                                .form = FORM_SERVICE,
                                .documentation = documentation,
                                .decided_on = date_today(),
                                .decision = "SN 1",
                                .age_to = 20,
                                .unit = "Teamet",
                                .national_code = "",
                                .title = {"Samtal", ""},
                                .child = {"", ""},
                                .guardian = {"", ""},
                                .contact = {"", ""},
                                .ended = ended};
    must(catalogue_put(t.bank, &t.actor, &e, &id, &t.ctx));
    return id;
}

static struct given plan(void)
{
    return (struct given){.case_id = the_case,
                          .entry = put_entry(DOCUMENTATION_NAMED, false),
                          .given_by = actor_staff_id(&karin),
                          .planned_occasions = 8,
                          .pace = PACE_WEEKLY,
                          .v = {.start_date = {date_today().days - 20},
                                .end_date = DATE_OPEN,
                                .title = "Om kompisarna"}};
}

static struct intervention_id begin(void)
{
    struct given in = plan();
    struct intervention_id id;
    must(given_start(t.bank, &karin, &in, &id, &t.ctx));
    return id;
}

static struct given read_back(struct intervention_id id, size_t want)
{
    struct given g;
    struct given_occasion *occasions;
    size_t n;
    must(given_read(t.bank, &karin, id, a, &g, &occasions, &n, &t.ctx));
    assert_int_equal(n, want);
    return g;
}

static void what_is_given_is_the_catalogues_with_its_plan(void **state)
{
    (void)state;
    struct given g = read_back(begin(), 0);
    assert_int_equal(g.v.code, INTERVENTION_TALK_SUPPORT);
    assert_int_equal(g.v.level, LEVEL_INDICATED);
    assert_int_equal(g.v.person.v, pupil.v);
    assert_string_equal(g.v.title, "Om kompisarna");
    assert_string_equal(g.v.unit, "Teamet");
    assert_true(g.planned_occasions == 8 && g.pace == PACE_WEEKLY && g.case_id.v == the_case.v);
    assert_int_equal(g.end_reason, GIVEN_GOES_ON);
}

static void occasions_are_counted_by_what_became_of_them(void **state)
{
    (void)state;
    struct intervention_id id = begin();
    struct date today = date_today();
    must(given_occasion(t.bank, &karin, id, today, OCCASION_HELD, &t.ctx));
    must(given_occasion(t.bank, &karin, id, (struct date){today.days - 7}, OCCASION_HELD, &t.ctx));
    must(
        given_occasion(t.bank, &karin, id, (struct date){today.days - 3}, OCCASION_MISSED, &t.ctx));
    struct given g = read_back(id, 3);
    assert_true(g.count[OCCASION_HELD] == 2 && g.count[OCCASION_MISSED] == 1 &&
                g.count[OCCASION_CANCELLED] == 0);
    assert_int_equal(
        given_occasion(t.bank, &karin, id, (struct date){today.days + 1}, OCCASION_HELD, &t.ctx),
        ERR_INVALID);
    assert_int_equal(
        given_occasion(t.bank, &karin, id, (struct date){today.days - 21}, OCCASION_HELD, &t.ctx),
        ERR_INVALID);
    assert_int_equal(given_occasion(t.bank, &karin, id, today, GIVEN_OUTCOME__MAX, &t.ctx),
                     ERR_INVALID);
}

static void it_ends_once_with_a_reason(void **state)
{
    (void)state;
    struct intervention_id id = begin();
    struct date last = {date_today().days - 1}, early = {date_today().days - 21};
    assert_int_equal(given_stop(t.bank, &karin, id, last, GIVEN_GOES_ON, &t.ctx), ERR_INVALID);
    assert_int_equal(given_stop(t.bank, &karin, id, early, GIVEN_END_DONE, &t.ctx), ERR_INVALID);
    must(given_stop(t.bank, &karin, id, last, GIVEN_END_DECLINED, &t.ctx));
    assert_int_equal(given_stop(t.bank, &karin, id, last, GIVEN_END_DONE, &t.ctx), ERR_CONFLICT);
    struct given g = read_back(id, 0);
    assert_true(g.v.end_date.days == last.days && g.end_reason == GIVEN_END_DECLINED);
    assert_int_equal(given_occasion(t.bank, &karin, id, date_today(), OCCASION_HELD, &t.ctx),
                     ERR_INVALID); /* after its last day */
}

static void what_is_not_documented_by_name_is_never_kept_about_a_person(void **state)
{
    (void)state;
    struct given in = plan();
    struct intervention_id id;
    in.entry = put_entry(DOCUMENTATION_NONE_DECIDED, false);
    assert_int_equal(given_start(t.bank, &karin, &in, &id, &t.ctx), ERR_DENIED);
    in.entry = put_entry(DOCUMENTATION_ADVICE_ONLY, false);
    assert_int_equal(given_start(t.bank, &karin, &in, &id, &t.ctx), ERR_DENIED);
    in.entry = put_entry(DOCUMENTATION_NAMED, true);
    assert_int_equal(given_start(t.bank, &karin, &in, &id, &t.ctx), ERR_INVALID);
    struct given *list;
    size_t n;
    must(given_list(t.bank, &karin, pupil, a, &list, &n, &t.ctx));
    assert_int_equal(n, 0);
}

static void others_neither_see_nor_change_it(void **state)
{
    (void)state;
    struct intervention_id id = begin();
    struct given in = plan(), *list;
    struct given_occasion *occasions;
    size_t n;
    struct date today = date_today();
    assert_int_equal(given_list(t.bank, &other, pupil, a, &list, &n, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(given_read(t.bank, &other, id, a, &in, &occasions, &n, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(given_stop(t.bank, &other, id, today, GIVEN_END_DONE, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(given_occasion(t.bank, &other, id, today, OCCASION_HELD, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(given_remove(t.bank, &other, id, &t.ctx), ERR_NOT_FOUND);
    in = plan();
    assert_int_equal(given_start(t.bank, &other, &in, &id, &t.ctx), ERR_NOT_FOUND);
    struct intervention_id none = {12345};
    assert_int_equal(given_read(t.bank, &karin, none, a, &in, &occasions, &n, &t.ctx),
                     ERR_NOT_FOUND);
}

static void the_same_from_the_same_day_is_there_once(void **state)
{
    (void)state;
    begin();
    struct given in = plan(), *list;
    struct intervention_id id;
    size_t n;
    assert_int_equal(given_start(t.bank, &karin, &in, &id, &t.ctx), ERR_CONFLICT);
    in.v.start_date.days++;
    must(given_start(t.bank, &karin, &in, &id, &t.ctx));
    must(given_list(t.bank, &karin, pupil, a, &list, &n, &t.ctx));
    assert_int_equal(n, 2);
    assert_int_equal(list[0].v.id.v, id.v); /* newest first */
}

static void a_mistake_goes_away_with_its_occasions(void **state)
{
    (void)state;
    struct intervention_id id = begin();
    struct given *list;
    size_t n, before = journal_count(JOURNAL_INTERVENTION_WRITTEN);
    must(given_occasion(t.bank, &karin, id, date_today(), OCCASION_HELD, &t.ctx));
    must(given_remove(t.bank, &karin, id, &t.ctx));
    must(given_list(t.bank, &karin, pupil, a, &list, &n, &t.ctx));
    assert_int_equal(n, 0);
    assert_int_equal(given_remove(t.bank, &karin, id, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(journal_count(JOURNAL_INTERVENTION_WRITTEN), before + 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_is_given_is_the_catalogues_with_its_plan),
        TEST(occasions_are_counted_by_what_became_of_them),
        TEST(it_ends_once_with_a_reason),
        TEST(what_is_not_documented_by_name_is_never_kept_about_a_person),
        TEST(others_neither_see_nor_change_it),
        TEST(the_same_from_the_same_day_is_there_once),
        TEST(a_mistake_goes_away_with_its_occasions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
