-- A draft is thrown away; its goals first.
-- access: write case
-- in: bank_id int64, case_id int64
-- out: none
DELETE FROM case_plan WHERE bank_id = $1 AND case_id = $2 AND state = 0;
