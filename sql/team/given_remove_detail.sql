-- Takes away the detail of one registered by mistake.
-- access: write case
-- in: bank_id int64, intervention_id int64
-- out: none
DELETE FROM intervention_detail WHERE bank_id = $1 AND intervention_id = $2;
