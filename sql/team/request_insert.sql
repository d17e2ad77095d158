-- Begins a request for a consent.
-- access: write case
-- in: bank_id int64, request_id int64, person_id int64, case_id int64, made_by int64,
--     created_at time, sealed blob
-- out: none
INSERT INTO consent_request (bank_id, request_id, person_id, case_id, state, made_by, created_at,
    asked_at, ended_at, consent_id, sealed)
VALUES ($1, $2, $3, $4, 0, $5, $6, 0, 0, NULL, $7);
