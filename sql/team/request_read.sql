-- One request.
-- access: read case
-- in: bank_id int64, request_id int64
-- out: one request_id int64, person_id int64, case_id int64, state int, made_by int64,
--     created_at time, asked_at time, ended_at time, consent_id int64?, sealed blob
SELECT request_id, person_id, case_id, state, made_by, created_at, asked_at, ended_at, consent_id,
    sealed
FROM consent_request WHERE bank_id = $1 AND request_id = $2;
