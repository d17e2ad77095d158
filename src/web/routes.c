/* All routes of the program. Who may open one is its third column; see access.h. */
#include "letterbox/envelope.h"
#include "letterbox/inbox.h"
#include "web/case_nav.h"
#include "web/handlers.h"

const struct route routes[] = {
    /* machines: the letterbox checks signatures itself */
    {.method = HTTP_POST,
     .path = LETTERBOX_PATH_LETTERS,
     .who = WHO_PEER,
     .event = JOURNAL_BY_MODULE,
     .run = machine_letter,
     .body_max = ENVELOPE_MAX},
    {.method = HTTP_POST,
     .path = LETTERBOX_PATH_CHECKPOINT,
     .who = WHO_PEER,
     .event = JOURNAL_BY_MODULE,
     .run = machine_checkpoint,
     .body_max = LETTERBOX_CHECKPOINT_MAX},
    ROUTE(GET, "/health", PEER, BY_MODULE, machine_health, NO_INPUTS),

    /* signing in and out */
    ROUTE(GET, "/login", VISITOR, BY_MODULE, page_login, INPUTS(login_next_inputs)),
    ROUTE(POST, "/login", VISITOR, BY_MODULE, page_login_send, INPUTS(login_inputs)),
    ROUTE(GET, "/login/family", VISITOR, BY_MODULE, page_login_family, INPUTS(login_next_inputs)),
    ROUTE(POST, "/login/family", VISITOR, BY_MODULE, page_login_family_send,
          INPUTS(login_family_inputs)),
    ROUTE(POST, "/login/start", VISITOR, BY_MODULE, page_login_start_send,
          INPUTS(login_start_inputs)),
    /* comes from the provider: what lets it write is the cookie and state that it answers to */
    {.method = HTTP_GET,
     .path = "/login/callback",
     .who = WHO_VISITOR,
     .event = JOURNAL_BY_MODULE,
     .run = page_login_callback,
     INPUTS(login_callback_inputs),
     .writes = true},
    ROUTE(GET, "/login/keys", PEER, BY_MODULE, machine_login_keys, NO_INPUTS),
    ROUTE(POST, "/logout", SIGNED_IN, BY_MODULE, page_logout_send, NO_INPUTS),
    ROUTE(POST, "/language", SIGNED_IN, BY_MODULE, page_language_send, INPUTS(language_inputs)),

    /* the day's work */
    ROUTE(GET, "/", STAFF, CASE_LISTED, page_start, NO_INPUTS),
    ROUTE(GET, "/signals", SIGNALS, BY_MODULE, page_signals, INPUTS(signals_inputs)),

    ROUTE(GET, "/pupil/{id}/follow-up", SIGNALS, PERSON_READ, page_followup_pupil, NO_INPUTS),
    ROUTE(GET, "/chart.css", VISITOR, BY_MODULE, page_chart_css, NO_INPUTS),

    /* cases */
    ROUTE(GET, "/cases", CASES, CASE_LISTED, page_cases, INPUTS(cases_inputs)),
    ROUTE(GET, "/pupil/{id}/case", CASES, PERSON_READ, page_case_open, INPUTS(case_open_inputs)),
    ROUTE(POST, "/pupil/{id}/case", CASES, PERSON_READ, page_case_open_send,
          INPUTS(case_open_inputs)),
    ROUTE(GET, "/case/{id}", CASES, PERSON_READ, page_case, INPUTS(case_done_inputs)),
    ROUTE(GET, "/case/{id}/consents", CASES, PERSON_READ, page_case_consents,
          INPUTS(case_done_inputs)),
    ROUTE(GET, "/case/{id}/letters", CASES, PERSON_READ, page_case_letters,
          INPUTS(case_done_inputs)),
    ROUTE(GET, "/case/{id}/timeline", CASES, PERSON_READ, page_case_timeline, NO_INPUTS),
    ROUTE(GET, "/case/{id}/journal", CASES, PERSON_READ, page_case_journal, NO_INPUTS),
    ROUTE(GET, "/case/{id}/close", CASES, PERSON_READ, page_case_close, INPUTS(case_close_inputs)),
    ROUTE(POST, "/case/{id}/close", CASES, PERSON_READ, page_case_close_send,
          INPUTS(case_close_inputs)),

    ROUTE(GET, "/case/{id}/follow-up", CASES, PERSON_READ, page_followup_case, NO_INPUTS),

    /* consents */
    ROUTE(GET, "/case/{id}/consent", CASES, PERSON_READ, page_consent_start, NO_INPUTS),
    ROUTE(POST, "/case/{id}/consent", CASES, PERSON_READ, page_consent_start_send, NO_INPUTS),
    ROUTE(GET, "/asking/{id}", CASES, PERSON_READ, page_ask, INPUTS(ask_inputs)),
    ROUTE(POST, "/asking/{id}", CASES, PERSON_READ, page_ask_send, INPUTS(ask_inputs)),
    ROUTE(POST, "/asking/{id}/ask", CASES, PERSON_READ, page_ask_put_send, NO_INPUTS),
    ROUTE(POST, "/asking/{id}/cancel", CASES, PERSON_READ, page_ask_cancel_send, NO_INPUTS),
    ROUTE(GET, "/asking/{id}/answer", CASES, PERSON_READ, page_ask_answer,
          INPUTS(ask_answer_inputs)),
    ROUTE(POST, "/asking/{id}/answer", CASES, PERSON_READ, page_ask_answer_send,
          INPUTS(ask_answer_inputs)),
    ROUTE(GET, "/asking/{id}/form", CASES, PERSON_READ, page_ask_form, NO_INPUTS),
    ROUTE(GET, "/consent/{id}", CASES, PERSON_READ, page_consent, INPUTS(consent_withdraw_inputs)),
    ROUTE(POST, "/consent/{id}", CASES, PERSON_READ, page_consent_send,
          INPUTS(consent_withdraw_inputs)),

    /* letters */
    ROUTE(GET, "/letters", CASES, BY_MODULE, page_letters, INPUTS(letters_inputs)),
    ROUTE(GET, "/letter/{id}", CASES, PERSON_READ, page_letter, NO_INPUTS),
    ROUTE(GET, "/inbox/{id}", CASES, BY_MODULE, page_inbox_letter, INPUTS(inbox_accept_inputs)),
    ROUTE(POST, "/inbox/{id}/accept", CASES, BY_MODULE, page_inbox_accept_send,
          INPUTS(inbox_accept_inputs)),
    ROUTE(POST, "/inbox/{id}/reject", CASES, BY_MODULE, page_inbox_reject_send,
          INPUTS(inbox_reject_inputs)),
    ROUTE(GET, "/case/{id}/letter", CASES, PERSON_READ, page_letter_new, INPUTS(letter_inputs)),
    ROUTE(POST, "/case/{id}/letter", CASES, PERSON_READ, page_letter_new_send,
          INPUTS(letter_inputs)),

    /* the law */

    /* staff and relations */
    ROUTE(GET, "/search", PEOPLE, BY_MODULE, page_search, INPUTS(search_inputs)),
    ROUTE(POST, "/search", PEOPLE, PERSON_LISTED, page_search_send, INPUTS(search_inputs)),
    ROUTE(GET, "/emergency", CASES, BY_MODULE, page_emergency, INPUTS(emergency_inputs)),
    ROUTE(POST, "/emergency", CASES, BY_MODULE, page_emergency_send, INPUTS(emergency_inputs)),
    ROUTE(GET, "/openings", LEADERS, BY_MODULE, page_openings, INPUTS(openings_inputs)),
    ROUTE(GET, "/opening/{id}", LEADERS, PERSON_READ, page_opening, INPUTS(opening_inputs)),
    ROUTE(POST, "/opening/{id}", LEADERS, PERSON_READ, page_opening_send, INPUTS(opening_inputs)),
    ROUTE(GET, "/opening/{id}/person", CASES, PERSON_READ, page_opened, NO_INPUTS),
    ROUTE(GET, "/pupil/{id}", PEOPLE, PERSON_READ, page_person_home, NO_INPUTS),
    ROUTE(GET, "/pupil/{id}/access", CASES, PERSON_READ, page_person_access, NO_INPUTS),

    /* the school's rooms */
    ROUTE(GET, "/staircase", SIGNALS, BY_MODULE, page_staircase, NO_INPUTS),
    ROUTE(GET, "/staircase/edit", STAIR, BY_MODULE, page_staircase_edit, INPUTS(stair_inputs)),
    ROUTE(POST, "/staircase/edit", STAIR, BY_MODULE, page_staircase_edit_send,
          INPUTS(stair_inputs)),
    ROUTE(GET, "/pupil/{id}/inquiry", INQUIRY, INQUIRY_READ, page_inquiry_open,
          INPUTS(inquiry_open_inputs)),
    ROUTE(POST, "/pupil/{id}/inquiry", INQUIRY, INQUIRY_READ, page_inquiry_open_send,
          INPUTS(inquiry_open_inputs)),
    ROUTE(GET, "/inquiries", INQUIRY, INQUIRY_LISTED, page_inquiries, INPUTS(inquiries_inputs)),
    ROUTE(GET, "/inquiry/{id}", INQUIRY, INQUIRY_READ, page_inquiry, INPUTS(inquiry_inputs)),
    ROUTE(GET, "/inquiry/{id}/hearing", INQUIRY, INQUIRY_READ, page_inquiry_hearing,
          INPUTS(inquiry_hearing_inputs)),
    ROUTE(POST, "/inquiry/{id}/hearing", INQUIRY, INQUIRY_READ, page_inquiry_hearing_send,
          INPUTS(inquiry_hearing_inputs)),
    ROUTE(GET, "/inquiry/{id}/causes", CAUSES, INQUIRY_READ, page_inquiry_causes,
          INPUTS(inquiry_causes_inputs)),
    ROUTE(POST, "/inquiry/{id}/causes", CAUSES, INQUIRY_READ, page_inquiry_causes_send,
          INPUTS(inquiry_causes_inputs)),
    ROUTE(GET, "/inquiry/{id}/conclusion", INQUIRY, INQUIRY_READ, page_inquiry_conclusion,
          INPUTS(inquiry_conclusion_inputs)),
    ROUTE(POST, "/inquiry/{id}/conclusion", INQUIRY, INQUIRY_READ, page_inquiry_conclusion_send,
          INPUTS(inquiry_conclusion_inputs)),
    ROUTE(GET, "/inquiry/{id}/measure", INQUIRY, INQUIRY_READ, page_inquiry_measure,
          INPUTS(inquiry_measure_inputs)),
    ROUTE(POST, "/inquiry/{id}/measure", INQUIRY, INQUIRY_READ, page_inquiry_measure_send,
          INPUTS(inquiry_measure_inputs)),
    ROUTE(POST, "/inquiry/{id}/measure-done", INQUIRY, INQUIRY_READ, page_inquiry_measure_done_send,
          INPUTS(inquiry_measure_done_inputs)),
    ROUTE(GET, "/inquiry/{id}/report", INQUIRY, INQUIRY_READ, page_inquiry_report,
          INPUTS(inquiry_report_inputs)),
    ROUTE(POST, "/inquiry/{id}/report", INQUIRY, INQUIRY_READ, page_inquiry_report_send,
          INPUTS(inquiry_report_inputs)),
    ROUTE(GET, "/inquiry/{id}/end", INQUIRY, INQUIRY_READ, page_inquiry_end,
          INPUTS(inquiry_end_inputs)),
    ROUTE(POST, "/inquiry/{id}/end", INQUIRY, INQUIRY_READ, page_inquiry_end_send,
          INPUTS(inquiry_end_inputs)),
    ROUTE(GET, "/pupil/{id}/absence", SIGNALS, TRACK_READ, page_absence, INPUTS(absence_inputs)),
    ROUTE(POST, "/pupil/{id}/absence", SIGNALS, TRACK_READ, page_absence_send,
          INPUTS(absence_inputs)),

    /* casework: plans, interventions, measurements, meetings */

    /* pupils and guardians */
    ROUTE(GET, "/my", FAMILY, PERSON_READ, page_my, NO_INPUTS),

    /* for everybody */

    /* records */
    ROUTE(GET, "/journal", JOURNAL, BY_MODULE, page_journal, INPUTS(journal_inputs)),
    ROUTE(POST, "/journal/verify", JOURNAL, BY_MODULE, page_journal_verify_send, NO_INPUTS),
};
const size_t route_count = sizeof routes / sizeof routes[0];
