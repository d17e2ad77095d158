/* Questionnaires: planning, who may answer, going on later, and saying no. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "team/measure_bank.h"

static struct questionnaire_plan weekly(void)
{
    struct date today = date_today();
    return (struct questionnaire_plan){.case_id = the_case,
                                       .instrument = safety.id,
                                       .respondent = RESPONDENT_PUPIL,
                                       .first = today,
                                       .last = {today.days + 30},
                                       .every_weeks = 2,
                                       .first_is_before = true,
                                       .last_is_after = true};
}

static struct questionnaire_id plan(struct questionnaire_plan p, size_t want)
{
    struct questionnaire_id id;
    size_t n;
    must(questionnaire_plan(t.bank, &karin, &p, &id, &n, &t.ctx));
    assert_int_equal(n, want);
    return id;
}

static enum err plan_as(const struct actor *actor, struct questionnaire_plan p)
{
    struct questionnaire_id id;
    size_t n;
    return questionnaire_plan(t.bank, actor, &p, &id, &n, &t.ctx);
}

static struct questionnaire *all(size_t want)
{
    struct questionnaire *q;
    size_t n;
    must(questionnaire_list(t.bank, &karin, pupil, a, &q, &n, &t.ctx));
    assert_int_equal(n, want);
    return q;
}

static size_t mine(struct actor who)
{
    struct questionnaire *q;
    size_t n;
    must(questionnaire_mine(t.bank, &who, a, &q, &n, &t.ctx));
    return n;
}

static enum err read_as(struct actor who, struct questionnaire_id id,
                        struct questionnaire_draft *draft)
{
    struct questionnaire q;
    return questionnaire_read(t.bank, &who, id, a, &q, draft, &t.ctx);
}

static const struct measure_answer one[] = {{"lektion", 3}}, both[] = {{"lektion", 3}, {"rast", 8}};

static void a_plan_makes_one_every_so_often(void **state)
{
    (void)state;
    plan(weekly(), 3);
    struct questionnaire *q = all(3);
    assert_int_equal(q[0].moment, MOMENT_BEFORE);
    assert_int_equal(q[1].moment, MOMENT_DURING);
    assert_int_equal(q[2].moment, MOMENT_AFTER);
    assert_int_equal(q[1].due_on.days - q[0].due_on.days, 14);
    assert_int_equal(q[2].plan.v, q[0].id.v);
    assert_int_equal(journal_count(JOURNAL_QUESTIONNAIRE_PLANNED), 1);
}

static void a_wrong_plan_is_refused_whole(void **state)
{
    (void)state;
    struct questionnaire_plan p = weekly();
    assert_int_equal(plan_as(&other, p), ERR_NOT_FOUND);
    p.every_weeks = 1;
    p.last.days = p.first.days + 7 * QUESTIONNAIRE_MOST;
    assert_int_equal(plan_as(&karin, p), ERR_LIMIT);
    p.last.days = p.first.days - 1;
    assert_int_equal(plan_as(&karin, p), ERR_INVALID);
    p = weekly();
    p.respondent = RESPONDENT__MAX;
    assert_int_equal(plan_as(&karin, p), ERR_INVALID);
    p = weekly();
    p.instrument.v = 99;
    assert_int_equal(plan_as(&karin, p), ERR_NOT_FOUND);
    plan(weekly(), 3);
    p = weekly();
    p.every_weeks = 0;
    p.first.days += 14; /* the second of the plan above */
    assert_int_equal(plan_as(&karin, p), ERR_CONFLICT);
    all(3);
}

static void only_who_is_asked_meets_it_and_only_when_it_is_time(void **state)
{
    (void)state;
    struct questionnaire_id own = plan(weekly(), 3);
    struct questionnaire_plan p = weekly();
    p.respondent = RESPONDENT_GUARDIAN;
    p.respondent_id = guardian;
    p.every_weeks = 0;
    struct questionnaire_id theirs = plan(p, 1);
    struct actor child = actor_pupil(pupil), parent = actor_guardian(guardian),
                 stranger = actor_guardian(pupil), namesake = actor_pupil(guardian);
    struct questionnaire_draft d;
    assert_int_equal(mine(child), 1);
    assert_int_equal(mine(parent), 1);
    assert_int_equal(mine(stranger), 0);
    assert_int_equal(mine(namesake), 0);
    assert_int_equal(mine(karin), 0);
    assert_int_equal(read_as(child, own, &d), ERR_OK);
    assert_int_equal(read_as(parent, theirs, &d), ERR_OK);
    assert_int_equal(read_as(child, theirs, &d), ERR_NOT_FOUND);
    assert_int_equal(read_as(parent, own, &d), ERR_NOT_FOUND);
    assert_int_equal(read_as(stranger, own, &d), ERR_NOT_FOUND);
    assert_int_equal(read_as(namesake, theirs, &d), ERR_NOT_FOUND);
    assert_int_equal(read_as(other, own, &d), ERR_NOT_FOUND);
    assert_int_equal(read_as(karin, own, &d), ERR_OK);
    struct questionnaire_id later = {own.v + 2}; /* in four weeks */
    assert_int_equal(read_as(child, later, &d), ERR_NOT_FOUND);
    assert_int_equal(read_as(karin, later, &d), ERR_OK);
    struct measurement_id m;
    struct questionnaire_draft answers = {both, 2, ""};
    assert_int_equal(questionnaire_answer(t.bank, &parent, own, &answers, MEASURE_ALONE,
                                          date_today(), &m, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(questionnaire_decline(t.bank, &namesake, own, &t.ctx), ERR_NOT_FOUND);
}

static void what_was_begun_is_there_when_one_comes_back(void **state)
{
    (void)state;
    struct questionnaire_id id = plan(weekly(), 3);
    struct actor child = actor_pupil(pupil);
    struct questionnaire_draft d = {one, 1, "Mer om rasten"}, back;
    must(questionnaire_save(t.bank, &child, id, &d, &t.ctx));
    assert_int_equal(read_as(child, id, &back), ERR_OK);
    assert_int_equal(back.count, 1);
    assert_string_equal(back.answers[0].item, "lektion");
    assert_int_equal(back.answers[0].value, 3);
    assert_string_equal(back.note, "Mer om rasten");
    static const struct measure_answer wrong[] = {{"lektion", 12}};
    d.answers = wrong;
    assert_int_equal(questionnaire_save(t.bank, &child, id, &d, &t.ctx), ERR_INVALID);
    assert_int_equal(read_as(child, id, &back), ERR_OK);
    assert_int_equal(back.answers[0].value, 3);
}

static void an_answer_becomes_a_measurement_once(void **state)
{
    (void)state;
    struct questionnaire_id id = plan(weekly(), 3);
    struct actor child = actor_pupil(pupil);
    struct questionnaire_draft d = {both, 2, ""}, back;
    struct measurement_id made, again;
    struct date past = {date_today().days - 5};
    must(questionnaire_answer(t.bank, &child, id, &d, MEASURE_PAPER, past, &made, &t.ctx));
    assert_int_equal(
        questionnaire_answer(t.bank, &child, id, &d, MEASURE_ALONE, past, &again, &t.ctx),
        ERR_CONFLICT);
    assert_int_equal(read_as(child, id, &back), ERR_NOT_FOUND);
    struct questionnaire *q = all(3);
    assert_int_equal(q[0].state, QUESTIONNAIRE_ANSWERED);
    assert_int_equal(q[0].measurement.v, made.v);
    struct measurement *m;
    size_t n;
    must(measure_list(t.bank, &karin, pupil, a, &m, &n, &t.ctx));
    assert_int_equal(n, 1);
    assert_int_equal(m[0].how, MEASURE_ALONE); /* whoever is signed in answers alone and today */
    assert_int_equal(m[0].taken_on.days, date_today().days);
    assert_int_equal(m[0].moment, MOMENT_BEFORE);
    assert_int_equal(m[0].recorded_by.kind, ACTOR_PUPIL);
    assert_true(m[0].scored && m[0].score == 5.5);
    assert_int_equal(mine(child), 0);
}

static void staff_fill_in_together_with_the_day_it_was(void **state)
{
    (void)state;
    struct questionnaire_id id = plan(weekly(), 3);
    struct questionnaire_draft d = {one, 1, "Vid mötet"};
    struct measurement_id made;
    struct date past = {date_today().days - 5};
    must(questionnaire_answer(t.bank, &karin, id, &d, MEASURE_TOGETHER, past, &made, &t.ctx));
    struct measurement *m;
    size_t n;
    must(measure_list(t.bank, &karin, pupil, a, &m, &n, &t.ctx));
    assert_int_equal(m[0].how, MEASURE_TOGETHER);
    assert_int_equal(m[0].taken_on.days, past.days);
    assert_true(m[0].scored); /* one of two may be missing */
}

static void saying_no_closes_it_and_nothing_else_follows(void **state)
{
    (void)state;
    struct questionnaire_id id = plan(weekly(), 3);
    struct actor child = actor_pupil(pupil);
    must(questionnaire_decline(t.bank, &child, id, &t.ctx));
    assert_int_equal(questionnaire_decline(t.bank, &child, id, &t.ctx), ERR_CONFLICT);
    struct questionnaire *q = all(3);
    assert_int_equal(q[0].state, QUESTIONNAIRE_DECLINED);
    assert_int_equal(q[1].state, QUESTIONNAIRE_OPEN);
    assert_int_equal(journal_count(JOURNAL_QUESTIONNAIRE_DECLINED), 1);
}

static void staff_remind_and_take_away(void **state)
{
    (void)state;
    struct questionnaire_id id = plan(weekly(), 3);
    struct actor child = actor_pupil(pupil);
    must(questionnaire_remind(t.bank, &karin, id, &t.ctx));
    assert_int_equal(all(3)[0].reminders, 1);
    assert_int_equal(all(3)[0].reminded_on.days, date_today().days);
    assert_int_equal(questionnaire_remind(t.bank, &child, id, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(questionnaire_cancel(t.bank, &child, id, true, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(questionnaire_cancel(t.bank, &other, id, true, &t.ctx), ERR_NOT_FOUND);
    must(questionnaire_cancel(t.bank, &karin, (struct questionnaire_id){id.v + 1}, true, &t.ctx));
    struct questionnaire *q = all(3);
    assert_int_equal(q[0].state, QUESTIONNAIRE_OPEN);
    assert_int_equal(q[1].state, QUESTIONNAIRE_CANCELLED);
    assert_int_equal(q[2].state, QUESTIONNAIRE_CANCELLED);
}

static void the_responsible_employee_is_told_what_is_due(void **state)
{
    (void)state;
    plan(weekly(), 3);
    struct questionnaire *q;
    size_t n;
    struct date today = date_today();
    must(questionnaire_due(t.bank, actor_staff_id(&karin), today, a, &q, &n, &t.ctx));
    assert_int_equal(n, 1);
    must(questionnaire_due(t.bank, actor_staff_id(&karin), (struct date){today.days + 20}, a, &q,
                           &n, &t.ctx));
    assert_int_equal(n, 2);
    must(questionnaire_due(t.bank, actor_staff_id(&other), today, a, &q, &n, &t.ctx));
    assert_int_equal(n, 0);
    must(person_set_protection(t.bank, pupil, PROTECTION_MARKED, &t.actor, &t.ctx));
    must(questionnaire_due(t.bank, actor_staff_id(&karin), today, a, &q, &n, &t.ctx));
    assert_int_equal(n, 0);
}

static void what_was_asked_can_be_answered_though_the_instrument_is_retired(void **state)
{
    (void)state;
    struct questionnaire_plan p = weekly();
    p.every_weeks = 0;
    struct questionnaire_id id = plan(p, 1), later;
    struct questionnaire_draft d = {both, 2, ""};
    struct measurement_id m;
    struct actor child = actor_pupil(pupil);
    size_t n;
    must(instrument_retire(t.bank, &t.actor, safety.id, &t.ctx));
    p.first.days += 3;
    assert_int_equal(questionnaire_plan(t.bank, &karin, &p, &later, &n, &t.ctx), ERR_INVALID);
    assert_string_equal(t.ctx.where, "instrument");
    assert_int_equal(mine(child), 1);
    must(questionnaire_answer(t.bank, &child, id, &d, MEASURE_ALONE, date_today(), &m, &t.ctx));
    assert_int_equal(all(1)[0].state, QUESTIONNAIRE_ANSWERED);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_plan_makes_one_every_so_often),
        TEST(a_wrong_plan_is_refused_whole),
        TEST(only_who_is_asked_meets_it_and_only_when_it_is_time),
        TEST(what_was_begun_is_there_when_one_comes_back),
        TEST(an_answer_becomes_a_measurement_once),
        TEST(staff_fill_in_together_with_the_day_it_was),
        TEST(saying_no_closes_it_and_nothing_else_follows),
        TEST(staff_remind_and_take_away),
        TEST(the_responsible_employee_is_told_what_is_due),
        TEST(what_was_asked_can_be_answered_though_the_instrument_is_retired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
