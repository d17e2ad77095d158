-- The agreed plan is reviewed on another day.
-- access: write case
-- in: bank_id int64, case_id int64, review_on date
-- out: none
UPDATE case_plan SET review_on = $3 WHERE bank_id = $1 AND case_id = $2 AND state = 1;
