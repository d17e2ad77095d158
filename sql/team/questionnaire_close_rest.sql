-- Takes away those of a plan that are open and due from a day on.
-- access: write case
-- in: bank_id int64, plan_id int64, from_day date, state int, closed_on date
-- out: none
UPDATE questionnaire SET state = $4, closed_on = $5, sealed_draft = NULL
WHERE bank_id = $1 AND plan_id = $2 AND due_on >= $3 AND state = 0;
