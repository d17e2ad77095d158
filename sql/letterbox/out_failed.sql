-- An attempt failed.
-- access: write letter
-- in: bank_id int64, letter_id int64, next_attempt_at time, last_error text
-- out: none
UPDATE letter_out SET next_attempt_at = $3, last_error = $4
WHERE bank_id = $1 AND letter_id = $2 AND state = 0;
