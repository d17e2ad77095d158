-- An attempt begins: from now on the recipient may have the letter.
-- access: write letter
-- in: bank_id int64, letter_id int64, next_attempt_at time
-- out: none
UPDATE letter_out SET attempts = attempts + 1, next_attempt_at = $3
WHERE bank_id = $1 AND letter_id = $2 AND state = 0;
