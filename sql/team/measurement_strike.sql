-- Strikes one out.
-- access: write case
-- in: bank_id int64, measurement_id int64, struck_at time
-- out: none
UPDATE measurement SET struck_at = $3
WHERE bank_id = $1 AND measurement_id = $2 AND struck_at = 0;
