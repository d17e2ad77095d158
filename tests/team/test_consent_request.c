/* Consents that are asked for: who sees them, how answers become a consent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "bank/staff.h"
#include "db/db.h"
#include "support/test_people.h"
#include "team/case.h"
#include "team/consent_request.h"
#include "team/insight.h"

static struct test_bank t;
static struct arena *a;
static struct person_id pupil, mother, father, stranger;
static struct staff_id karin, other;
static struct case_id the_case;
static struct date today;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static void add_peer_row(void)
{
    static const struct db_statement insert = {
        "test/peer",
        "INSERT INTO peer (bank_id, peer_id, state, fingerprint, kind, legal_form, name, "
        "organisation_number, url, journal_origin, sign_public, box_public, journal_public, "
        "witness_public, added_at, confirmed_at, ended_at, answered_at) VALUES ($1, 1, 1, x'01', "
        "1, 0, 'Soc', '2120000142', 'https://soc.example', 'soc', x'00', x'00', x'00', x'00', 0, "
        "0, 0, 0)",
        DB_WRITE, DB_CLASS_LETTER};
    struct db_value values[] = {db_int(bank_row_id(t.bank))};
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    must(
        db_end(bank_db(t.bank), db_run(bank_db(t.bank), &insert, values, 1, NULL, &t.ctx), &t.ctx));
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(BANK_SCHOOL);
    today = date_today();
    pupil = test_person_civic(&t, "201401012388");
    mother = test_person_civic(&t, "198001012387");
    father = test_person_civic(&t, "198201012385");
    stranger = test_person_civic(&t, "198501012382");
    karin = test_staff(&t, "Karin", ROLE_KURATOR, "100", true);
    other = test_staff(&t, "Olle", ROLE_KURATOR, "100", true);
    add_peer_row();
    struct case_opening o = {
        .person = pupil, .responsible = karin, .reason = CASE_REASON_ABSENCE, .opened = today};
    must(case_open(t.bank, &t.actor, &o, &the_case, &t.ctx));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

/* A whole request of both guardians, written by Karin and not yet asked. */
static struct consent_request written(void)
{
    struct actor actor = actor_staff(karin);
    struct consent_request_id id;
    struct consent_request r;
    must(consent_request_new(t.bank, &actor, the_case, &id, &t.ctx));
    must(consent_request_read(t.bank, &actor, id, a, &r, &t.ctx));
    r.steps = 5;
    r.way = REQUEST_SIGN_IN;
    r.asked = 1U << CONSENT_GUARDIAN_1 | 1U << CONSENT_GUARDIAN_2;
    r.c.peer.v = 1;
    r.c.items = 1U << CONSENT_ITEM_ATTENDANCE;
    r.c.valid_from = today;
    r.c.valid_to = (struct date){today.days + 100};
    r.c.about_from = (struct date){today.days - 100};
    r.c.custody = CONSENT_CUSTODY_JOINT;
    r.c.maturity = CONSENT_NOT_MATURE;
    r.c.childs_view = "Jag vill att ni pratar med varandra.";
    r.c.replies[CONSENT_GUARDIAN_1].person = mother;
    r.c.replies[CONSENT_GUARDIAN_2].person = father;
    must(consent_request_save(t.bank, &actor, &r, &t.ctx));
    return r;
}

static struct consent_request asked(void)
{
    struct actor actor = actor_staff(karin);
    struct consent_request r = written();
    must(consent_request_ask(t.bank, &actor, r.id, &t.ctx));
    return r;
}

static enum err answer(struct actor actor, struct consent_request_id id, enum consent_party party,
                       enum consent_answer yes, struct consent_id *out)
{
    struct consent_reply reply = {.answer = yes, .how = CONSENT_EID, .on = today};
    return consent_request_answer(t.bank, &actor, id, party, &reply, out, &t.ctx);
}

static size_t waiting(struct actor actor)
{
    struct consent_request *list;
    size_t count;
    must(consent_request_list(t.bank, &actor, &(struct request_filter){.person = pupil}, a, &list,
                              &count, &t.ctx));
    return count;
}

static void what_is_written_is_kept_between_pages(void **state)
{
    (void)state;
    struct actor actor = actor_staff(karin);
    struct consent_request first = written(), r;
    must(consent_request_read(t.bank, &actor, first.id, a, &r, &t.ctx));
    assert_int_equal(r.state, REQUEST_WRITTEN);
    assert_int_equal(r.steps, 5);
    assert_int_equal(r.way, REQUEST_SIGN_IN);
    assert_int_equal(r.c.items, 1U << CONSENT_ITEM_ATTENDANCE);
    assert_int_equal(r.c.valid_to.days, today.days + 100);
    assert_string_equal(r.c.childs_view, "Jag vill att ni pratar med varandra.");
    assert_int_equal(r.c.replies[CONSENT_GUARDIAN_2].person.v, father.v);
    struct actor stranger_at_work = actor_staff(other);
    assert_int_equal(consent_request_read(t.bank, &stranger_at_work, first.id, a, &r, &t.ctx),
                     ERR_NOT_FOUND);
    must(consent_request_cancel(t.bank, &actor, first.id, &t.ctx));
    assert_int_equal(consent_request_save(t.bank, &actor, &first, &t.ctx), ERR_CONFLICT);
}

static void a_guardian_sees_it_only_while_it_is_asked(void **state)
{
    (void)state;
    struct consent_request r = written(), seen;
    struct actor karin_at_work = actor_staff(karin), actor = actor_guardian(mother);
    assert_int_equal(consent_request_read(t.bank, &actor, r.id, a, &seen, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(waiting(actor), 0);
    must(consent_request_ask(t.bank, &karin_at_work, r.id, &t.ctx));
    assert_int_equal(consent_request_ask(t.bank, &karin_at_work, r.id, &t.ctx), ERR_CONFLICT);
    must(consent_request_read(t.bank, &actor, r.id, a, &seen, &t.ctx));
    assert_int_equal(consent_request_party(&seen, &actor), CONSENT_GUARDIAN_1);
    assert_int_equal(waiting(actor), 1);
    assert_int_equal(waiting(actor_guardian(stranger)), 0);
    assert_int_equal(waiting(actor_pupil(pupil)), 0);
    assert_int_equal(waiting(actor_staff(other)), 0);
    /* Neither may a guardian change or stop it, nor answer for somebody else. */
    struct consent_id consent;
    assert_int_equal(consent_request_cancel(t.bank, &actor, r.id, &t.ctx), ERR_CONFLICT);
    assert_int_equal(answer(actor, r.id, CONSENT_GUARDIAN_2, CONSENT_YES, &consent), ERR_NOT_FOUND);
    assert_int_equal(
        answer(actor_guardian(stranger), r.id, CONSENT_GUARDIAN_1, CONSENT_YES, &consent),
        ERR_NOT_FOUND);
    assert_int_equal(answer(actor, r.id, CONSENT_GUARDIAN_1, CONSENT_NO_REPLY, &consent),
                     ERR_INVALID);
    must(consent_request_cancel(t.bank, &karin_at_work, r.id, &t.ctx));
    assert_int_equal(answer(actor, r.id, CONSENT_GUARDIAN_1, CONSENT_YES, &consent), ERR_NOT_FOUND);
}

static void the_last_yes_makes_the_consent(void **state)
{
    (void)state;
    struct consent_request r = asked(), seen;
    struct consent_id consent;
    struct consent k;
    must(answer(actor_guardian(mother), r.id, CONSENT_GUARDIAN_1, CONSENT_YES, &consent));
    assert_int_equal(consent.v, 0);
    assert_int_equal(waiting(actor_guardian(mother)), 0);
    assert_int_equal(answer(actor_guardian(mother), r.id, CONSENT_GUARDIAN_1, CONSENT_NO, &consent),
                     ERR_CONFLICT);
    must(answer(actor_guardian(father), r.id, CONSENT_GUARDIAN_2, CONSENT_YES, &consent));
    assert_int_not_equal(consent.v, 0);
    struct actor karin_at_work = actor_staff(karin), actor = actor_guardian(mother);
    must(consent_read(t.bank, &karin_at_work, consent, a, &k, &t.ctx));
    assert_int_equal(k.recorded_by.kind, ACTOR_GUARDIAN);
    assert_int_equal(k.c.replies[CONSENT_GUARDIAN_1].answer, CONSENT_YES);
    assert_int_equal(k.c.replies[CONSENT_GUARDIAN_1].how, CONSENT_EID);
    assert_int_equal(k.c.replies[CONSENT_GUARDIAN_1].person.v, mother.v);
    assert_int_equal(k.c.replies[CONSENT_PUPIL].answer, CONSENT_NOT_ASKED);
    assert_string_equal(k.c.childs_view, "Jag vill att ni pratar med varandra.");
    must(consent_request_read(t.bank, &karin_at_work, r.id, a, &seen, &t.ctx));
    assert_int_equal(seen.state, REQUEST_ANSWERED);
    assert_int_equal(seen.consent.v, consent.v);

    /* Each takes back only their own yes, and sees only what they have answered. */
    assert_int_equal(consent_withdraw(t.bank, &actor, consent, CONSENT_GUARDIAN_2, today, &t.ctx),
                     ERR_NOT_FOUND);
    struct actor outside = actor_guardian(stranger);
    assert_int_equal(consent_withdraw(t.bank, &outside, consent, CONSENT_GUARDIAN_1, today, &t.ctx),
                     ERR_NOT_FOUND);
    struct consent *list;
    size_t count;
    must(consent_list(t.bank, &outside, pupil, a, &list, &count, &t.ctx));
    assert_int_equal(count, 0);
    must(consent_list(t.bank, &actor, pupil, a, &list, &count, &t.ctx));
    assert_int_equal(count, 1);
    must(consent_withdraw(t.bank, &actor, consent, CONSENT_GUARDIAN_1, today, &t.ctx));
    must(consent_get(t.bank, consent, &k, &t.ctx));
    assert_true(k.c.replies[CONSENT_GUARDIAN_1].withdrawn);
}

static void a_no_ends_the_asking_at_once(void **state)
{
    (void)state;
    struct consent_request r = asked();
    struct consent_id consent, none;
    struct consent k;
    must(answer(actor_guardian(father), r.id, CONSENT_GUARDIAN_2, CONSENT_NO, &consent));
    assert_int_not_equal(consent.v, 0);
    must(consent_get(t.bank, consent, &k, &t.ctx));
    assert_int_equal(k.c.replies[CONSENT_GUARDIAN_2].answer, CONSENT_NO);
    assert_int_equal(k.c.replies[CONSENT_GUARDIAN_1].answer, CONSENT_NO_REPLY);
    assert_int_equal(waiting(actor_guardian(mother)), 0);
    assert_int_equal(answer(actor_guardian(mother), r.id, CONSENT_GUARDIAN_1, CONSENT_YES, &none),
                     ERR_NOT_FOUND);
}

static void an_answer_on_paper_is_written_in_by_the_employee(void **state)
{
    (void)state;
    struct consent_request r = asked();
    struct actor actor = actor_staff(karin);
    struct consent_id consent;
    struct consent_reply oral = {.answer = CONSENT_YES, .how = CONSENT_ORAL, .on = today};
    must(answer(actor, r.id, CONSENT_GUARDIAN_1, CONSENT_YES, &consent));
    /* An oral answer without a note undoes the whole: the request stays as it was. */
    assert_int_equal(
        consent_request_answer(t.bank, &actor, r.id, CONSENT_GUARDIAN_2, &oral, &consent, &t.ctx),
        ERR_INVALID);
    oral.note = "Sa ja i telefon.";
    must(consent_request_answer(t.bank, &actor, r.id, CONSENT_GUARDIAN_2, &oral, &consent, &t.ctx));
    assert_int_not_equal(consent.v, 0);
}

static void nothing_half_can_be_asked(void **state)
{
    (void)state;
    struct actor actor = actor_staff(karin);
    struct consent_request r = written();
    r.asked = 0;
    must(consent_request_save(t.bank, &actor, &r, &t.ctx));
    assert_int_equal(consent_request_ask(t.bank, &actor, r.id, &t.ctx), ERR_INVALID);
}

static void insight_is_assessed_by_somebody_with_the_case(void **state)
{
    (void)state;
    struct actor actor = actor_staff(karin), elsewhere = actor_staff(other);
    struct insight i;
    const char *why = "Bor hos mamma och berättar allt för henne.";
    must(insight_get(t.bank, pupil, mother, &i, &t.ctx));
    assert_int_equal(i.decides, LAW_NOT_ASSESSED);
    assert_int_equal(insight_set(t.bank, &elsewhere, pupil, mother, LAW_MET, why, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(insight_set(t.bank, &actor, pupil, mother, LAW_MET, "ja", &t.ctx),
                     ERR_INVALID);
    assert_int_equal(insight_set(t.bank, &actor, pupil, mother, LAW_NOT_ASSESSED, why, &t.ctx),
                     ERR_INVALID);
    must(insight_set(t.bank, &actor, pupil, mother, LAW_MET, why, &t.ctx));
    must(insight_set(t.bank, &actor, pupil, mother, LAW_NOT_MET, why, &t.ctx));
    must(insight_read(t.bank, &actor, pupil, mother, a, &i, &t.ctx));
    assert_int_equal(i.decides, LAW_NOT_MET);
    assert_string_equal(i.why, why);
    assert_int_equal(insight_read(t.bank, &elsewhere, pupil, mother, a, &i, &t.ctx), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_kept_between_pages),
        cmocka_unit_test(a_guardian_sees_it_only_while_it_is_asked),
        cmocka_unit_test(the_last_yes_makes_the_consent),
        cmocka_unit_test(a_no_ends_the_asking_at_once),
        cmocka_unit_test(an_answer_on_paper_is_written_in_by_the_employee),
        cmocka_unit_test(nothing_half_can_be_asked),
        cmocka_unit_test(insight_is_assessed_by_somebody_with_the_case),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
