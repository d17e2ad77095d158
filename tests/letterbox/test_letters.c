/* Letters between two banks, from the decision to the answer. */
#include "letterbox/world.h"

static void sends_attendance_that_the_family_has_consented_to(void **state)
{
    (void)state;
    struct consent_id consent = give_consent();
    struct letter_id id = send_attendance(300);
    struct letter l = sent(id);
    assert_int_equal(l.state, LETTER_QUEUED);
    assert_int_equal(l.consent.v, consent.v);
    assert_non_null(strstr(l.rules, "R38"));
    assert_non_null(strstr(l.grounds, "OSL 10:1"));
    assert_int_equal(journal_count(&w.school, JOURNAL_DECISION), 1);
    assert_int_equal(journal_count(&w.school, JOURNAL_LETTER_SENT), 1);

    struct courier_result r = deliver_to_social();
    assert_int_equal(r.delivered, 1);
    assert_int_equal(r.waiting, 0);
    assert_int_equal(sent(id).state, LETTER_DELIVERED);
    assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_RECEIVED), 1);

    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(in[0].kind, LETTER_ATTENDANCE);
    assert_int_equal(in[0].state, INBOX_RECEIVED);
    assert_string_equal(in[0].peer_name, "Ekby skolnämnd");
    assert_non_null(strstr(in[0].grounds, "OSL 10:1"));
    must(accept_letter(in[0].id));

    struct received_items items = received(false);
    assert_int_equal(items.week_count, 6);
    assert_int_equal(items.weeks[0].invalid_absence_minutes, 300);
    assert_int_equal(items.weeks[5].offered_minutes, 1500);
    assert_string_equal(items.weeks[0].source->peer_name, "Ekby skolnämnd");

    assert_int_equal(deliver_to_school().delivered, 1);
    l = sent(id);
    assert_int_equal(l.answer, LETTER_ACCEPTED);
    assert_int_equal(journal_count(&w.school, JOURNAL_LETTER_ACCEPTED), 1);
}

static void tells_the_sender_why_a_letter_was_rejected(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(10);
    deliver_to_social();
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    must(inbox_reject(w.social.bank, &w.social.actor, in[0].id, REJECT_TOO_MUCH, &w.ctx));
    assert_int_equal(accept_letter(in[0].id), ERR_CONFLICT);
    deliver_to_school();
    struct letter l = sent(id);
    assert_int_equal(l.answer, LETTER_REJECTED);
    assert_int_equal(l.reject_reason, REJECT_TOO_MUCH);
    assert_int_equal(received(true).source_count, 0);
}

static void refuses_without_consent_until_harm_has_been_assessed(void **state)
{
    (void)state;
    json_t *item = weeks(6, 0);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    assert_int_equal(try_send(&d, &id), ERR_INVALID);
    assert_non_null(strstr(w.ctx.where, "no_harm"));
    assert_int_equal(deliver_to_social().tried, 0);
    d.assessments[0] = (struct letter_assessment){
        LAW_ASSESS_NO_HARM, LAW_MET, "Ingen särskild anledning att anta men; prövat med rektor."};
    d.assessment_count = 1;
    must(try_send(&d, &id));
    assert_int_equal(sent(id).consent.v, 0);
    d.assessments[0].result = LAW_NOT_MET;
    assert_int_equal(try_send(&d, &id), ERR_DENIED);
    json_decref(item);
    /* Both refusals and the decision that sent are in the journal. */
    assert_int_equal(journal_count(&w.school, JOURNAL_DECISION), 3);
    assert_int_equal(journal_count(&w.school, JOURNAL_LETTER_SENT), 1);
}

static void keeps_the_assessment_as_it_was_written(void **state)
{
    (void)state;
    json_t *item = weeks(6, 0);
    struct letter_draft d = attendance_draft(item);
    d.assessments[0] =
        (struct letter_assessment){LAW_ASSESS_NO_HARM, LAW_MET, "Prövat den 22 november."};
    d.assessment_count = 1;
    struct letter_id id;
    must(try_send(&d, &id));
    struct letter_full full;
    must(letter_read(w.school.bank, &w.school.actor, id, w.a, &full, &w.ctx));
    const json_t *written = json_array_get(json_object_get(full.decision, "assessments"), 0);
    assert_string_equal(json_text(written, "id"), "no_harm");
    assert_string_equal(json_text(written, "text"), "Prövat den 22 november.");
    assert_true(json_equal(full.item, item));
    json_decref(full.item);
    json_decref(full.decision);
    json_decref(item);
}

static void refuses_an_assessment_without_words(void **state)
{
    (void)state;
    json_t *item = weeks(6, 0);
    struct letter_draft d = attendance_draft(item);
    d.assessments[0] = (struct letter_assessment){LAW_ASSESS_NO_HARM, LAW_MET, "ok"};
    d.assessment_count = 1;
    struct letter_id id;
    assert_int_equal(try_send(&d, &id), ERR_INVALID);
    json_decref(item);
    assert_int_equal(journal_count(&w.school, JOURNAL_DECISION), 0);
}

static void refuses_a_protected_person_in_every_way(void **state)
{
    (void)state;
    give_consent();
    struct letter_id queued = send_attendance(0);
    must(person_set_protection(w.school.bank, w.pupil_at_school, PROTECTION_MARKED, &w.school.actor,
                               &w.ctx));
    json_t *item = weeks(6, 0);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    assert_int_equal(try_send(&d, &id), ERR_DENIED);
    json_decref(item);
    /* What was queued before stays, and is not to be seen. */
    assert_int_equal(deliver_to_social().tried, 0);
    struct letter *letters;
    size_t n;
    must(letter_list(w.school.bank, &w.school.actor, &(struct letter_filter){0}, w.a, &letters, &n,
                     &w.ctx));
    assert_int_equal(n, 0);
    struct letter_full full;
    assert_int_equal(letter_read(w.school.bank, &w.school.actor, queued, w.a, &full, &w.ctx),
                     ERR_NOT_FOUND);
    struct case_id again;
    assert_int_equal(case_open(w.school.bank, &w.school.actor,
                               &(struct case_opening){.person = w.pupil_at_school,
                                                      .responsible = w.kurator,
                                                      .reason = CASE_REASON_ABSENCE,
                                                      .unit = "87654321",
                                                      .opened = date_today()},
                               &again, &w.ctx),
                     ERR_DENIED);
}

static void refuses_to_accept_for_a_person_protected_here(void **state)
{
    (void)state;
    give_consent();
    send_attendance(0);
    deliver_to_social();
    must(person_set_protection(w.social.bank, w.pupil_at_social, PROTECTION_REGISTERED,
                               &w.social.actor, &w.ctx));
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(in[0].person.v, 0);
    assert_int_equal(accept_letter(in[0].id), ERR_DENIED);
}

static void creates_the_person_only_when_asked(void **state)
{
    (void)state;
    struct person_id other = add_person(&w.school, "201401022395");
    struct case_id c = open_case(&w.school, other, w.kurator);
    struct consent_content yes = family_yes(other, c, w.social_at_school);
    struct consent_id consent;
    must(consent_record(w.school.bank, &w.school.actor, &yes, &consent, &w.ctx));
    json_t *item = weeks(3, 5);
    struct letter_draft d = attendance_draft(item);
    d.case_id = c;
    struct letter_id id;
    must(try_send(&d, &id));
    json_decref(item);
    deliver_to_social();
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(accept_letter(in[0].id), ERR_NOT_FOUND);
    struct person_id person;
    must(inbox_accept(w.social.bank, &w.social.actor,
                      &(struct inbox_acceptance){.id = in[0].id,
                                                 .need = "Ny elev i teamet sedan i går.",
                                                 .create_person = true},
                      &person, &w.ctx));
    assert_true(person.v > 0 && person.v != w.pupil_at_social.v);
}

static void shows_the_person_in_a_preview_only_to_whom_works_with_the_pupil(void **state)
{
    (void)state;
    give_consent();
    send_attendance(0);
    deliver_to_social();
    struct staff_id other =
        test_staff(&w.social, "Olle Annan", ROLE_SOCIALSEKRETERARE, "Söder", true);
    struct actor mine = actor_staff(w.socionom), not_mine = actor_staff(other);
    struct inbox_letter *in;
    size_t n;
    must(inbox_list(w.social.bank, &mine, &(struct inbox_filter){0}, w.a, &in, &n, &w.ctx));
    assert_int_equal(in[0].person.v, w.pupil_at_social.v);
    must(inbox_list(w.social.bank, &not_mine, &(struct inbox_filter){0}, w.a, &in, &n, &w.ctx));
    assert_int_equal(n, 1);
    assert_int_equal(in[0].person.v, 0);
}

static void an_employee_sends_and_sees_only_in_own_cases(void **state)
{
    (void)state;
    give_consent();
    struct staff_id other = test_staff(&w.school, "Olle Annan", ROLE_KURATOR, "12345678", true);
    struct actor mine = actor_staff(w.kurator), not_mine = actor_staff(other);
    json_t *item = weeks(3, 0);
    struct letter_draft d = attendance_draft(item);
    struct letter_preview preview;
    struct letter_id id, none;
    assert_int_equal(letter_preview(w.school.bank, w.rules, &not_mine, &d, w.a, &preview, &w.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(
        letter_send(w.school.bank, w.rules, &not_mine, &d, w.a, &none, &preview, &w.ctx),
        ERR_NOT_FOUND);
    must(letter_send(w.school.bank, w.rules, &mine, &d, w.a, &id, &preview, &w.ctx));
    json_decref(item);
    struct letter_full full;
    assert_int_equal(letter_read(w.school.bank, &not_mine, id, w.a, &full, &w.ctx), ERR_NOT_FOUND);
    struct letter *letters;
    size_t n;
    must(letter_list(w.school.bank, &not_mine, &(struct letter_filter){0}, w.a, &letters, &n,
                     &w.ctx));
    assert_int_equal(n, 0);
    must(letter_list(w.school.bank, &mine, &(struct letter_filter){0}, w.a, &letters, &n, &w.ctx));
    assert_int_equal(n, 1);
}

static void refuses_a_draft_to_a_peer_that_is_not_confirmed_or_has_ended(void **state)
{
    (void)state;
    give_consent();
    struct letter_id queued = send_attendance(0);
    must(peer_end(w.school.bank, &w.school.actor, w.social_at_school, &w.ctx));
    assert_int_equal(sent(queued).state, LETTER_CANCELLED);
    json_t *item = weeks(6, 0);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    assert_int_equal(try_send(&d, &id), ERR_DENIED);
    struct peer_card card;
    peer_card_own(w.social.bank, &card);
    must(peer_add(w.school.bank, &w.school.actor, &card, NULL, &d.peer, &w.ctx));
    assert_int_equal(try_send(&d, &id), ERR_DENIED);
    json_decref(item);
}

static void refuses_content_that_has_no_place_in_the_schema(void **state)
{
    (void)state;
    give_consent();
    json_t *item = weeks(6, 0);
    json_object_set_new(json_array_get(json_object_get(item, "weeks"), 0), "reason",
                        json_string("sjuk"));
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    assert_int_equal(try_send(&d, &id), ERR_INVALID);
    json_decref(item);
}

static void a_later_letter_replaces_the_weeks_it_repeats(void **state)
{
    (void)state;
    give_consent();
    send_attendance(100);
    send_attendance(200);
    deliver_to_social();
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 2);
    must(accept_letter(in[0].id)); /* the newer first: the order of accepting does not matter */
    must(accept_letter(in[1].id));
    struct received_items items = received(false);
    assert_int_equal(items.week_count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(items.weeks[i].invalid_absence_minutes, 200);
    }
}

static void interventions_goals_and_messages_arrive_as_they_were_sent(void **state)
{
    (void)state;
    struct consent_content c = family_yes(w.pupil_at_social, w.social_case, w.school_at_social);
    struct consent_id consent;
    must(consent_record(w.social.bank, &w.social.actor, &c, &consent, &w.ctx));
    char day[DATE_TEXT];
    date_format((struct date){date_today().days - 30}, day);
    struct letter_draft d = {.case_id = w.social_case,
                             .peer = w.school_at_social,
                             .kind = LETTER_INTERVENTION,
                             .purpose = CONSENT_PURPOSE_FOLLOWUP,
                             .on = date_today()};
    json_t *interventions = json_pack("{s:[{s:s,s:s,s:s}]}", "interventions", "code", "samtalsstod",
                                      "level", "indikerad", "started", day);
    json_t *goals = json_pack("{s:[{s:s,s:s,s:s}]}", "goals", "area", "attendance", "reached",
                              "partly", "on", day);
    struct letter_preview preview;
    struct letter_id id;
    d.item = interventions;
    must(letter_send(w.social.bank, w.rules, &w.social.actor, &d, w.a, &id, &preview, &w.ctx));
    d.kind = LETTER_GOAL;
    d.item = goals;
    must(letter_send(w.social.bank, w.rules, &w.social.actor, &d, w.a, &id, &preview, &w.ctx));
    assert_int_equal(deliver_to_school().delivered, 2);
    struct inbox_letter *in;
    size_t n;
    must(inbox_list(w.school.bank, &w.school.actor, &(struct inbox_filter){.waiting_only = true},
                    w.a, &in, &n, &w.ctx));
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
        struct person_id person;
        must(inbox_accept(
            w.school.bank, &w.school.actor,
            &(struct inbox_acceptance){.id = in[i].id, .need = "För uppföljning av frånvaron."},
            &person, &w.ctx));
        assert_int_equal(person.v, w.pupil_at_school.v);
    }
    struct received_items items;
    struct reading *r = reading_begin(w.school.bank, &w.school.actor, JOURNAL_FOLLOWUP_PUPIL);
    must(received_read(w.school.bank, r, w.pupil_at_school, false, w.a, &items, &w.ctx));
    must(reading_end(r, &w.ctx));
    assert_int_equal(items.intervention_count, 1);
    assert_string_equal(items.interventions[0].code, "samtalsstod");
    assert_int_equal(items.interventions[0].started.days, date_today().days - 30);
    assert_int_equal(items.interventions[0].ended.days, DATE_OPEN.days);
    assert_int_equal(items.goal_count, 1);
    assert_int_equal(items.goals[0].reached, GOAL_REACHED_PARTLY);
    json_decref(interventions);
    json_decref(goals);
}

int main(void)
{
    log_set_level(LOG_ERROR);
    json_setup();
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
        T(sends_attendance_that_the_family_has_consented_to),
        T(tells_the_sender_why_a_letter_was_rejected),
        T(refuses_without_consent_until_harm_has_been_assessed),
        T(keeps_the_assessment_as_it_was_written),
        T(refuses_an_assessment_without_words),
        T(refuses_a_protected_person_in_every_way),
        T(refuses_to_accept_for_a_person_protected_here),
        T(creates_the_person_only_when_asked),
        T(shows_the_person_in_a_preview_only_to_whom_works_with_the_pupil),
        T(an_employee_sends_and_sees_only_in_own_cases),
        T(refuses_a_draft_to_a_peer_that_is_not_confirmed_or_has_ended),
        T(refuses_content_that_has_no_place_in_the_schema),
        T(a_later_letter_replaces_the_weeks_it_repeats),
        T(interventions_goals_and_messages_arrive_as_they_were_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
