-- Stores a consent as it was given.
-- access: write case
-- in: bank_id int64, consent_id int64, ref blob, person_id int64, case_id int64?, peer_id int64,
--     items int, purpose int, valid_from date, valid_to date, about_from date, custody int,
--     maturity int, interpreter text, recorded_at time, recorded_by_kind int, recorded_by text,
--     sealed_notes blob?
-- out: none
INSERT INTO consent (bank_id, consent_id, ref, person_id, case_id, peer_id, items, purpose,
    valid_from, valid_to, about_from, custody, maturity, interpreter, recorded_at,
    recorded_by_kind, recorded_by, sealed_notes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);
