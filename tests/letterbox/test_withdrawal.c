/*
 * Withdrawing a consent, at every moment of a letter's life. The order is that of the recipient's
 * transactions: what has been accepted stays in the documentation, marked; nothing else does.
 */
#include "letterbox/world.h"

static struct letter_withdrawal withdraw(struct consent_id id, enum consent_party by)
{
    struct letter_withdrawal out;
    must(letter_consent_withdraw(w.school.bank, &w.school.actor, id, by, date_today(), &out,
                                 &w.ctx));
    return out;
}

static void assert_no_more_letters(void)
{
    json_t *item = weeks(6, 0);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    assert_int_not_equal(try_send(&d, &id), ERR_OK);
    json_decref(item);
}

static void stops_a_letter_that_has_not_left(void **state)
{
    (void)state;
    struct consent_id consent = give_consent();
    struct letter_id id = send_attendance(1);
    struct letter_withdrawal out = withdraw(consent, CONSENT_PUPIL);
    assert_int_equal(out.cancelled, 1);
    assert_int_equal(out.told, 0); /* the recipient never had it: there is nothing to tell */
    assert_int_equal(deliver_to_social().tried, 0);
    assert_int_equal(sent(id).state, LETTER_CANCELLED);
    assert_true(sent(id).withdrawn);
    assert_no_more_letters();
}

static void tells_of_a_letter_that_may_have_arrived(void **state)
{
    (void)state;
    struct consent_id consent = give_consent();
    struct letter_id id = send_attendance(1);
    static struct wire_between x;
    x = (struct wire_between){.to = &w.social, .flip = -1, .lose_answers = true};
    run_courier(&w.school, &x); /* arrived, but the school does not know */
    struct letter_withdrawal out = withdraw(consent, CONSENT_GUARDIAN_1);
    assert_int_equal(out.cancelled, 1);
    assert_int_equal(out.told, 1);
    assert_int_equal(deliver_to_social().delivered, 1); /* the withdrawal, not the letter */
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(in[0].state, INBOX_WITHDRAWN);
    assert_int_equal(accept_letter(in[0].id), ERR_CONFLICT);
    assert_int_equal(received(true).source_count, 0);
    assert_int_equal(sent(id).state, LETTER_CANCELLED);
}

static void a_letter_that_comes_after_its_withdrawal_is_not_kept(void **state)
{
    (void)state;
    struct consent_id consent = give_consent();
    send_attendance(1);
    static struct wire_between x;
    x = (struct wire_between){.to = &w.social, .flip = -1, .down = true};
    run_courier(&w.school, &x); /* the bytes are somewhere on the way */
    withdraw(consent, CONSENT_PUPIL);
    deliver_to_social();
    static struct letterbox_response late;
    letterbox_receive(w.social.bank, (struct blob){x.last, x.last_n}, &late);
    assert_int_equal(late.status, 200);
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(in[0].state, INBOX_WITHDRAWN);
    assert_int_equal(accept_letter(in[0].id), ERR_CONFLICT);
}

static void withdrawn_before_acceptance_leaves_nothing(void **state)
{
    (void)state;
    struct consent_id consent = give_consent();
    send_attendance(1);
    deliver_to_social();
    struct letter_withdrawal out = withdraw(consent, CONSENT_GUARDIAN_2);
    assert_int_equal(out.cancelled, 0);
    assert_int_equal(out.told, 1);
    deliver_to_social();
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(accept_letter(in[0].id), ERR_CONFLICT);
    assert_int_equal(received(true).source_count, 0);
}

static void withdrawn_after_acceptance_stays_marked_and_out_of_new_follow_up(void **state)
{
    (void)state;
    struct consent_id consent = give_consent();
    struct letter_id id = send_attendance(1);
    deliver_to_social();
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    must(accept_letter(in[0].id));
    withdraw(consent, CONSENT_PUPIL); /* the school has not got the answer yet */
    deliver_to_social();
    deliver_to_school();
    struct received_items items = received(false);
    assert_int_equal(items.week_count, 0);
    assert_int_equal(items.withdrawn_left_out, 1);
    items = received(true);
    assert_int_equal(items.week_count, 6);
    assert_true(items.sources[0].withdrawn);
    assert_int_equal(items.sources[0].withdrawn_on.days, date_today().days);
    struct letter l = sent(id);
    assert_int_equal(l.answer, LETTER_ACCEPTED);
    assert_true(l.withdrawn);
    assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_WITHDRAWN), 1);
}

static void an_older_letter_counts_again_when_the_newer_is_withdrawn(void **state)
{
    (void)state;
    json_t *item = weeks(6, 111);
    struct letter_draft d = attendance_draft(item);
    d.assessments[0] = (struct letter_assessment){LAW_ASSESS_NO_HARM, LAW_MET,
                                                  "Ingen särskild anledning att anta men."};
    d.assessment_count = 1;
    struct letter_id id;
    must(try_send(&d, &id)); /* rests on no consent */
    json_decref(item);
    struct consent_id consent = give_consent();
    send_attendance(222);
    deliver_to_social();
    struct inbox_letter *in;
    size_t n = inbox(&in);
    for (size_t i = 0; i < n; i++) {
        must(accept_letter(in[i].id));
    }
    assert_int_equal(received(false).weeks[0].invalid_absence_minutes, 222);
    withdraw(consent, CONSENT_PUPIL);
    deliver_to_social();
    struct received_items items = received(false);
    assert_int_equal(items.week_count, 6);
    assert_int_equal(items.weeks[0].invalid_absence_minutes, 111);
}

static void nothing_about_the_peer_stops_a_withdrawal(void **state)
{
    (void)state;
    struct consent_id consent = give_consent();
    send_attendance(1);
    deliver_to_social();
    must(peer_end(w.school.bank, &w.school.actor, w.social_at_school, &w.ctx));
    struct letter_withdrawal out = withdraw(consent, CONSENT_PUPIL);
    assert_int_equal(out.told, 0);
    assert_int_equal(out.not_told, 1);
    struct consent back;
    must(consent_get(w.school.bank, consent, &back, &w.ctx));
    assert_true(back.c.replies[CONSENT_PUPIL].withdrawn);
}

static void withdrawing_twice_or_what_was_never_given_is_refused(void **state)
{
    (void)state;
    struct consent_content c = family_yes(w.pupil_at_school, w.school_case, w.social_at_school);
    c.replies[CONSENT_GUARDIAN_2] =
        (struct consent_reply){.answer = CONSENT_NO, .how = CONSENT_PAPER, .on = date_today()};
    struct consent_id id;
    must(consent_record(w.school.bank, &w.school.actor, &c, &id, &w.ctx));
    struct letter_withdrawal out;
    assert_int_equal(letter_consent_withdraw(w.school.bank, &w.school.actor, id, CONSENT_GUARDIAN_2,
                                             date_today(), &out, &w.ctx),
                     ERR_CONFLICT);
    withdraw(id, CONSENT_PUPIL);
    assert_int_equal(letter_consent_withdraw(w.school.bank, &w.school.actor, id, CONSENT_PUPIL,
                                             date_today(), &out, &w.ctx),
                     ERR_CONFLICT);
    assert_int_equal(journal_count(&w.school, JOURNAL_CONSENT_WITHDRAWN), 1);
    assert_int_equal(journal_count(&w.school, JOURNAL_CONSENT_REFUSED), 1);
}

static void a_withdrawal_names_only_the_letters_of_its_own_peer(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    deliver_to_social();
    /* The social bank withdraws a letter that the school sent: nothing happens to it. */
    struct letter l = sent(id);
    char ref[LETTER_REF_TEXT], body[256];
    snprintf(body, sizeof body, "{\"consent\":\"%s\",\"on\":\"2026-01-01\",\"letters\":[\"%s\"]}",
             letter_ref_format(&l.ref, ref), ref);
    struct envelope e = {.kind = LETTER_WITHDRAWAL,
                         .created = timestamp_now(),
                         .ref = {{1}},
                         .body = {(const uint8_t *)body, strlen(body)}};
    struct peer_card own;
    struct peer school;
    peer_card_own(w.social.bank, &own);
    peer_card_fingerprint(&own, &e.sender);
    must(peer_read(w.social.bank, w.school_at_social, &school, &w.ctx));
    e.recipient = school.fingerprint;
    struct blob out;
    must(envelope_make(w.social.bank, &e, school.card.keys.box, w.a, &out, &w.ctx));
    static struct letterbox_response r;
    letterbox_receive(w.school.bank, out, &r);
    assert_int_equal(r.status, 200);
    assert_false(sent(id).withdrawn);
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(in[0].state, INBOX_RECEIVED);
}

int main(void)
{
    log_set_level(LOG_ERROR);
    json_setup();
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
        T(stops_a_letter_that_has_not_left),
        T(tells_of_a_letter_that_may_have_arrived),
        T(a_letter_that_comes_after_its_withdrawal_is_not_kept),
        T(withdrawn_before_acceptance_leaves_nothing),
        T(withdrawn_after_acceptance_stays_marked_and_out_of_new_follow_up),
        T(an_older_letter_counts_again_when_the_newer_is_withdrawn),
        T(nothing_about_the_peer_stops_a_withdrawal),
        T(withdrawing_twice_or_what_was_never_given_is_refused),
        T(a_withdrawal_names_only_the_letters_of_its_own_peer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
