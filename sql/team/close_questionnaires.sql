-- Open questionnaires of a case that ends are taken away, and what was begun with them.
-- access: write case
-- in: bank_id int64, case_id int64, state int, closed_on date
-- out: none
UPDATE questionnaire SET state = $3, closed_on = $4, sealed_draft = NULL
WHERE bank_id = $1 AND case_id = $2 AND state = 0;
