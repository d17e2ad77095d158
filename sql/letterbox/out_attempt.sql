-- An attempt begins: from now on the recipient may have the letter. Nothing is changed when another
-- courier has begun one since the letter was loaded.
-- access: write letter
-- in: bank_id int64, letter_id int64, attempts int, next_attempt_at time
-- out: none
UPDATE letter_out SET attempts = attempts + 1, next_attempt_at = $4
WHERE bank_id = $1 AND letter_id = $2 AND state = 0 AND attempts = $3;
