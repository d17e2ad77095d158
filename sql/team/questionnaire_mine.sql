-- Open questionnaires of a pupil (respondent 0) or a guardian (1) with their day up to a day.
-- access: read case
-- in: bank_id int64, respondent int, who int64, until date
-- out: many like questionnaire_list
SELECT questionnaire_id, plan_id, person_id, case_id, instrument_id, respondent, respondent_id, moment,
    due_on, state, reminders, reminded_on, closed_on, measurement_id,
    sealed_draft IS NOT NULL AS begun
FROM questionnaire
WHERE bank_id = $1 AND state = 0 AND respondent = $2 AND due_on <= $4
  AND ((respondent = 0 AND person_id = $3) OR (respondent = 1 AND respondent_id = $3))
ORDER BY due_on, questionnaire_id;
