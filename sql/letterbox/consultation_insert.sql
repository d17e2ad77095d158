-- Stores a consultation that is asked here or has come in.
-- access: write letter
-- in: bank_id int64, consultation_id int64, ref blob, peer_id int64, incoming bool, unit text,
--     asked_by int64, asked_at time, version text, sealed blob
-- out: none
INSERT INTO consultation (bank_id, consultation_id, ref, peer_id, incoming, unit, asked_by,
    asked_at, answered_by, answered_at, version, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $10);
