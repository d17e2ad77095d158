-- Why it ended.
-- access: write case
-- in: bank_id int64, intervention_id int64, end_reason int
-- out: none
UPDATE intervention_detail SET end_reason = $3
WHERE bank_id = $1 AND intervention_id = $2 AND end_reason = 0;
