/* Cases and consents: who may see, what is refused, and what the law is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "bank/staff.h"
#include "base/json.h"
#include "db/db.h"
#include "support/test_people.h"
#include "team/case.h"
#include "team/consent.h"

static struct test_bank t;
static struct arena *a;
static struct person_id pupil;
static struct staff_id karin, other, rektor, chief;
static struct date today;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

/* A confirmed peer is not needed here: a row that consents can name. */
static void add_peer_row(int64_t id)
{
    static const struct db_statement insert = {
        "test/peer",
        "INSERT INTO peer (bank_id, peer_id, state, fingerprint, kind, legal_form, name, "
        "organisation_number, url, journal_origin, sign_public, box_public, journal_public, "
        "witness_public, added_at, confirmed_at, ended_at, answered_at) VALUES ($1, $2, 1, $3, 1, "
        "0, 'Soc', '2120000142', 'https://soc.example', 'soc', x'00', x'00', x'00', x'00', 0, 0, "
        "0, 0)",
        DB_WRITE, DB_CLASS_LETTER};
    struct db_value values[] = {db_int(bank_row_id(t.bank)), db_int(id),
                                db_blob((struct blob){(const uint8_t *)&id, sizeof id})};
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    enum err e = db_run(bank_db(t.bank), &insert, values, 3, NULL, &t.ctx);
    must(db_end(bank_db(t.bank), e, &t.ctx));
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(BANK_SCHOOL);
    today = date_today();
    pupil = test_person_civic(&t, "201401012388");
    karin = test_staff(&t, "Karin", ROLE_KURATOR, "100", true);
    other = test_staff(&t, "Olle", ROLE_KURATOR, "100", true);
    rektor = test_staff(&t, "Rut", ROLE_REKTOR, "100", true);
    chief = test_staff(&t, "Cia", ROLE_ELEVHALSOCHEF, "", true);
    add_peer_row(1);
    add_peer_row(2);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static struct case_opening opening(void)
{
    return (struct case_opening){.person = pupil,
                                 .responsible = karin,
                                 .reason = CASE_REASON_REFUSAL,
                                 .criterion = CASE_CRITERION_ABSENCE,
                                 .opened = today,
                                 .note = "Ringde hem i går."};
}

static struct case_id open_case(void)
{
    struct case_opening o = opening();
    struct case_id id;
    must(case_open(t.bank, &t.actor, &o, &id, &t.ctx));
    return id;
}

static enum err open_with(struct case_opening o)
{
    struct case_id id;
    enum err e = case_open(t.bank, &t.actor, &o, &id, &t.ctx);
    assert_true((e == ERR_OK) == (id.v != 0));
    return e;
}

static enum err read_as(struct staff_id staff, struct case_id id)
{
    struct actor actor = actor_staff(staff);
    struct team_case c;
    return case_read(t.bank, &actor, id, &c, &t.ctx);
}

/* ---- cases ---- */

static void opens_a_case_with_all_that_was_said(void **state)
{
    (void)state;
    struct case_id id = open_case();
    struct team_case c;
    must(case_read(t.bank, &t.actor, id, &c, &t.ctx));
    assert_int_equal(c.person.v, pupil.v);
    assert_int_equal(c.responsible.v, karin.v);
    assert_string_equal(c.unit, "100"); /* the employee's */
    assert_int_equal(c.reason, CASE_REASON_REFUSAL);
    assert_int_equal(c.criterion, CASE_CRITERION_ABSENCE);
    assert_int_equal(c.opened.days, today.days);
    assert_false(c.closed);
    struct case_event *events;
    size_t n;
    must(case_events(t.bank, &t.actor, id, a, &events, &n, &t.ctx));
    assert_int_equal(n, 1);
    assert_int_equal(events[0].kind, CASE_EVENT_OPENED);
    assert_string_equal(events[0].note, "Ringde hem i går.");
}

static void refuses_a_case_that_lacks_something(void **state)
{
    (void)state;
    struct case_opening o = opening();
    o.reason = CASE_REASON_UNKNOWN;
    assert_int_equal(open_with(o), ERR_INVALID);
    o = opening();
    o.opened.days++;
    assert_int_equal(open_with(o), ERR_INVALID);
    o = opening();
    o.responsible.v = 999;
    assert_int_equal(open_with(o), ERR_INVALID);
    o.responsible = test_staff(&t, "Sven", ROLE_KURATOR, "100", false);
    assert_int_equal(open_with(o), ERR_INVALID);
    o = opening();
    o.responsible = chief; /* leads everything and has no unit */
    assert_int_equal(open_with(o), ERR_INVALID);
    o = opening();
    o.person.v = 999;
    assert_int_not_equal(open_with(o), ERR_OK);
    must(person_set_protection(t.bank, pupil, PROTECTION_ASSUMED, &t.actor, &t.ctx));
    assert_int_equal(open_with(opening()), ERR_DENIED);
}

static void one_open_case_of_a_person_in_a_unit(void **state)
{
    (void)state;
    struct case_id id = open_case();
    assert_int_equal(open_with(opening()), ERR_CONFLICT);
    struct case_opening elsewhere = opening();
    elsewhere.unit = "200";
    assert_int_equal(open_with(elsewhere), ERR_OK);
    must(case_end(t.bank, &t.actor, id, CASE_CLOSE_GOAL_REACHED, today, NULL, &t.ctx));
    assert_int_equal(open_with(opening()), ERR_OK);
    assert_int_equal(case_end(t.bank, &t.actor, id, CASE_CLOSE_MOVED, today, NULL, &t.ctx),
                     ERR_CONFLICT);
}

static void a_case_opens_its_person_to_those_who_work_with_it(void **state)
{
    (void)state;
    struct case_id id = open_case();
    assert_int_equal(read_as(karin, id), ERR_OK);
    assert_int_equal(read_as(rektor, id), ERR_OK);
    assert_int_equal(read_as(chief, id), ERR_OK);
    assert_int_equal(read_as(other, id), ERR_NOT_FOUND); /* same unit, same role, not theirs */
    struct staff_id far = test_staff(&t, "Ragna", ROLE_REKTOR, "200", true);
    assert_int_equal(read_as(far, id), ERR_NOT_FOUND);
    struct actor guardian = actor_guardian(pupil);
    struct team_case c;
    assert_int_equal(case_read(t.bank, &guardian, id, &c, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(c.person.v, 0);
}

static void a_handover_moves_the_relation(void **state)
{
    (void)state;
    struct case_id id = open_case();
    struct actor k = actor_staff(karin), o = actor_staff(other);
    bool related;
    must(case_handover(t.bank, &t.actor, id, other, "Karin är ledig.", &t.ctx));
    must(case_relation(t.bank, &k, pupil, &related, &t.ctx));
    assert_false(related);
    must(case_relation(t.bank, &o, pupil, &related, &t.ctx));
    assert_true(related);
    assert_int_equal(case_handover(t.bank, &t.actor, id, other, NULL, &t.ctx), ERR_CONFLICT);
    must(case_end(t.bank, &t.actor, id, CASE_CLOSE_MOVED, today, NULL, &t.ctx));
    must(case_relation(t.bank, &o, pupil, &related, &t.ctx));
    assert_false(related);
    assert_int_equal(case_handover(t.bank, &t.actor, id, karin, NULL, &t.ctx), ERR_CONFLICT);
}

static void lists_my_open_cases_and_nobody_protected(void **state)
{
    (void)state;
    open_case();
    struct team_case *cases;
    size_t n;
    must(case_list(t.bank, &(struct case_filter){.responsible = karin}, a, &cases, &n, &t.ctx));
    assert_int_equal(n, 1);
    must(case_list(t.bank, &(struct case_filter){.responsible = other}, a, &cases, &n, &t.ctx));
    assert_int_equal(n, 0);
    must(case_list(t.bank, &(struct case_filter){.unit = "200"}, a, &cases, &n, &t.ctx));
    assert_int_equal(n, 0);
    must(person_set_protection(t.bank, pupil, PROTECTION_MARKED, &t.actor, &t.ctx));
    must(case_list(t.bank, &(struct case_filter){.closed_too = true}, a, &cases, &n, &t.ctx));
    assert_int_equal(n, 0);
    assert_int_equal(read_as(karin, (struct case_id){1}), ERR_NOT_FOUND);
}

/* ---- consents ---- */

static struct consent_content yes(void)
{
    struct consent_content c = {.person = pupil,
                                .peer = {1},
                                .items = 1U << CONSENT_ITEM_ATTENDANCE,
                                .valid_from = today,
                                .valid_to = {today.days + 100},
                                .about_from = {today.days - 50},
                                .custody = CONSENT_CUSTODY_JOINT,
                                .maturity = CONSENT_NOT_MATURE,
                                .interpreter = "so"};
    c.replies[CONSENT_GUARDIAN_1] =
        (struct consent_reply){.answer = CONSENT_YES, .how = CONSENT_EID, .on = today};
    c.replies[CONSENT_GUARDIAN_2] = (struct consent_reply){
        .answer = CONSENT_YES, .how = CONSENT_ORAL, .on = today, .note = "I telefon med Karin."};
    return c;
}

static struct consent_id record(const struct consent_content *c)
{
    struct consent_id id;
    must(consent_record(t.bank, &t.actor, c, &id, &t.ctx));
    return id;
}

static void assert_refused(const struct consent_content *c)
{
    struct consent_id id;
    assert_int_equal(consent_record(t.bank, &t.actor, c, &id, &t.ctx), ERR_INVALID);
    assert_int_equal(id.v, 0);
}

static struct law_facts ask_on(enum consent_item item, int64_t peer, struct date on,
                               struct date about)
{
    struct law_facts f = {0};
    struct consent used;
    must(consent_facts(t.bank,
                       &(struct consent_question){.person = pupil,
                                                  .peer = {peer},
                                                  .item = item,
                                                  .purpose = CONSENT_PURPOSE_FOLLOWUP,
                                                  .on = on,
                                                  .about_from = about},
                       &f, &used, &t.ctx));
    return f;
}

static struct law_facts ask(void)
{
    return ask_on(CONSENT_ITEM_ATTENDANCE, 1, today, today);
}

static void keeps_a_consent_as_it_was_given(void **state)
{
    (void)state;
    struct consent_content c = yes();
    struct consent_id id = record(&c);
    struct consent back;
    must(consent_read(t.bank, &t.actor, id, a, &back, &t.ctx));
    assert_int_equal(back.c.items, c.items);
    assert_int_equal(back.c.valid_to.days, c.valid_to.days);
    assert_int_equal(back.c.about_from.days, c.about_from.days);
    assert_string_equal(back.c.interpreter, "so");
    assert_int_equal(back.c.replies[CONSENT_GUARDIAN_1].how, CONSENT_EID);
    assert_null(back.c.replies[CONSENT_GUARDIAN_1].note);
    assert_string_equal(back.c.replies[CONSENT_GUARDIAN_2].note, "I telefon med Karin.");
    assert_int_equal(back.recorded_by.kind, ACTOR_OPERATOR);
    struct consent *list;
    size_t n;
    must(consent_list(t.bank, &t.actor, pupil, a, &list, &n, &t.ctx));
    assert_int_equal(n, 1);
    assert_null(list[0].c.replies[CONSENT_GUARDIAN_2].note);
}

static void refuses_a_record_that_says_too_little(void **state)
{
    (void)state;
    struct consent_content c = yes();
    c.items = 0;
    assert_refused(&c);
    c.items = 16;
    assert_refused(&c);
    c = yes();
    c.peer.v = 0;
    assert_refused(&c);
    c = yes();
    c.valid_to.days = today.days - 1;
    assert_refused(&c);
    c.valid_to.days = today.days + 367;
    assert_refused(&c);
    c = yes();
    c.about_from.days = 0;
    assert_refused(&c);
    c = yes();
    c.replies[CONSENT_GUARDIAN_2].note = NULL; /* oral */
    assert_refused(&c);
    c = yes();
    c.replies[CONSENT_GUARDIAN_1].how = CONSENT_HOW_UNKNOWN;
    assert_refused(&c);
    c = yes();
    c.replies[CONSENT_GUARDIAN_1].on.days = today.days + 1;
    assert_refused(&c);
    c = yes();
    c.replies[CONSENT_GUARDIAN_1].blocked = true; /* and yet asked */
    assert_refused(&c);
    c = yes();
    c.replies[CONSENT_PUPIL].blocked = true;
    assert_refused(&c);
    c = yes();
    memset(c.replies, 0, sizeof c.replies);
    assert_refused(&c);
    c = yes();
    snprintf(c.interpreter, sizeof c.interpreter, "%s", "so; DROP");
    assert_refused(&c);
}

static void tells_the_law_what_was_answered(void **state)
{
    (void)state;
    struct law_facts f = ask();
    assert_int_equal(f.guardian_1, LAW_CONSENT_NONE);
    assert_int_equal(f.consent_scope, LAW_SCOPE_UNKNOWN);
    assert_int_equal(f.custody, LAW_CUSTODY_UNKNOWN);
    struct consent_content c = yes();
    record(&c);
    f = ask();
    assert_int_equal(f.guardian_1, LAW_CONSENT_GIVEN);
    assert_int_equal(f.guardian_2, LAW_CONSENT_GIVEN);
    assert_int_equal(f.pupil, LAW_CONSENT_NONE);
    assert_int_equal(f.custody, LAW_CUSTODY_JOINT);
    assert_int_equal(f.maturity, LAW_NOT_MATURE);
    assert_int_equal(f.guardian_blocked, LAW_NO);
    assert_int_equal(f.consent_scope, LAW_SCOPE_COVERS);
}

static void tells_the_law_which_part_of_the_scope_does_not_fit(void **state)
{
    (void)state;
    struct consent_content c = yes();
    record(&c);
    struct date before = {today.days - 51}, late = {today.days + 101}, early = {today.days - 1};
    assert_int_equal(ask_on(CONSENT_ITEM_GOAL, 1, today, today).consent_scope, LAW_SCOPE_ITEM);
    assert_int_equal(ask_on(CONSENT_ITEM_ATTENDANCE, 2, today, today).consent_scope,
                     LAW_SCOPE_RECIPIENT);
    assert_int_equal(ask_on(CONSENT_ITEM_ATTENDANCE, 1, today, before).consent_scope,
                     LAW_SCOPE_PERIOD);
    assert_int_equal(ask_on(CONSENT_ITEM_ATTENDANCE, 1, late, today).guardian_1,
                     LAW_CONSENT_EXPIRED);
    assert_int_equal(ask_on(CONSENT_ITEM_ATTENDANCE, 1, early, today).guardian_1, LAW_CONSENT_NONE);
    struct law_facts f = {0};
    struct consent used;
    must(consent_facts(t.bank,
                       &(struct consent_question){.person = pupil,
                                                  .peer = {1},
                                                  .item = CONSENT_ITEM_ATTENDANCE,
                                                  .purpose = CONSENT_PURPOSE_SUPPORT,
                                                  .on = today,
                                                  .about_from = today},
                       &f, &used, &t.ctx));
    assert_int_equal(f.consent_scope, LAW_SCOPE_PURPOSE);
}

static void the_newest_record_speaks(void **state)
{
    (void)state;
    struct consent_content c = yes();
    record(&c);
    c.replies[CONSENT_GUARDIAN_1].answer = CONSENT_NO;
    record(&c);
    assert_int_equal(ask().guardian_1, LAW_CONSENT_REFUSED);
    /* A newer yes to something else does not lift the refusal. */
    c = yes();
    c.items = 1U << CONSENT_ITEM_GOAL;
    record(&c);
    assert_int_equal(ask().guardian_1, LAW_CONSENT_REFUSED);
}

static void a_withdrawal_is_of_the_one_who_says_it(void **state)
{
    (void)state;
    struct consent_content c = yes();
    struct consent_id id = record(&c);
    must(consent_withdraw(t.bank, &t.actor, id, CONSENT_GUARDIAN_2, today, &t.ctx));
    struct law_facts f = ask();
    assert_int_equal(f.guardian_1, LAW_CONSENT_GIVEN);
    assert_int_equal(f.guardian_2, LAW_CONSENT_WITHDRAWN);
    struct date tomorrow = {today.days + 1};
    assert_int_equal(consent_withdraw(t.bank, &t.actor, id, CONSENT_GUARDIAN_1, tomorrow, &t.ctx),
                     ERR_INVALID);
    assert_int_equal(consent_withdraw(t.bank, &t.actor, id, CONSENT_PUPIL, today, &t.ctx),
                     ERR_CONFLICT);
    assert_int_equal(
        consent_withdraw(t.bank, &t.actor, (struct consent_id){99}, CONSENT_PUPIL, today, &t.ctx),
        ERR_NOT_FOUND);
}

static void a_blocked_guardian_is_told_to_the_law(void **state)
{
    (void)state;
    struct consent_content c = yes();
    c.replies[CONSENT_GUARDIAN_2] = (struct consent_reply){.blocked = true};
    record(&c);
    assert_int_equal(ask().guardian_blocked, LAW_YES);
    assert_int_equal(ask().guardian_2, LAW_CONSENT_NONE);
}

static void an_employee_without_a_case_gets_no_consent(void **state)
{
    (void)state;
    open_case();
    struct consent_content c = yes();
    struct actor mine = actor_staff(karin), not_mine = actor_staff(other);
    struct consent_id id, none;
    struct consent back, *list;
    size_t n;
    must(consent_record(t.bank, &mine, &c, &id, &t.ctx));
    assert_int_equal(consent_record(t.bank, &not_mine, &c, &none, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(consent_read(t.bank, &not_mine, id, a, &back, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(consent_list(t.bank, &not_mine, pupil, a, &list, &n, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(consent_withdraw(t.bank, &not_mine, id, CONSENT_GUARDIAN_1, today, &t.ctx),
                     ERR_NOT_FOUND);
    must(consent_read(t.bank, &mine, id, a, &back, &t.ctx));
    must(consent_withdraw(t.bank, &mine, id, CONSENT_GUARDIAN_1, today, &t.ctx));
}

static void only_those_who_work_with_a_case_change_it(void **state)
{
    (void)state;
    struct case_id id = open_case();
    struct actor mine = actor_staff(karin), not_mine = actor_staff(other);
    assert_int_equal(case_handover(t.bank, &not_mine, id, other, NULL, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(case_end(t.bank, &not_mine, id, CASE_CLOSE_MOVED, today, NULL, &t.ctx),
                     ERR_NOT_FOUND);
    must(person_set_protection(t.bank, pupil, PROTECTION_MARKED, &t.actor, &t.ctx));
    must(case_end(t.bank, &mine, id, CASE_CLOSE_MOVED, today, NULL, &t.ctx));
}

static void refuses_consents_of_a_protected_person(void **state)
{
    (void)state;
    struct consent_content c = yes();
    struct consent_id id = record(&c);
    must(person_set_protection(t.bank, pupil, PROTECTION_MARKED, &t.actor, &t.ctx));
    struct consent_id again;
    assert_int_equal(consent_record(t.bank, &t.actor, &c, &again, &t.ctx), ERR_DENIED);
    struct consent back;
    assert_int_equal(consent_read(t.bank, &t.actor, id, a, &back, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(back.c.person.v, 0);
}

static void every_read_and_write_is_in_the_journal(void **state)
{
    (void)state;
    struct case_id id = open_case();
    struct consent_content c = yes();
    struct consent_id consent = record(&c);
    struct consent back;
    must(consent_read(t.bank, &t.actor, consent, a, &back, &t.ctx));
    assert_int_equal(read_as(karin, id), ERR_OK);
    struct journal_row *rows;
    size_t n;
    must(journal_list(t.bank, &(struct journal_filter){.person = pupil}, a, &rows, &n, &t.ctx));
    static const enum journal_event expected[] = {JOURNAL_CASE_READ, JOURNAL_CONSENT_READ,
                                                  JOURNAL_CONSENT_GIVEN, JOURNAL_CASE_OPENED};
    assert_true(n >= 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(rows[i].event, expected[i]);
    }
}

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(opens_a_case_with_all_that_was_said),
        T(refuses_a_case_that_lacks_something),
        T(one_open_case_of_a_person_in_a_unit),
        T(a_case_opens_its_person_to_those_who_work_with_it),
        T(a_handover_moves_the_relation),
        T(lists_my_open_cases_and_nobody_protected),
        T(keeps_a_consent_as_it_was_given),
        T(refuses_a_record_that_says_too_little),
        T(tells_the_law_what_was_answered),
        T(tells_the_law_which_part_of_the_scope_does_not_fit),
        T(the_newest_record_speaks),
        T(a_withdrawal_is_of_the_one_who_says_it),
        T(a_blocked_guardian_is_told_to_the_law),
        T(an_employee_without_a_case_gets_no_consent),
        T(only_those_who_work_with_a_case_change_it),
        T(refuses_consents_of_a_protected_person),
        T(every_read_and_write_is_in_the_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
