-- Something agreed has been done.
-- access: write case
-- in: bank_id int64, case_id int64, task int, done_on date
-- out: none
UPDATE case_task SET done_on = $4
WHERE bank_id = $1 AND case_id = $2 AND task = $3 AND done_on IS NULL;
