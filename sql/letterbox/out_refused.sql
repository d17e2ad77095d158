-- A valid receipt refuses it for good.
-- access: write letter
-- in: bank_id int64, letter_id int64, refusal int
-- out: none
UPDATE letter_out SET state = 2, refusal = $3, envelope = NULL, last_error = ''
WHERE bank_id = $1 AND letter_id = $2 AND state = 0;
