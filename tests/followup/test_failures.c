/*
 * Every call of the database that a follow-up makes fails once, in turn. What cannot be read is an
 * error, never a figure that lacks something; and what is not shown leaves nothing behind.
 */
#include "bank.h"

#include "bank/internal.h"
#include "followup/group.h"
#include "followup/pupil.h"
#include "support/fake_db.h"

static struct bank *faulty; /* the same bank behind the driver that fails */
static struct person_id pupil;
static struct case_id the_case;

static void open_faulty(void)
{
    char path[128];
    struct db *db;
    snprintf(path, sizeof path, "%s/bank.db", t.dir);
    fake_script(NULL);
    must(db_open_with(&fake_db, path, DB_OPEN, &db, &t.ctx));
    faulty = bank_assemble(t.dir, &t.bank->config, db, keyring_share(t.bank->keys));
}

static void close_faulty(void)
{
    fake_script(NULL);
    faulty->appended = 0;
    bank_close(faulty);
}

static void small_school(void)
{
    bank_make(BANK_SCHOOL);
    struct date monday = date_monday((struct date){date_today().days - 7 * 16});
    int absent[16];
    begin();
    for (int i = 0; i < 16; i++) {
        for (int k = 0; k < 16; k++) {
            absent[k] = 30 + 10 * ((i + k) % 7);
        }
        struct person_id p = add_pupil(2012, i, PROTECTION_NONE);
        add_weeks(p, monday, 16, absent);
        if (i < 5) {
            add_received_intervention(p, "familjesamtal", (struct date){monday.days + 42},
                                      (struct date){monday.days + 7 * 14 - 3}, false);
        }
        pupil = i == 0 ? p : pupil;
    }
    the_case = add_case(pupil, monday);
    commit();
}

static enum err try_pupil(void)
{
    struct timeline out;
    struct pupil_question q = {.case_id = the_case};
    enum err e = pupil_read(faulty, &t.actor, &q, a, &out, &t.ctx);
    if (e == ERR_OK) {
        assert_int_equal(out.own_weeks, 16);
        assert_int_equal(out.intervention_count, 1);
    }
    return e;
}

static enum err try_group(void)
{
    struct group out;
    struct group_question q = {.by = GROUP_BY_CODE};
    enum err e = group_read(faulty, &t.actor, &q, a, &out, &t.ctx);
    if (e == ERR_OK) {
        assert_int_equal(out.counted, 5);
        assert_int_equal(out.comparison_pupils, 11);
    }
    return e;
}

static void fail_each_call(enum err (*operation)(void), enum journal_event event)
{
    small_school();
    unsigned calls = 0;
    for (unsigned nth = 1;; nth++) {
        struct fake_fault fault = {.call = FAKE_ANY, .nth = nth, .error = ERR_IO};
        size_t before = count_entries(event);
        open_faulty();
        fake_script(&fault);
        enum err e = operation();
        bool reached = fake_failed();
        close_faulty();
        if (!reached) {
            must(e);
            assert_int_equal(count_entries(event), before + 1);
            break;
        }
        calls++;
        assert_int_not_equal(e, ERR_OK);
        assert_int_equal(count_entries(event), before);
        arena_reset(a);
    }
    assert_true(calls > 20);
    bank_remove();
}

static void a_pupil_is_whole_or_an_error(void **state)
{
    (void)state;
    fail_each_call(try_pupil, JOURNAL_FOLLOWUP_PUPIL);
}

static void a_group_is_whole_or_an_error(void **state)
{
    (void)state;
    fail_each_call(try_group, JOURNAL_FOLLOWUP_GROUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pupil_is_whole_or_an_error),
        cmocka_unit_test(a_group_is_whole_or_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
