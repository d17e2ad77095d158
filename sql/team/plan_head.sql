-- Changes the head of a draft.
-- access: write case
-- in: bank_id int64, case_id int64, version int, kind int, sealed blob
-- out: none
UPDATE case_plan SET kind = $4, sealed = $5
WHERE bank_id = $1 AND case_id = $2 AND version = $3 AND state = 0;
