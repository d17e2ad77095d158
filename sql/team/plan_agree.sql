-- A draft is agreed.
-- access: write case
-- in: bank_id int64, case_id int64, version int, agreed_on date, review_on date, parties int,
--     sealed blob
-- out: none
UPDATE case_plan SET state = 1, agreed_on = $4, review_on = $5, parties = $6, sealed = $7
WHERE bank_id = $1 AND case_id = $2 AND version = $3 AND state = 0;
