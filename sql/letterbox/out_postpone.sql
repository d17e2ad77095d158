-- A peer does not answer: nothing goes to it before then.
-- access: write letter
-- in: bank_id int64, peer_id int64, next_attempt_at time
-- out: none
UPDATE letter_out SET next_attempt_at = $3
WHERE bank_id = $1 AND peer_id = $2 AND state = 0 AND next_attempt_at < $3;
