-- The highest decision number given so far.
-- access: read letter
-- in: bank_id int64
-- out: one decision_id int64
SELECT coalesce(max(decision_id), 0) AS decision_id FROM decision WHERE bank_id = $1;
