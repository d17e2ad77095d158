-- A draft of a plan; nothing changes when there is a draft already.
-- access: write case
-- in: bank_id int64, case_id int64, version int, kind int, begun_at time, begun_by int64,
--     sealed blob
-- out: none
INSERT INTO case_plan (bank_id, case_id, version, kind, state, begun_at, begun_by, agreed_on,
    review_on, parties, sealed)
VALUES ($1, $2, $3, $4, 0, $5, $6, NULL, NULL, 0, $7)
ON CONFLICT DO NOTHING;
