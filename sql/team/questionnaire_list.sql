-- The questionnaires about a person.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: many questionnaire_id int64, plan_id int64, person_id int64, case_id int64,
--     instrument_id int64, respondent int, respondent_id int64, moment int, due_on date,
--     state int, reminders int, reminded_on date?, closed_on date?, measurement_id int64,
--     begun bool
SELECT questionnaire_id, plan_id, person_id, case_id, instrument_id, respondent, respondent_id, moment,
    due_on, state, reminders, reminded_on, closed_on, measurement_id,
    sealed_draft IS NOT NULL AS begun
FROM questionnaire WHERE bank_id = $1 AND person_id = $2 ORDER BY due_on, questionnaire_id;
