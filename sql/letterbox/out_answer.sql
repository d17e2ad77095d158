-- The recipient has accepted or rejected it.
-- access: write letter
-- in: bank_id int64, letter_id int64, answer int, reject_reason int, now time
-- out: none
UPDATE letter_out SET answer = $3, reject_reason = $4, answered_at = $5,
    state = CASE WHEN state = 0 THEN 1 ELSE state END,
    delivered_at = CASE WHEN delivered_at = 0 THEN $5 ELSE delivered_at END,
    envelope = NULL
WHERE bank_id = $1 AND letter_id = $2 AND answer = 0;
