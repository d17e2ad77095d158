-- Answered, declined or cancelled: what was begun goes away.
-- access: write case
-- in: bank_id int64, questionnaire_id int64, state int, closed_on date, measurement_id int64
-- out: none
UPDATE questionnaire SET state = $3, closed_on = $4, measurement_id = $5, sealed_draft = NULL
WHERE bank_id = $1 AND questionnaire_id = $2 AND state = 0;
