-- Keeps a version of an instrument.
-- access: write case
-- in: bank_id int64, instrument_id int64, code text, version int, source text, hash blob,
--     added_at time
-- out: none
INSERT INTO instrument (bank_id, instrument_id, code, version, source, hash, added_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);
