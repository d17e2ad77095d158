/* Items composed from the registers pass the schemas of letters, and tell no more than they should.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/person.h"
#include "db/db.h"
#include "followup/letter_item.h"
#include "intervention/given.h"
#include "letterbox/content.h"
#include "school/series_store.h"
#include "support/test_people.h"

static struct test_bank t;
static struct arena *a;
static struct person_id pupil;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static void make(enum bank_kind kind)
{
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(kind);
    pupil = test_person_civic(&t, "201401012388");
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static struct date on(int year, int month, int day)
{
    struct date d;
    assert_true(date_from_ymd(year, month, day, &d));
    return d;
}

static void put_day(struct date d, uint16_t offered, uint16_t valid, uint16_t invalid)
{
    bool changed;
    struct series_change c = {d, {offered, valid, invalid}};
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    enum err e = series_put(t.bank, pupil, &c, 1, &changed, &t.ctx);
    must(db_end(bank_db(t.bank), e, &t.ctx));
}

static void attendance_is_whole_weeks_with_teaching(void **state)
{
    (void)state;
    make(BANK_SCHOOL);
    put_day(on(2026, 9, 9), 300, 0, 300);  /* a Wednesday before the first whole week */
    put_day(on(2026, 9, 14), 300, 60, 0);  /* Monday */
    put_day(on(2026, 9, 18), 240, 0, 120); /* Friday of the same week */
    put_day(on(2026, 9, 28), 300, 0, 0);   /* a week after one without teaching */
    json_t *item;
    must(letter_item_attendance(t.bank, pupil, on(2026, 9, 9), on(2026, 9, 30), a, &item, &t.ctx));
    must(content_check_item(LETTER_ATTENDANCE, item, &t.ctx));
    assert_string_equal(json_text(item, "from"), "2026-09-14");
    const json_t *weeks = json_object_get(item, "weeks");
    assert_int_equal(json_array_size(weeks), 2);
    const json_t *first = json_array_get(weeks, 0);
    assert_string_equal(json_text(first, "monday"), "2026-09-14");
    assert_int_equal(json_integer_value(json_object_get(first, "offered")), 540);
    assert_int_equal(json_integer_value(json_object_get(first, "valid")), 60);
    assert_int_equal(json_integer_value(json_object_get(first, "invalid")), 120);
    assert_string_equal(json_text(json_array_get(weeks, 1), "monday"), "2026-09-28");
    json_decref(item);
    assert_int_equal(
        letter_item_attendance(t.bank, pupil, on(2026, 9, 9), on(2026, 9, 11), a, &item, &t.ctx),
        ERR_NOT_FOUND);
    assert_int_equal(
        letter_item_attendance(t.bank, pupil, on(2022, 9, 9), on(2026, 9, 11), a, &item, &t.ctx),
        ERR_INVALID);
}

static void add(enum intervention_code code, struct date start, struct date end)
{
    struct intervention v = {.person = pupil,
                             .code = code,
                             .level = LEVEL_SELECTIVE,
                             .scope = SCOPE_INDIVIDUAL,
                             .start_date = start,
                             .end_date = end,
                             .title = "Samtal om något känsligt",
                             .unit = "Norr"};
    struct intervention_id id;
    must(intervention_add(t.bank, &v, &t.actor, &id, &t.ctx));
}

static enum err compose(struct date from, struct date to, json_t **item)
{
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_INTERVENTION_READ);
    reading_add(r, pupil);
    enum err e = letter_item_interventions(t.bank, r, pupil, from, to, a, item, &t.ctx);
    must(reading_end(r, &t.ctx));
    return e;
}

static void interventions_tell_kind_and_dates_and_never_the_title(void **state)
{
    (void)state;
    make(BANK_SOCIAL);
    add(INTERVENTION_FAMILY_TALKS, on(2026, 3, 2), on(2026, 5, 29));
    add(INTERVENTION_NETWORK, on(2026, 9, 1), DATE_OPEN);
    add(INTERVENTION_HOME_VISIT, on(2026, 9, 2), on(2026, 12, 18)); /* its end is only planned */
    json_t *item;
    must(compose(on(2026, 6, 1), on(2026, 10, 31), &item));
    must(content_check_item(LETTER_INTERVENTION, item, &t.ctx));
    const json_t *list = json_object_get(item, "interventions");
    assert_int_equal(json_array_size(list), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_null(json_object_get(json_array_get(list, i), "ended"));
        assert_null(json_object_get(json_array_get(list, i), "title"));
    }
    json_decref(item);
    must(compose(on(2026, 1, 1), on(2026, 6, 30), &item));
    list = json_object_get(item, "interventions");
    assert_int_equal(json_array_size(list), 1);
    assert_string_equal(json_text(json_array_get(list, 0), "ended"), "2026-05-29");
    json_decref(item);
    assert_int_equal(compose(on(2025, 1, 1), on(2025, 6, 30), &item), ERR_NOT_FOUND);
}

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(attendance_is_whole_weeks_with_teaching, teardown),
        cmocka_unit_test_teardown(interventions_tell_kind_and_dates_and_never_the_title, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
