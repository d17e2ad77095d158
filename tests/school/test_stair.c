#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "school/track.h"

#include "school_register.h"

static struct test_bank t;
static struct arena *arena;
static struct person_id pupil, other, hidden;

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

static int setup(void **unused)
{
    (void)unused;
    t = test_bank_make(BANK_SCHOOL);
    arena = arena_new((size_t)1 << 20);
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    register_school(&t, 1, "Ekskolan", "12345678");
    pupil = register_pupil(&t, 0, 1, day(2025, 8, 1), PROTECTION_NONE);
    other = register_pupil(&t, 1, 1, day(2025, 8, 1), PROTECTION_NONE);
    hidden = register_pupil(&t, 2, 1, day(2025, 8, 1), PROTECTION_MARKED);
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    arena_free(arena);
    test_bank_remove(&t);
    return 0;
}

/* Twenty-five school days from Monday 18 August 2025; the last `run` of them wholly absent, and
 * `invalid` minutes of the first day of each week. */
static struct series_year year_of(unsigned run, unsigned invalid)
{
    struct series_year y = {.school_year = 2025};
    struct date first = date_school_year_first(2025), at = day(2025, 8, 18);
    for (unsigned n = 0; n < 25; at.days++) {
        if (date_weekday(at) > 5) {
            continue;
        }
        struct series_day *d = &y.days[at.days - first.days];
        d->offered_minutes = 300;
        d->invalid_minutes = (uint16_t)(date_weekday(at) == 1 ? invalid : 0);
        if (n >= 25 - run) {
            *d = (struct series_day){300, 300, 0};
        }
        n++;
    }
    return y;
}

static struct stair_facts facts(unsigned run, unsigned invalid)
{
    struct series_year y = year_of(run, invalid);
    struct series s = series_of_year(&y);
    struct stair_facts f;
    stair_count(&s, day(2025, 9, 30), &f);
    return f;
}

static struct stair_step step_of(enum stair_condition c, unsigned amount)
{
    return (struct stair_step){"Steg", c, amount, "Prata", ROLE_MENTOR, 5};
}

static void conditions_are_met_from_their_amount_on(void **unused)
{
    (void)unused;
    struct stair_facts f = facts(3, 60);
    assert_int_equal(f.window.sum.school_days, 20);
    assert_int_equal(f.run, 3);
    assert_int_equal(f.invalid_days, 4);
    struct stair_step s = step_of(STAIR_DAYS_IN_A_ROW, 3);
    assert_true(stair_met(&s, &f));
    s.amount = 4;
    assert_false(stair_met(&s, &f));
    s = step_of(STAIR_INVALID_DAYS, 4);
    assert_true(stair_met(&s, &f));
    s.amount = 5;
    assert_false(stair_met(&s, &f));
    /* 900 + 240 of 6000 minutes is 19 %, 240 is 4 %: a share must be strictly above. */
    s = step_of(STAIR_TOTAL_SHARE, 189);
    assert_true(stair_met(&s, &f));
    s.amount = 190;
    assert_false(stair_met(&s, &f));
    s = step_of(STAIR_INVALID_SHARE, 39);
    assert_true(stair_met(&s, &f));
    s.amount = 40;
    assert_false(stair_met(&s, &f));
    s = step_of(STAIR_BY_PEOPLE, 0);
    assert_false(stair_met(&s, &f));
}

static void days_without_teaching_do_not_break_a_row(void **unused)
{
    (void)unused;
    assert_int_equal(facts(7, 0).run, 7); /* over a weekend */
    assert_int_equal(facts(0, 0).run, 0);
    assert_int_equal(facts(0, 0).invalid_days, 0);
}

static void no_share_is_told_on_few_days(void **unused)
{
    (void)unused;
    struct series_year y = year_of(0, 300);
    struct series s = series_of_year(&y);
    struct stair_facts f;
    struct stair_step share = step_of(STAIR_INVALID_SHARE, 1);
    stair_count(&s, day(2025, 8, 21), &f);
    assert_int_equal(f.window.sum.school_days, 4);
    assert_false(stair_met(&share, &f));
    stair_count(&s, day(2025, 8, 22), &f);
    assert_true(stair_met(&share, &f));
    stair_count(&s, day(2025, 8, 10), &f); /* before school began */
    assert_int_equal(f.window.sum.school_days, 0);
    assert_int_equal(stair_reached(&stair_example, &f), 0);
}

static void the_highest_met_step_is_the_one_reached(void **unused)
{
    (void)unused;
    struct stair_facts f = facts(3, 60); /* 19 % */
    assert_int_equal(stair_reached(&stair_example, &f), 3);
    f = facts(0, 60);
    assert_int_equal(stair_reached(&stair_example, &f), 1);
    f = facts(0, 0);
    assert_int_equal(stair_reached(&stair_example, &f), 0);
}

static void days_to_do_something_in_skip_days_off(void **unused)
{
    (void)unused;
    assert_int_equal(stair_day_after(day(2025, 9, 5), 1).days, day(2025, 9, 8).days);
    assert_int_equal(stair_day_after(day(2025, 9, 1), 5).days, day(2025, 9, 8).days);
    assert_int_equal(stair_day_after(day(2025, 12, 23), 1).days, day(2025, 12, 29).days);
    assert_int_equal(stair_day_after(day(2025, 9, 6), 0).days, day(2025, 9, 6).days);
}

static void the_example_can_be_set_as_it_is(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < stair_example.count; i++) {
        assert_null(stair_step_fault(&stair_example.steps[i]));
    }
}

static void a_staircase_holds_from_its_day_and_old_ones_stay(void **unused)
{
    (void)unused;
    struct stair now, mine = stair_example;
    struct stair_id id, later;
    test_bank_must(stair_at(t.bank, day(2025, 9, 1), &now, &t.ctx), &t.ctx, "at");
    assert_int_equal(now.id.v, 0);
    mine.valid_from = day(2025, 9, 1);
    mine.count = 2;
    mine.steps[1].amount = 125;
    test_bank_must(stair_set(t.bank, &mine, &t.actor, &id, &t.ctx), &t.ctx, "set");
    mine.valid_from = day(2025, 10, 1);
    mine.count = 3;
    test_bank_must(stair_set(t.bank, &mine, &t.actor, &later, &t.ctx), &t.ctx, "set");
    test_bank_must(stair_at(t.bank, day(2025, 8, 31), &now, &t.ctx), &t.ctx, "at");
    assert_int_equal(now.id.v, 0);
    test_bank_must(stair_at(t.bank, day(2025, 9, 30), &now, &t.ctx), &t.ctx, "at");
    assert_int_equal(now.id.v, id.v);
    assert_int_equal(now.count, 2);
    assert_int_equal(now.steps[1].amount, 125);
    assert_string_equal(now.set_by.id, "tester");
    test_bank_must(stair_at(t.bank, day(2026, 1, 1), &now, &t.ctx), &t.ctx, "at");
    assert_int_equal(now.id.v, later.v);
    struct stair *all;
    size_t count;
    test_bank_must(stair_list(t.bank, arena, &all, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 2);
    assert_int_equal(all[0].id.v, later.v);
}

static void a_faulty_staircase_is_refused_whole(void **unused)
{
    (void)unused;
    struct stair_id id;
    struct stair s = stair_example;
    s.count = 0;
    assert_int_equal(stair_set(t.bank, &s, &t.actor, &id, &t.ctx), ERR_INVALID);
    s = stair_example;
    s.inquiry_days = 0;
    assert_int_equal(stair_set(t.bank, &s, &t.actor, &id, &t.ctx), ERR_INVALID);
    s = stair_example;
    s.steps[1].amount = 1000;
    assert_int_equal(stair_set(t.bank, &s, &t.actor, &id, &t.ctx), ERR_INVALID);
    s.steps[1].amount = 100;
    s.steps[2].role = ROLE_ENHETSCHEF; /* works in no school */
    assert_int_equal(stair_set(t.bank, &s, &t.actor, &id, &t.ctx), ERR_INVALID);
    assert_int_equal(id.v, 0);
    struct stair *all;
    size_t count;
    test_bank_must(stair_list(t.bank, arena, &all, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 2);
}

/* ---- pupils on it ---- */

static struct track_doing doing(struct person_id who, struct date on, const char *note)
{
    return (struct track_doing){.person = who, .on = on, .note = note};
}

static void a_pupil_climbs_and_everything_is_kept(void **unused)
{
    (void)unused;
    struct track_doing d = doing(pupil, day(2025, 10, 6), NULL);
    test_bank_must(track_place(t.bank, &t.actor, &d, 1, &t.ctx), &t.ctx, "place");
    assert_int_equal(track_place(t.bank, &t.actor, &d, 1, &t.ctx), ERR_CONFLICT);
    struct track now;
    test_bank_must(track_find(t.bank, pupil, &now, &t.ctx), &t.ctx, "find");
    assert_int_equal(now.due.days, day(2025, 10, 7).days); /* one school day */
    assert_int_equal(now.state, TRACK_WAITING);
    d = doing(pupil, day(2025, 10, 7), "Ringde hem. Vårdnadshavaren visste.");
    test_bank_must(track_settle(t.bank, &t.actor, &d, TRACK_DONE, &t.ctx), &t.ctx, "done");
    assert_int_equal(track_settle(t.bank, &t.actor, &d, TRACK_DONE, &t.ctx), ERR_CONFLICT);
    d = doing(pupil, day(2025, 10, 20), NULL);
    test_bank_must(track_place(t.bank, &t.actor, &d, 3, &t.ctx), &t.ctx, "place");
    test_bank_must(track_find(t.bank, pupil, &now, &t.ctx), &t.ctx, "find");
    assert_int_equal(now.step, 3);
    assert_int_equal(now.state, TRACK_WAITING);
    d = doing(pupil, day(2025, 10, 21), NULL);
    assert_int_equal(track_settle(t.bank, &t.actor, &d, TRACK_NOT_NEEDED, &t.ctx), ERR_INVALID);
    d.note = "Mötet hölls redan i september.";
    test_bank_must(track_settle(t.bank, &t.actor, &d, TRACK_NOT_NEEDED, &t.ctx), &t.ctx, "not");
    d = doing(pupil, day(2025, 11, 3), NULL);
    assert_int_equal(track_close(t.bank, &t.actor, &d, TRACK_CLOSE_NONE, &t.ctx), ERR_INVALID);
    test_bank_must(track_close(t.bank, &t.actor, &d, TRACK_CLOSE_BETTER, &t.ctx), &t.ctx, "close");
    assert_int_equal(track_find(t.bank, pupil, &now, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(track_close(t.bank, &t.actor, &d, TRACK_CLOSE_BETTER, &t.ctx), ERR_CONFLICT);

    struct track_act *acts;
    size_t count;
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_TRACK_READ);
    test_bank_must(track_history(t.bank, r, pupil, arena, &acts, &count, &t.ctx), &t.ctx, "acts");
    test_bank_must(reading_end(r, &t.ctx), &t.ctx, "reading");
    assert_int_equal(count, 5);
    assert_int_equal(acts[0].kind, TRACK_ACT_PLACED);
    assert_null(acts[0].note);
    assert_string_equal(acts[1].note, "Ringde hem. Vårdnadshavaren visste.");
    assert_string_equal(acts[1].step_name, "Samma dag");
    assert_int_equal(acts[2].step, 3);
    assert_int_equal(acts[3].kind, TRACK_ACT_NOT_NEEDED);
    assert_string_equal(acts[4].by.id, "tester");
}

static void a_note_is_not_readable_in_the_database(void **unused)
{
    (void)unused;
    static const struct db_statement s = {
        "test/notes", "SELECT count(*) FROM absence_track_act WHERE sealed_note LIKE '%Ringde%'",
        DB_READ, DB_CLASS_ATTENDANCE};
    struct db_rows *rows;
    test_bank_must(db_rows_open(bank_db(t.bank), &s, NULL, 0, &rows, &t.ctx), &t.ctx, "rows");
    assert_true(db_rows_next(rows));
    assert_int_equal(db_rows_int(rows, 0), 0);
    test_bank_must(db_rows_close(rows, &t.ctx), &t.ctx, "close");
}

static void wrong_days_and_protected_pupils_are_refused(void **unused)
{
    (void)unused;
    struct track now;
    struct track_doing d = doing(other, (struct date){date_today().days + 1}, NULL);
    assert_int_equal(track_place(t.bank, &t.actor, &d, 1, &t.ctx), ERR_INVALID);
    d.on = day(2025, 10, 6);
    assert_int_equal(track_place(t.bank, &t.actor, &d, 9, &t.ctx), ERR_INVALID);
    assert_int_equal(track_find(t.bank, other, &now, &t.ctx), ERR_NOT_FOUND);
    d.person = hidden;
    assert_int_equal(track_place(t.bank, &t.actor, &d, 1, &t.ctx), ERR_DENIED);
    d.person = other;
    test_bank_must(track_place(t.bank, &t.actor, &d, 2, &t.ctx), &t.ctx, "place");
    d.on = day(2025, 10, 3);
    assert_int_equal(track_settle(t.bank, &t.actor, &d, TRACK_DONE, &t.ctx), ERR_INVALID);
    assert_int_equal(track_place(t.bank, &t.actor, &d, 3, &t.ctx), ERR_INVALID);
}

static void the_list_has_open_tracks_of_listed_pupils(void **unused)
{
    (void)unused;
    struct track *list;
    size_t count;
    test_bank_must(track_list(t.bank, arena, &list, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 1);
    assert_non_null(track_in(list, count, other));
    assert_null(track_in(list, count, pupil));
    test_bank_must(person_set_protection(t.bank, other, PROTECTION_MARKED, &t.actor, &t.ctx),
                   &t.ctx, "protect");
    test_bank_must(track_list(t.bank, arena, &list, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 0);
}

static void the_example_is_stored_when_the_first_pupil_steps_on_it(void **unused)
{
    (void)unused;
    struct stair *all, now;
    size_t before, after;
    test_bank_must(stair_list(t.bank, arena, &all, &before, &t.ctx), &t.ctx, "list");
    struct track_doing d = doing(pupil, day(2025, 8, 20), NULL); /* before any was set */
    test_bank_must(track_place(t.bank, &t.actor, &d, 1, &t.ctx), &t.ctx, "place");
    test_bank_must(stair_list(t.bank, arena, &all, &after, &t.ctx), &t.ctx, "list");
    assert_int_equal(after, before + 1);
    test_bank_must(stair_at(t.bank, day(2025, 8, 20), &now, &t.ctx), &t.ctx, "at");
    assert_int_equal(now.count, stair_example.count);
    assert_int_equal(now.set_by.kind, ACTOR_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_are_met_from_their_amount_on),
        cmocka_unit_test(days_without_teaching_do_not_break_a_row),
        cmocka_unit_test(no_share_is_told_on_few_days),
        cmocka_unit_test(the_highest_met_step_is_the_one_reached),
        cmocka_unit_test(days_to_do_something_in_skip_days_off),
        cmocka_unit_test(the_example_can_be_set_as_it_is),
        cmocka_unit_test(a_staircase_holds_from_its_day_and_old_ones_stay),
        cmocka_unit_test(a_faulty_staircase_is_refused_whole),
        cmocka_unit_test(a_pupil_climbs_and_everything_is_kept),
        cmocka_unit_test(a_note_is_not_readable_in_the_database),
        cmocka_unit_test(wrong_days_and_protected_pupils_are_refused),
        cmocka_unit_test(the_list_has_open_tracks_of_listed_pupils),
        cmocka_unit_test(the_example_is_stored_when_the_first_pupil_steps_on_it),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
