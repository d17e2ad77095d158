-- Strikes out what was noted by mistake.
-- access: write case
-- in: bank_id int64, case_id int64, number int, at time, staff_id int64
-- out: none
UPDATE case_happened SET struck_at = $4, struck_by = $5
WHERE bank_id = $1 AND case_id = $2 AND number = $3 AND struck_at IS NULL;
