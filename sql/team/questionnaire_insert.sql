-- Plans a questionnaire.
-- access: write case
-- in: bank_id int64, questionnaire_id int64, plan_id int64, person_id int64, case_id int64,
--     instrument_id int64, respondent int, respondent_id int64, moment int, due_on date,
--     created_at time, created_by int64
-- out: none
INSERT INTO questionnaire (bank_id, questionnaire_id, plan_id, person_id, case_id, instrument_id,
    respondent, respondent_id, moment, due_on, state, reminders, reminded_on, closed_on,
    measurement_id, created_at, created_by, sealed_draft)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, NULL, NULL, 0, $11, $12, NULL);
