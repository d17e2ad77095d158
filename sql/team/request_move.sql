-- From one state to the next.
-- access: write case
-- in: bank_id int64, request_id int64, old_state int, state int, asked_at time, ended_at time,
--     consent_id int64?
-- out: none
UPDATE consent_request SET state = $4, asked_at = $5, ended_at = $6, consent_id = $7
WHERE bank_id = $1 AND request_id = $2 AND state = $3;
