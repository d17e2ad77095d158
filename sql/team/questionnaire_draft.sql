-- Keeps what has been begun.
-- access: write case
-- in: bank_id int64, questionnaire_id int64, sealed_draft blob?
-- out: none
UPDATE questionnaire SET sealed_draft = $3
WHERE bank_id = $1 AND questionnaire_id = $2 AND state = 0;
