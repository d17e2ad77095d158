/* The handlers of the routes, by file. */
#ifndef WEB_HANDLERS_H
#define WEB_HANDLERS_H

#include "web/request.h"
#include "web/route.h"

/* machine.c */
enum err machine_letter(struct request *rq, struct err_ctx *ctx);
enum err machine_checkpoint(struct request *rq, struct err_ctx *ctx);
enum err machine_health(struct request *rq, struct err_ctx *ctx);

/* page/login.c */
extern const struct input_spec login_next_inputs[1], language_inputs[1];
enum err page_login(struct request *rq, struct err_ctx *ctx);
enum err page_login_family(struct request *rq, struct err_ctx *ctx);
/* Ends the session, clears what the browser keeps, and goes to a path of this site; NULL: to sign
 * in again, by way of the identity provider's own sign-out when there is one. */
enum err page_sign_out(struct request *rq, const char *to, struct err_ctx *ctx);
enum err page_logout_send(struct request *rq, struct err_ctx *ctx);
enum err page_language_send(struct request *rq, struct err_ctx *ctx);

/* page/login_demo.c */
extern const struct input_spec login_inputs[2], login_family_inputs[3];
enum err page_login_demo(struct request *rq, struct err_ctx *ctx);
enum err page_login_send(struct request *rq, struct err_ctx *ctx);
enum err page_login_family_demo(struct request *rq, struct err_ctx *ctx);
enum err page_login_family_send(struct request *rq, struct err_ctx *ctx);

/* page/login_provider.c */
extern const struct input_spec login_start_inputs[3], login_callback_inputs[4];
enum err page_login_start_send(struct request *rq, struct err_ctx *ctx);
enum err page_login_callback(struct request *rq, struct err_ctx *ctx);
enum err machine_login_keys(struct request *rq, struct err_ctx *ctx);

/* page/sessions.c */
extern const struct input_spec session_end_inputs[1], staff_session_end_inputs[1];
enum err page_sessions(struct request *rq, struct err_ctx *ctx);
enum err page_session_end_send(struct request *rq, struct err_ctx *ctx);
enum err page_sessions_end_send(struct request *rq, struct err_ctx *ctx);
enum err page_session_stay_send(struct request *rq, struct err_ctx *ctx);
enum err page_staff_sessions(struct request *rq, struct err_ctx *ctx);
enum err page_staff_session_end_send(struct request *rq, struct err_ctx *ctx);
enum err page_draft_discard_send(struct request *rq, struct err_ctx *ctx);

/* page/accessibility.c */
extern const struct input_spec accessibility_inputs[3], feedback_inputs[2];
enum err page_accessibility(struct request *rq, struct err_ctx *ctx);
enum err page_accessibility_send(struct request *rq, struct err_ctx *ctx);
enum err page_feedback(struct request *rq, struct err_ctx *ctx);
enum err page_feedback_send(struct request *rq, struct err_ctx *ctx);

/* page/consultation.c */
extern const struct input_spec consultations_inputs[1], consultation_inputs[8],
    consultation_answer_inputs[4];
enum err page_consultations(struct request *rq, struct err_ctx *ctx);
enum err page_consultation_new(struct request *rq, struct err_ctx *ctx);
enum err page_consultation_new_send(struct request *rq, struct err_ctx *ctx);
enum err page_consultation(struct request *rq, struct err_ctx *ctx);
enum err page_consultation_send(struct request *rq, struct err_ctx *ctx);

/* page/my.c, page/my_consent.c, page/my_seen.c: pupils and guardians */
extern const struct input_spec my_inputs[1], my_asking_inputs[1];
enum err page_my(struct request *rq, struct err_ctx *ctx);
enum err page_my_child(struct request *rq, struct err_ctx *ctx);
enum err page_my_kept(struct request *rq, struct err_ctx *ctx);
enum err page_my_asking(struct request *rq, struct err_ctx *ctx);
enum err page_my_asking_send(struct request *rq, struct err_ctx *ctx);
enum err page_my_consents(struct request *rq, struct err_ctx *ctx);
enum err page_my_consent(struct request *rq, struct err_ctx *ctx);
enum err page_my_consent_send(struct request *rq, struct err_ctx *ctx);
enum err page_my_letters(struct request *rq, struct err_ctx *ctx);
enum err page_my_readers(struct request *rq, struct err_ctx *ctx);
enum err page_my_rights(struct request *rq, struct err_ctx *ctx);
enum err page_my_safe(struct request *rq, struct err_ctx *ctx);
enum err page_my_leave_send(struct request *rq, struct err_ctx *ctx);
enum err page_away(struct request *rq, struct err_ctx *ctx);

/* page/start.c */
enum err page_start(struct request *rq, struct err_ctx *ctx);

/* page/journal.c */
extern const struct input_spec journal_inputs[5];
enum err page_journal(struct request *rq, struct err_ctx *ctx);
enum err page_journal_verify_send(struct request *rq, struct err_ctx *ctx);

/* page/cases.c */
extern const struct input_spec cases_inputs[1], case_open_inputs[4], case_close_inputs[3];
enum err page_cases(struct request *rq, struct err_ctx *ctx);
enum err page_case_open(struct request *rq, struct err_ctx *ctx);
enum err page_case_open_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_close(struct request *rq, struct err_ctx *ctx);
enum err page_case_close_send(struct request *rq, struct err_ctx *ctx);

/* page/case.c and its sub-pages, one file each; web/case_nav.h joins them */
enum err page_case_consents(struct request *rq, struct err_ctx *ctx);
enum err page_case_letters(struct request *rq, struct err_ctx *ctx);
extern const struct input_spec timeline_inputs[16], note_inputs[16];
enum err page_case_timeline(struct request *rq, struct err_ctx *ctx);
enum err page_case_note_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_journal(struct request *rq, struct err_ctx *ctx);
extern const struct input_spec case_inputs[2];
enum err page_case_reopen_send(struct request *rq, struct err_ctx *ctx);
/* page/handover.c */
extern const struct input_spec offer_inputs[3], handover_inputs[34], decline_inputs[1];
/* Colleagues whose role works with cases, for an input of row numbers; NULL when they cannot be
 * read. */
const struct page_select *colleague_select(struct request *rq, const char *name, const char *label,
                                           struct err_ctx *ctx);
enum err page_case_offer(struct request *rq, struct err_ctx *ctx);
enum err page_case_offer_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_offer_back_send(struct request *rq, struct err_ctx *ctx);
enum err page_handovers(struct request *rq, struct err_ctx *ctx);
enum err page_handovers_send(struct request *rq, struct err_ctx *ctx);
enum err page_handover_accept_send(struct request *rq, struct err_ctx *ctx);
enum err page_handover_decline_send(struct request *rq, struct err_ctx *ctx);
extern const struct input_spec survey_inputs[10];
enum err page_case_survey(struct request *rq, struct err_ctx *ctx);
enum err page_case_survey_form(struct request *rq, struct err_ctx *ctx);
enum err page_case_survey_send(struct request *rq, struct err_ctx *ctx);
extern const struct input_spec plan_inputs[3], plan_begin_inputs[1], plan_head_inputs[4],
    goal_inputs[22], plan_drop_inputs[1], plan_agree_inputs[13], review_inputs[27];
enum err page_case_plan(struct request *rq, struct err_ctx *ctx);
enum err page_case_plan_begin_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_plan_head(struct request *rq, struct err_ctx *ctx);
enum err page_case_plan_head_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_goal(struct request *rq, struct err_ctx *ctx);
enum err page_case_goal_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_plan_drop_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_agree(struct request *rq, struct err_ctx *ctx);
enum err page_case_agree_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_review(struct request *rq, struct err_ctx *ctx);
enum err page_case_review_send(struct request *rq, struct err_ctx *ctx);
extern const struct input_spec meeting_inputs[33], task_inputs[1];
extern const struct input_spec deadlines_inputs[3], strike_inputs[1];
enum err page_case_deadlines(struct request *rq, struct err_ctx *ctx);
enum err page_case_deadlines_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_deadlines_strike_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_meetings(struct request *rq, struct err_ctx *ctx);
enum err page_case_meeting_form(struct request *rq, struct err_ctx *ctx);
enum err page_case_meeting_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_task_send(struct request *rq, struct err_ctx *ctx);
enum err page_case(struct request *rq, struct err_ctx *ctx);

/* page/case_family.c */
extern const struct input_spec case_family_inputs[13];
enum err page_case_family(struct request *rq, struct err_ctx *ctx);
enum err page_case_family_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_family_enter_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_family_end_send(struct request *rq, struct err_ctx *ctx);

/* page/ask.c, page/ask_show.c */
extern const struct input_spec ask_inputs[21], ask_answer_inputs[5];
enum err page_consent_start(struct request *rq, struct err_ctx *ctx);
enum err page_consent_start_send(struct request *rq, struct err_ctx *ctx);
enum err page_ask(struct request *rq, struct err_ctx *ctx);
enum err page_ask_send(struct request *rq, struct err_ctx *ctx);
enum err page_ask_put_send(struct request *rq, struct err_ctx *ctx);
enum err page_ask_cancel_send(struct request *rq, struct err_ctx *ctx);
enum err page_ask_answer(struct request *rq, struct err_ctx *ctx);
enum err page_ask_answer_send(struct request *rq, struct err_ctx *ctx);
enum err page_ask_form(struct request *rq, struct err_ctx *ctx);

/* page/consent.c */
extern const struct input_spec consent_withdraw_inputs[2];
enum err page_consent(struct request *rq, struct err_ctx *ctx);
enum err page_consent_send(struct request *rq, struct err_ctx *ctx);
/* Confirmed peers to choose among, for an input "peer"; NULL when they cannot be read. */
const struct page_select *form_peers(struct request *rq, size_t *count_out, struct err_ctx *ctx);

/* page/letters.c */
extern const struct input_spec letters_inputs[1], inbox_accept_inputs[3], inbox_reject_inputs[3];
enum err page_letters(struct request *rq, struct err_ctx *ctx);
enum err page_letter(struct request *rq, struct err_ctx *ctx);
enum err page_inbox_letter(struct request *rq, struct err_ctx *ctx);
enum err page_inbox_accept_send(struct request *rq, struct err_ctx *ctx);
enum err page_inbox_reject_send(struct request *rq, struct err_ctx *ctx);

/* page/letter_send.c */
extern const struct input_spec letter_inputs[40];
enum err page_letter_new(struct request *rq, struct err_ctx *ctx);
enum err page_letter_new_send(struct request *rq, struct err_ctx *ctx);

/* page/signals.c */
struct signals_list;
extern const struct input_spec signals_inputs[5];
enum err page_signals(struct request *rq, struct err_ctx *ctx);
/* "Räknat bland 120 inskrivna elever, på de senaste 20 skoldagarna till och med …" */
const char *signals_population(struct request *rq, const struct signals_list *l);
/* For struct signals_query; `reach` is a struct reach. */
bool signals_within(void *reach, struct person_id person, const char *unit);

/* page/absence.c */
struct stair_facts;
struct stair_step;
extern const struct input_spec absence_inputs[11];
enum err page_absence(struct request *rq, struct err_ctx *ctx);
enum err page_absence_send(struct request *rq, struct err_ctx *ctx);
/* What was counted of a pupil up to a day. */
enum err absence_count(struct request *rq, struct person_id person, struct date at,
                       struct stair_facts *out, struct err_ctx *ctx);
/* "frånvaron är över 10,0 %" */
const char *absence_condition(struct request *rq, const struct stair_step *s);

/* page/followup_group.c */
extern const struct input_spec followup_group_inputs[1];
enum err page_followup_group(struct request *rq, struct err_ctx *ctx);

/* page/inquiry.c, inquiry_steps.c, inquiry_causes.c */
extern const struct input_spec inquiries_inputs[1], inquiry_inputs[1], inquiry_open_inputs[1],
    inquiry_hearing_inputs[6], inquiry_conclusion_inputs[2], inquiry_measure_inputs[3],
    inquiry_measure_done_inputs[1], inquiry_report_inputs[1], inquiry_end_inputs[3],
    inquiry_causes_inputs[15];
enum err page_inquiries(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_open(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_open_send(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_hearing(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_hearing_send(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_conclusion(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_conclusion_send(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_measure(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_measure_send(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_measure_done_send(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_report(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_report_send(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_end(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_end_send(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_causes(struct request *rq, struct err_ctx *ctx);
enum err page_inquiry_causes_send(struct request *rq, struct err_ctx *ctx);

/* page/stair.c */
extern const struct input_spec stair_inputs[63];
enum err page_staircase(struct request *rq, struct err_ctx *ctx);
enum err page_staircase_edit(struct request *rq, struct err_ctx *ctx);
enum err page_staircase_edit_send(struct request *rq, struct err_ctx *ctx);

/* page/followup.c */
enum err page_chart_css(struct request *rq, struct err_ctx *ctx);
enum err page_followup_case(struct request *rq, struct err_ctx *ctx);
enum err page_followup_pupil(struct request *rq, struct err_ctx *ctx);

/* page/person.c */
enum err page_person_home(struct request *rq, struct err_ctx *ctx);
enum err page_person_access(struct request *rq, struct err_ctx *ctx);

/* page/search.c */
extern const struct input_spec search_inputs[1];
enum err page_search(struct request *rq, struct err_ctx *ctx);
enum err page_search_send(struct request *rq, struct err_ctx *ctx);

/* page/emergency.c */
struct opening;
extern const struct input_spec emergency_inputs[3];
enum err page_emergency(struct request *rq, struct err_ctx *ctx);
enum err page_emergency_send(struct request *rq, struct err_ctx *ctx);
enum err page_opened(struct request *rq, struct err_ctx *ctx);
const char *opening_state_words(struct request *rq, const struct opening *o);

/* page/openings.c */
extern const struct input_spec openings_inputs[1], opening_inputs[1];
enum err page_openings(struct request *rq, struct err_ctx *ctx);
enum err page_opening(struct request *rq, struct err_ctx *ctx);
enum err page_opening_send(struct request *rq, struct err_ctx *ctx);
/* page/law.c */
extern const struct input_spec law_rules_inputs[2], law_rule_inputs[2];
enum err page_law(struct request *rq, struct err_ctx *ctx);
enum err page_law_rules(struct request *rq, struct err_ctx *ctx);
enum err page_law_rule(struct request *rq, struct err_ctx *ctx);

/* page/law_matrix.c */
extern const struct input_spec law_matrix_inputs[2], law_csv_inputs[1], law_diff_inputs[2];
enum err page_law_matrix(struct request *rq, struct err_ctx *ctx);
enum err page_law_matrix_csv(struct request *rq, struct err_ctx *ctx);
enum err page_law_diff(struct request *rq, struct err_ctx *ctx);

/* page/law_ask.c */
extern const struct input_spec law_ask_inputs[5];
enum err page_law_ask(struct request *rq, struct err_ctx *ctx);

/* page/law_gaps.c */
extern const struct input_spec law_gaps_inputs[2], law_gap_inputs[4];
enum err page_law_gaps(struct request *rq, struct err_ctx *ctx);
enum err page_law_gaps_csv(struct request *rq, struct err_ctx *ctx);
enum err page_law_gap(struct request *rq, struct err_ctx *ctx);

/* page/law_what_if.c */
extern const struct input_spec law_what_if_inputs[3];
enum err page_law_what_if(struct request *rq, struct err_ctx *ctx);
enum err page_law_what_if_send(struct request *rq, struct err_ctx *ctx);

/* page/law_decision.c */
enum err page_decision(struct request *rq, struct err_ctx *ctx);
/* page/interventions.c */
extern const struct input_spec interventions_inputs[1], intervention_give_inputs[6],
    intervention_inputs[7];
enum err page_case_interventions(struct request *rq, struct err_ctx *ctx);
enum err page_intervention_give(struct request *rq, struct err_ctx *ctx);
enum err page_intervention_give_send(struct request *rq, struct err_ctx *ctx);
enum err page_intervention(struct request *rq, struct err_ctx *ctx);
enum err page_intervention_send(struct request *rq, struct err_ctx *ctx);

/* page/catalogue.c, page/support.c, page/groups.c */
extern const struct input_spec catalogue_inputs[1], catalogue_entry_inputs[23], support_inputs[3],
    groups_inputs[7], group_one_inputs[7];
enum err page_catalogue(struct request *rq, struct err_ctx *ctx);
enum err page_catalogue_entry(struct request *rq, struct err_ctx *ctx);
enum err page_catalogue_entry_send(struct request *rq, struct err_ctx *ctx);
enum err page_support(struct request *rq, struct err_ctx *ctx);
enum err page_groups(struct request *rq, struct err_ctx *ctx);
enum err page_groups_send(struct request *rq, struct err_ctx *ctx);
enum err page_group_one(struct request *rq, struct err_ctx *ctx);
enum err page_group_one_send(struct request *rq, struct err_ctx *ctx);

/* page/instruments.c */
extern const struct input_spec instrument_inputs[2], instrument_new_inputs[4];
enum err page_instruments(struct request *rq, struct err_ctx *ctx);
enum err page_instrument(struct request *rq, struct err_ctx *ctx);
enum err page_instrument_send(struct request *rq, struct err_ctx *ctx);
enum err page_instrument_new(struct request *rq, struct err_ctx *ctx);
enum err page_instrument_new_send(struct request *rq, struct err_ctx *ctx);

/* page/measurements.c, page/measure_form.c, page/measure_plan.c, page/my_questions.c */
extern const struct input_spec measurements_inputs[1], measure_change_inputs[2],
    measure_fill_inputs[47], measure_paper_inputs[3], measure_plan_inputs[8],
    measure_goal_inputs[7], my_questions_inputs[5];
enum err page_case_measurements(struct request *rq, struct err_ctx *ctx);
enum err page_measure_change_send(struct request *rq, struct err_ctx *ctx);
enum err page_measure_fill(struct request *rq, struct err_ctx *ctx);
enum err page_measure_fill_send(struct request *rq, struct err_ctx *ctx);
enum err page_measure_paper(struct request *rq, struct err_ctx *ctx);
enum err page_measure_plan(struct request *rq, struct err_ctx *ctx);
enum err page_measure_plan_send(struct request *rq, struct err_ctx *ctx);
enum err page_measure_goal(struct request *rq, struct err_ctx *ctx);
enum err page_measure_goal_send(struct request *rq, struct err_ctx *ctx);
enum err page_my_questions(struct request *rq, struct err_ctx *ctx);
enum err page_my_questions_send(struct request *rq, struct err_ctx *ctx);

/* page/staff.c, page/staff_one.c */
extern const struct input_spec staff_inputs[4], staff_new_inputs[4], staff_one_inputs[9];
enum err page_staff(struct request *rq, struct err_ctx *ctx);
enum err page_staff_new(struct request *rq, struct err_ctx *ctx);
enum err page_staff_new_send(struct request *rq, struct err_ctx *ctx);
enum err page_staff_one(struct request *rq, struct err_ctx *ctx);
enum err page_staff_change_send(struct request *rq, struct err_ctx *ctx);
enum err page_staff_relation_send(struct request *rq, struct err_ctx *ctx);
enum err page_staff_end_send(struct request *rq, struct err_ctx *ctx);
enum err page_relation_end_send(struct request *rq, struct err_ctx *ctx);
const char *staff_done_words(const struct request *rq);

/* page/teams.c */
extern const struct input_spec teams_inputs[3], team_inputs[5];
enum err page_teams(struct request *rq, struct err_ctx *ctx);
enum err page_teams_send(struct request *rq, struct err_ctx *ctx);
enum err page_team(struct request *rq, struct err_ctx *ctx);
enum err page_team_member_send(struct request *rq, struct err_ctx *ctx);
enum err page_team_end_send(struct request *rq, struct err_ctx *ctx);

/* page/case_people.c */
extern const struct input_spec case_people_inputs[4];
enum err page_case_people(struct request *rq, struct err_ctx *ctx);
enum err page_case_people_send(struct request *rq, struct err_ctx *ctx);
enum err page_case_people_end_send(struct request *rq, struct err_ctx *ctx);

#endif
