-- Stores a decision.
-- access: write letter
-- in: bank_id int64, decision_id int64, decided_at time, question_date date, person_id int64,
--     case_id int64, peer_id int64, consent_id int64?, kind int, outcome int, version text,
--     sealed blob
-- out: none
INSERT INTO decision (bank_id, decision_id, decided_at, question_date, person_id, case_id, peer_id,
    consent_id, kind, outcome, version, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);
