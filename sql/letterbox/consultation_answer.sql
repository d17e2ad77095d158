-- The answer, once.
-- access: write letter
-- in: bank_id int64, consultation_id int64, answered_by int64, answered_at time, sealed blob
-- out: none
UPDATE consultation SET answered_by = $3, answered_at = $4, sealed = $5
WHERE bank_id = $1 AND consultation_id = $2 AND answered_at = 0;
