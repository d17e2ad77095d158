-- The highest number given so far.
-- access: read case
-- in: bank_id int64
-- out: one questionnaire_id int64
SELECT coalesce(max(questionnaire_id), 0) AS questionnaire_id FROM questionnaire
WHERE bank_id = $1;
