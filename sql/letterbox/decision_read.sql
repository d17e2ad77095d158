-- One decision.
-- access: read letter
-- in: bank_id int64, decision_id int64
-- out: one decision_id int64, decided_at time, question_date date, person_id int64, case_id int64,
--     peer_id int64, consent_id int64?, kind int, outcome int, version text, sealed blob
SELECT decision_id, decided_at, question_date, person_id, case_id, peer_id, consent_id, kind,
    outcome, version, sealed
FROM decision WHERE bank_id = $1 AND decision_id = $2;
