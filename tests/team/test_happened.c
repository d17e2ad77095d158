/* What has happened in a case that the law counts days from, the authority's own times, and what a
 * closing takes back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "bank/rules.h"
#include "bank/staff.h"
#include "db/db.h"
#include "support/test_bank.h"
#include "team/consent_request.h"
#include "team/happened.h"
#include "team/offer.h"
#include "team/own_times.h"

static struct test_bank t;
static struct arena *a;
static struct law_rules *rules;
static struct staff_id lina, other;
static struct date today;
static int people;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static struct staff_id add_staff(const char *name)
{
    struct staff s = {.role = ROLE_SOCIALSEKRETERARE, .active = true};
    snprintf(s.name, sizeof s.name, "%s", name);
    snprintf(s.unit, sizeof s.unit, "Norr");
    struct staff_id id;
    bool changed;
    must(staff_put(t.bank, &s, &t.actor, &id, &changed, &t.ctx));
    return id;
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(BANK_SOCIAL);
    today = date_today();
    must(bank_rules_load(SOURCE_DIR, &rules, &t.ctx));
    lina = add_staff("Lina");
    other = add_staff("Omar");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    law_free(rules);
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static struct case_id new_case(void)
{
    struct person_input in = {.source_id = arena_printf(a, "child-%d", ++people)};
    struct person_id person;
    enum person_change change;
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    enum err e = person_put(t.bank, &in, &person, &change, &t.ctx);
    must(db_end(bank_db(t.bank), e, &t.ctx));
    struct case_opening o = {.person = person,
                             .responsible = lina,
                             .reason = CASE_REASON_SOCIAL_SITUATION,
                             .opened = {today.days - 200}};
    struct case_id id;
    must(case_open(t.bank, &t.actor, &o, &id, &t.ctx));
    return id;
}

static enum err note(struct staff_id who, struct case_id id, const char *event, int days_ago)
{
    struct actor me = actor_staff(who);
    return happened_write(t.bank, rules, &me, id, event, (struct date){today.days - days_ago},
                          &t.ctx);
}

static struct happened *rows_of(struct case_id id, size_t *count)
{
    struct happened *rows;
    must(happened_get(t.bank, id, a, &rows, count, &t.ctx));
    return rows;
}

static const struct law_followed *deadline(struct case_id id, const char *code)
{
    size_t count;
    struct happened *rows = rows_of(id, &count);
    struct law_followed *list;
    size_t n = happened_deadlines(rules, bank_config(t.bank), rows, count, today, a, &list);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].q.code, code) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

static void what_is_noted_makes_the_deadlines_of_the_law(void **state)
{
    (void)state;
    struct case_id id = new_case();
    assert_null(deadline(id, "child_inquiry"));
    must(note(lina, id, "inquiry_opened", 10));
    const struct law_followed *f = deadline(id, "child_inquiry");
    assert_int_equal(f->q.start.days, today.days - 10);
    assert_int_equal(f->due.state, LAW_DEADLINE_RUNNING);
    must(note(lina, id, "inquiry_closed", 0));
    assert_int_equal(deadline(id, "child_inquiry")->due.state, LAW_DEADLINE_STOPPED);
    struct journal_row *log;
    size_t count;
    struct journal_filter filter = {
        .has_event = true, .event = JOURNAL_CASE_CHANGED, .case_id = id};
    must(journal_list(t.bank, &filter, a, &log, &count, &t.ctx));
    assert_int_equal(count, 2);
}

static void a_mistake_is_struck_out_and_stays_among_the_rows(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor me = actor_staff(lina), not_mine = actor_staff(other);
    must(note(lina, id, "report_received", 3));
    must(note(lina, id, "report_received", 2));
    assert_int_equal(happened_strike(t.bank, &not_mine, id, 2, &t.ctx), ERR_NOT_FOUND);
    must(happened_strike(t.bank, &me, id, 2, &t.ctx));
    assert_int_equal(happened_strike(t.bank, &me, id, 2, &t.ctx), ERR_CONFLICT);
    assert_int_equal(happened_strike(t.bank, &me, id, 9, &t.ctx), ERR_CONFLICT);
    size_t count;
    struct happened *rows = rows_of(id, &count);
    assert_int_equal(count, 2);
    assert_true(rows[0].struck && !rows[1].struck);
    assert_int_equal(deadline(id, "preliminary_assessment")->q.start.days, today.days - 3);
}

static void refuses_what_the_rules_do_not_have_and_what_is_ahead(void **state)
{
    (void)state;
    struct case_id id = new_case();
    assert_int_equal(note(lina, id, "birth", 1), ERR_INVALID);
    assert_int_equal(note(lina, id, "concern_known", 1), ERR_INVALID); /* the school's */
    assert_int_equal(note(lina, id, "report_received", -1), ERR_INVALID);
    assert_int_equal(note(other, id, "report_received", 1), ERR_NOT_FOUND);
    for (size_t i = 0; happened_event(rules, BANK_SCHOOL, i) != NULL; i++) {
        assert_string_not_equal(happened_event(rules, BANK_SCHOOL, i)->code,
                                "absence_inquiry_started"); /* has a room of its own */
    }
    assert_string_equal(happened_event(rules, BANK_SCHOOL, 0)->code, "concern_known");
    struct actor me = actor_staff(lina);
    must(case_end(t.bank, &me, id, CASE_CLOSE_MOVED, today, NULL, &t.ctx));
    assert_int_equal(note(lina, id, "report_received", 1), ERR_CONFLICT);
}

static void own_times_may_only_be_such_as_the_law_lets_be(void **state)
{
    (void)state;
    static const struct {
        enum local_kind kind;
        const char *code, *value, *what;
    } wrong[] = {
        {LOCAL_TARGET, "no_such_deadline", "3", "no such deadline"},
        {LOCAL_TARGET, "child_inquiry", "200", "later than the law"},
        {LOCAL_TARGET, "concern_report", "1", "weaker"},
        {LOCAL_TARGET, "absence_inquiry", "14", "no line of bank.conf"},
        {LOCAL_RETENTION, "no_such_record", "3", "no such record"},
        {LOCAL_RETENTION, "social_file", "3", "the law itself"},
    };
    struct bank_config c = {0};
    must(own_times_check(rules, &c, &t.ctx));
    must(local_set(&c.local, LOCAL_TARGET, "child_inquiry", "90", "f:1", &t.ctx));
    must(local_set(&c.local, LOCAL_RETENTION, "school_case", "10", "f:2", &t.ctx));
    must(own_times_check(rules, &c, &t.ctx));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        c = (struct bank_config){0};
        must(local_set(&c.local, wrong[i].kind, wrong[i].code, wrong[i].value, "f:1", &t.ctx));
        assert_int_equal(own_times_check(rules, &c, &t.ctx), ERR_INVALID);
        assert_non_null(strstr(t.ctx.what, wrong[i].what));
        assert_non_null(strstr(t.ctx.where, wrong[i].code));
    }
}

static void a_closing_takes_back_what_waits_for_an_answer(void **state)
{
    (void)state;
    struct case_id id = new_case(), untouched = new_case();
    struct actor me = actor_staff(lina);
    struct consent_request_id request, kept;
    struct offer_id offer;
    must(consent_request_new(t.bank, &me, id, &request, &t.ctx));
    must(consent_request_new(t.bank, &me, untouched, &kept, &t.ctx));
    must(offer_make(t.bank, &me, id, other, "Möte på tisdag.", &offer, &t.ctx));
    must(case_end(t.bank, &me, id, CASE_CLOSE_SUPPORT_ENDED, today, NULL, &t.ctx));
    struct consent_request r;
    must(consent_request_read(t.bank, &me, request, a, &r, &t.ctx));
    assert_int_equal(r.state, REQUEST_CANCELLED);
    must(consent_request_read(t.bank, &me, kept, a, &r, &t.ctx));
    assert_int_equal(r.state, REQUEST_WRITTEN);
    must(case_reopen(t.bank, &me, id, "Frånvaron har kommit tillbaka.", &t.ctx));
    struct case_offer *list;
    size_t count;
    must(offer_list(t.bank, &me, &(struct offer_filter){.case_id = id}, a, &list, &count, &t.ctx));
    assert_int_equal(count, 0);
    struct case_event *events;
    must(case_events(t.bank, &me, id, a, &events, &count, &t.ctx));
    assert_int_equal(count, 3); /* opened, closed, opened again: nothing is lost */
    assert_int_equal(events[2].kind, CASE_EVENT_REOPENED);
    assert_string_equal(events[2].note, "Frånvaron har kommit tillbaka.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_noted_makes_the_deadlines_of_the_law),
        cmocka_unit_test(a_mistake_is_struck_out_and_stays_among_the_rows),
        cmocka_unit_test(refuses_what_the_rules_do_not_have_and_what_is_ahead),
        cmocka_unit_test(own_times_may_only_be_such_as_the_law_lets_be),
        cmocka_unit_test(a_closing_takes_back_what_waits_for_an_answer),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
