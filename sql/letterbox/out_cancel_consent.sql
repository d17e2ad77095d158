-- Stops queued letters that rest on a consent.
-- access: write letter
-- in: bank_id int64, consent_id int64
-- out: none
UPDATE letter_out SET state = 3, envelope = NULL
WHERE bank_id = $1 AND consent_id = $2 AND state = 0;
