/* Measurements: what is kept, who may see it, and what is said of the change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <inttypes.h>
#include <math.h>

#include "team/measure_bank.h"

static struct measurement on_day(int days_ago, int value, enum measure_moment moment)
{
    struct measure_answer *answer = arena_alloc(a, sizeof *answer);
    *answer = (struct measure_answer){"trivsel", value};
    return (struct measurement){.case_id = the_case,
                                .instrument = &ladder,
                                .respondent = RESPONDENT_PUPIL,
                                .moment = moment,
                                .how = MEASURE_TOGETHER,
                                .taken_on = {date_today().days - days_ago},
                                .answers = answer,
                                .answer_count = 1,
                                .note = "Vill byta grupp."};
}

static enum err record(const struct actor *actor, struct measurement m, struct measurement_id *id)
{
    return measure_record(t.bank, actor, &m, id, &t.ctx);
}

static void keep(int days_ago, int value, enum measure_moment moment)
{
    struct measurement_id id;
    must(record(&karin, on_day(days_ago, value, moment), &id));
    assert_true(id.v > 0);
}

static size_t list(struct measurement **out)
{
    size_t n;
    must(measure_list(t.bank, &karin, pupil, a, out, &n, &t.ctx));
    return n;
}

static void what_was_answered_is_kept_and_scored(void **state)
{
    (void)state;
    keep(3, 4, MOMENT_BEFORE);
    struct measurement *m;
    assert_int_equal(list(&m), 1);
    assert_string_equal(m[0].instrument->code, "trivsel");
    assert_int_equal(m[0].answer_count, 1);
    assert_string_equal(m[0].answers[0].item, "trivsel");
    assert_string_equal(m[0].note, "Vill byta grupp.");
    assert_true(m[0].scored && m[0].score == 4);
    assert_int_equal(m[0].taken_on.days, date_today().days - 3);
    assert_int_equal(m[0].recorded_by.kind, ACTOR_STAFF);
    assert_int_equal(journal_count(JOURNAL_MEASUREMENT_WRITTEN), 1);
    assert_int_equal(journal_count(JOURNAL_MEASUREMENT_READ), 1);
}

static void answers_and_notes_are_not_in_the_database_file(void **state)
{
    (void)state;
    keep(3, 4, MOMENT_BEFORE);
    bank_close(t.bank);
    char path[128];
    snprintf(path, sizeof path, "%s/bank.db", t.dir);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char *bytes = arena_alloc(a, (size_t)8 << 20);
    size_t n = fread(bytes, 1, (size_t)8 << 20, f);
    fclose(f);
    assert_true(n > 0);
    assert_null(memmem(bytes, n, "Vill byta grupp", 15));
    assert_null(memmem(bytes, n, "\"answers\"", 9));
    test_bank_open(&t);
}

static void what_is_wrong_is_refused(void **state)
{
    (void)state;
    struct measurement_id id;
    static const struct measure_answer outside[] = {{"trivsel", 11}}, unknown[] = {{"x", 1}},
                                       twice[] = {{"trivsel", 1}, {"trivsel", 2}};
    struct measurement m = on_day(0, 4, MOMENT_BEFORE);
    m.answers = outside;
    assert_int_equal(record(&karin, m, &id), ERR_INVALID);
    m.answers = unknown;
    assert_int_equal(record(&karin, m, &id), ERR_INVALID);
    m.answers = twice;
    m.answer_count = 2;
    assert_int_equal(record(&karin, m, &id), ERR_INVALID);
    m.answer_count = 0;
    assert_int_equal(record(&karin, m, &id), ERR_INVALID);
    assert_int_equal(record(&karin, on_day(-1, 4, MOMENT_BEFORE), &id), ERR_INVALID);
    m = on_day(0, 4, MOMENT_BEFORE);
    m.note = arena_alloc(a, MEASURE_NOTE + 2);
    memset((char *)(uintptr_t)m.note, 'x', MEASURE_NOTE + 1);
    assert_int_equal(record(&karin, m, &id), ERR_LIMIT);
    m = on_day(0, 4, MOMENT_BEFORE);
    m.instrument = &safety;
    assert_int_equal(record(&karin, m, &id), ERR_INVALID);
    struct measurement *none;
    assert_int_equal(list(&none), 0);
}

static void only_those_with_the_case_and_the_pupil_see_it(void **state)
{
    (void)state;
    keep(3, 4, MOMENT_BEFORE);
    struct measurement m = on_day(2, 2, MOMENT_BEFORE);
    m.respondent = RESPONDENT_GUARDIAN;
    struct measurement_id id;
    must(record(&karin, m, &id));
    struct measurement *rows;
    size_t n;
    struct actor self = actor_pupil(pupil), parent = actor_guardian(guardian),
                 stranger = actor_pupil(guardian);
    assert_int_equal(measure_list(t.bank, &other, pupil, a, &rows, &n, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(measure_list(t.bank, &parent, pupil, a, &rows, &n, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(measure_list(t.bank, &stranger, pupil, a, &rows, &n, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(record(&other, on_day(0, 5, MOMENT_AFTER), &id), ERR_NOT_FOUND);
    must(measure_list(t.bank, &self, pupil, a, &rows, &n, &t.ctx));
    assert_int_equal(n, 1); /* not what the guardian answered */
    assert_int_equal(list(&rows), 2);
}

static const struct measure_series *only_series(void)
{
    struct measurement *m;
    struct measure_series *s;
    size_t n = list(&m);
    assert_int_equal(measure_group(m, n, a, &s), 1);
    return s;
}

static void change_is_told_against_the_error_of_measurement(void **state)
{
    (void)state;
    keep(90, 3, MOMENT_BEFORE);
    assert_int_equal(only_series()->verdict, VERDICT_TOO_LITTLE);
    assert_true(isnan(only_series()->difference));
    keep(60, 6, MOMENT_DURING);
    assert_int_equal(only_series()->verdict, VERDICT_CHANCE);
    assert_true(only_series()->difference == 3);
    keep(30, 7, MOMENT_DURING);
    assert_int_equal(only_series()->verdict, VERDICT_BETTER);
    keep(10, 0, MOMENT_AFTER);
    const struct measure_series *s = only_series();
    assert_int_equal(s->verdict, VERDICT_CHANCE); /* 3 steps down is within the error */
    assert_int_equal(s->count, 4);
    assert_true(fabs(s->limit - 3.79545393564498) < 1e-9);
}

static void the_last_answer_before_the_help_is_what_is_compared_with(void **state)
{
    (void)state;
    keep(90, 9, MOMENT_BEFORE);
    keep(80, 8, MOMENT_BEFORE);
    keep(60, 1, MOMENT_DURING);
    const struct measure_series *s = only_series();
    assert_true(s->before->score == 8 && s->after->score == 1);
    assert_int_equal(s->verdict, VERDICT_WORSE);
}

static void different_respondents_are_different_series(void **state)
{
    (void)state;
    keep(90, 9, MOMENT_BEFORE);
    struct measurement m = on_day(2, 2, MOMENT_AFTER), *rows;
    m.respondent = RESPONDENT_STAFF;
    struct measurement_id id;
    struct measure_series *s;
    must(record(&karin, m, &id));
    size_t n = list(&rows);
    assert_int_equal(measure_group(rows, n, a, &s), 2);
    assert_int_equal(s[0].verdict, VERDICT_TOO_LITTLE);
    assert_int_equal(s[1].verdict, VERDICT_TOO_LITTLE);
    assert_int_equal(measure_group(NULL, 0, a, &s), 0);
}

static void a_struck_one_is_not_shown_again(void **state)
{
    (void)state;
    keep(3, 4, MOMENT_BEFORE);
    struct measurement *m;
    assert_int_equal(list(&m), 1);
    assert_int_equal(measure_strike(t.bank, &other, m[0].id, &t.ctx), ERR_NOT_FOUND);
    must(measure_strike(t.bank, &karin, m[0].id, &t.ctx));
    assert_int_equal(measure_strike(t.bank, &karin, m[0].id, &t.ctx), ERR_CONFLICT);
    assert_int_equal(list(&m), 0);
    assert_int_equal(journal_count(JOURNAL_MEASUREMENT_STRUCK), 1);
}

static struct goal_id set_goal(const char *title, int weight)
{
    struct gas_goal g = {.case_id = the_case,
                         .weight = weight,
                         .set_on = date_today(),
                         .title = title,
                         .levels = {"Kommer inte", "", "Tre dagar i veckan", NULL, "Alla dagar"}};
    struct goal_id id;
    must(gas_set(t.bank, &karin, &g, &id, &t.ctx));
    return id;
}

static const char *number(struct goal_id id)
{
    return arena_printf(a, "%" PRId64, id.v);
}

static void goals_give_a_t_score(void **state)
{
    (void)state;
    struct goal_id one = set_goal("Komma till skolan", 3), two = set_goal("Äta lunch", 1);
    struct measure_answer answers[] = {{number(one), -2}, {number(two), 0}};
    struct measurement m = on_day(0, 0, MOMENT_DURING), *rows;
    m.instrument = &gas;
    m.answers = answers;
    m.answer_count = 2;
    struct measurement_id id;
    must(record(&karin, m, &id));
    assert_int_equal(list(&rows), 1);
    double want = 50 + 10 * -6 / sqrt(0.7 * 10 + 0.3 * 16);
    assert_true(rows[0].scored && fabs(rows[0].score - want) < 1e-9);
    answers[0].value = 3;
    assert_int_equal(record(&karin, m, &id), ERR_INVALID);
    answers[0] = (struct measure_answer){"99", 1};
    assert_int_equal(record(&karin, m, &id), ERR_INVALID);
}

static void goals_are_set_read_and_ended(void **state)
{
    (void)state;
    struct goal_id id = set_goal("Komma till skolan", 3);
    struct gas_goal *goals;
    size_t n;
    struct reading *r = reading_begin(t.bank, &karin, JOURNAL_MEASUREMENT_READ);
    must(gas_list(t.bank, r, pupil, a, &goals, &n, &t.ctx));
    must(reading_end(r, &t.ctx));
    assert_int_equal(n, 1);
    assert_string_equal(goals[0].title, "Komma till skolan");
    assert_string_equal(goals[0].levels[2], "Tre dagar i veckan");
    assert_string_equal(goals[0].levels[3], "");
    assert_int_equal(goals[0].weight, 3);
    assert_int_equal(gas_end(t.bank, &other, id, date_today(), &t.ctx), ERR_NOT_FOUND);
    must(gas_end(t.bank, &karin, id, date_today(), &t.ctx));
    assert_int_equal(gas_end(t.bank, &karin, id, date_today(), &t.ctx), ERR_CONFLICT);
    struct gas_goal bad = {.case_id = the_case, .weight = 1, .set_on = date_today(), .title = ""};
    assert_int_equal(gas_set(t.bank, &karin, &bad, &id, &t.ctx), ERR_INVALID);
    bad.title = "x";
    assert_int_equal(gas_set(t.bank, &karin, &bad, &id, &t.ctx), ERR_INVALID);
    for (int i = 0; i < GAS_GOALS; i++) {
        (void)set_goal("Ett till", 1);
    }
    bad.levels[2] = "hopp";
    assert_int_equal(gas_set(t.bank, &karin, &bad, &id, &t.ctx), ERR_LIMIT);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_was_answered_is_kept_and_scored),
        TEST(answers_and_notes_are_not_in_the_database_file),
        TEST(what_is_wrong_is_refused),
        TEST(only_those_with_the_case_and_the_pupil_see_it),
        TEST(change_is_told_against_the_error_of_measurement),
        TEST(the_last_answer_before_the_help_is_what_is_compared_with),
        TEST(different_respondents_are_different_series),
        TEST(a_struck_one_is_not_shown_again),
        TEST(goals_give_a_t_score),
        TEST(goals_are_set_read_and_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
