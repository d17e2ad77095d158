-- A valid receipt says that it arrived. A cancelled letter stays cancelled, but it did arrive.
-- access: write letter
-- in: bank_id int64, letter_id int64, now time
-- out: none
UPDATE letter_out SET state = CASE WHEN state = 3 THEN 3 ELSE 1 END, delivered_at = $3, envelope =
    NULL, last_error = ''
WHERE bank_id = $1 AND letter_id = $2 AND delivered_at = 0;
