-- The agreed version gives way to a later one.
-- access: write case
-- in: bank_id int64, case_id int64
-- out: none
UPDATE case_plan SET state = 2 WHERE bank_id = $1 AND case_id = $2 AND state = 1;
