/* What people tell of the accessibility: kept sealed, bounded, read and taken away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/feedback.h"
#include "bank/journal.h"
#include "db/db.h"
#include "sql_bank.h"
#include "support/test_bank.h"

static struct test_bank t;
static struct arena *a;
static struct actor visitor;

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(BANK_SCHOOL);
    visitor = actor_system("visitor");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static enum err tell(const char *what, const char *contact)
{
    t.ctx = (struct err_ctx){0};
    return feedback_send(t.bank, &visitor, what, contact, &t.ctx);
}

static struct feedback *list(size_t want)
{
    struct feedback *all;
    size_t n;
    assert_int_equal(feedback_list(t.bank, a, &all, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, want);
    return all;
}

static size_t journalled(enum journal_event event)
{
    struct journal_filter f = {.has_event = true, .event = event, .limit = 100};
    struct journal_row *rows;
    size_t n;
    assert_int_equal(journal_list(t.bank, &f, a, &rows, &n, &t.ctx), ERR_OK);
    return n;
}

static void what_is_told_is_read_newest_first_and_journalled_without_its_words(void **state)
{
    (void)state;
    assert_int_equal(tell("Knappen syns inte.", "08-123 45"), ERR_OK);
    assert_int_equal(tell("Texten är för liten: <b>&\"", ""), ERR_OK);
    struct feedback *all = list(2);
    assert_string_equal(all[0].what, "Texten är för liten: <b>&\"");
    assert_string_equal(all[0].contact, "");
    assert_string_equal(all[1].what, "Knappen syns inte.");
    assert_string_equal(all[1].contact, "08-123 45");
    assert_true(all[0].sent_at.ms >= all[1].sent_at.ms && all[1].sent_at.ms > 0);
    struct journal_filter f = {.has_event = true, .event = JOURNAL_FEEDBACK_SENT, .limit = 10};
    struct journal_row *rows;
    size_t n;
    assert_int_equal(journal_list(t.bank, &f, a, &rows, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 2);
    assert_null(strstr(rows[0].detail, "liten"));
}

static void it_is_sealed_in_the_database(void **state)
{
    (void)state;
    struct db_rows *rows;
    struct sql_bank_feedback_list_row row;
    assert_int_equal(tell("Hemligt ord", "Hemlig telefon"), ERR_OK);
    assert_int_equal(sql_bank_feedback_list_open(
                         bank_db(t.bank), &(struct sql_bank_feedback_list_in){bank_row_id(t.bank)},
                         &rows, &t.ctx),
                     ERR_OK);
    assert_true(sql_bank_feedback_list_next(rows, &row));
    for (size_t i = 0; i + 6 <= row.sealed.n; i++) {
        assert_true(memcmp(row.sealed.p + i, "Hemlig", 6) != 0);
    }
    assert_int_equal(sql_bank_feedback_list_close(rows, &t.ctx), ERR_OK);
}

static void what_is_no_text_or_too_long_is_refused_and_leaves_nothing(void **state)
{
    (void)state;
    char text[FEEDBACK_TEXT_MAX + 2], contact[FEEDBACK_CONTACT_MAX + 2];
    memset(text, 'x', sizeof text);
    memset(contact, 'y', sizeof contact);
    text[FEEDBACK_TEXT_MAX + 1] = contact[FEEDBACK_CONTACT_MAX + 1] = '\0';
    assert_int_equal(tell("", ""), ERR_INVALID);
    assert_int_equal(tell("\xff\xfe", ""), ERR_INVALID);
    assert_int_equal(tell("Bra", "\xc3"), ERR_INVALID);
    assert_int_equal(tell(text, ""), ERR_INVALID);
    assert_int_equal(tell("Bra", contact), ERR_INVALID);
    (void)list(0);
    assert_int_equal(journalled(JOURNAL_FEEDBACK_SENT), 0);
    text[FEEDBACK_TEXT_MAX] = contact[FEEDBACK_CONTACT_MAX] = '\0'; /* just short enough */
    assert_int_equal(tell(text, contact), ERR_OK);
    assert_int_equal(strlen(list(1)[0].what), FEEDBACK_TEXT_MAX);
}

/* As if it had come some time ago. */
static void put_old(int64_t id, int64_t hours)
{
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    enum err e = sql_bank_feedback_insert(
        bank_db(t.bank),
        &(struct sql_bank_feedback_insert_in){bank_row_id(t.bank),
                                              id,
                                              {timestamp_now().ms - hours * 3600 * 1000},
                                              {(const uint8_t *)"x", 1}},
        NULL, &t.ctx);
    assert_int_equal(db_end(bank_db(t.bank), e, &t.ctx), ERR_OK);
}

static void a_flood_is_stopped_for_an_hour_and_a_full_house_until_somebody_has_read(void **state)
{
    (void)state;
    for (int i = 0; i < FEEDBACK_HOUR_MAX; i++) {
        assert_int_equal(tell("Samma igen", ""), ERR_OK);
    }
    assert_int_equal(tell("En för mycket", ""), ERR_LIMIT);
    assert_true(t.ctx.remedy[0] != '\0');
    (void)list(FEEDBACK_HOUR_MAX);
    for (int64_t id = 1; id <= FEEDBACK_HOUR_MAX; id++) {
        assert_int_equal(feedback_remove(t.bank, &t.actor, id, &t.ctx), ERR_OK);
    }
    for (int64_t id = 1; id <= FEEDBACK_ROWS_MAX; id++) {
        put_old(id, 2);
    }
    assert_int_equal(tell("Fullt", ""), ERR_LIMIT);
    assert_int_equal(feedback_remove(t.bank, &t.actor, 7, &t.ctx), ERR_OK);
    assert_int_equal(tell("Nu finns det plats", ""), ERR_OK);
}

static void taking_away_is_journalled_and_once(void **state)
{
    (void)state;
    assert_int_equal(tell("Åtgärdat", ""), ERR_OK);
    int64_t id = list(1)[0].id;
    assert_int_equal(feedback_remove(t.bank, &t.actor, id + 1, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(feedback_remove(t.bank, &t.actor, id, &t.ctx), ERR_OK);
    assert_int_equal(feedback_remove(t.bank, &t.actor, id, &t.ctx), ERR_NOT_FOUND);
    (void)list(0);
    assert_int_equal(journalled(JOURNAL_FEEDBACK_REMOVED), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_is_told_is_read_newest_first_and_journalled_without_its_words),
        TEST(it_is_sealed_in_the_database),
        TEST(what_is_no_text_or_too_long_is_refused_and_leaves_nothing),
        TEST(a_flood_is_stopped_for_an_hour_and_a_full_house_until_somebody_has_read),
        TEST(taking_away_is_journalled_and_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
