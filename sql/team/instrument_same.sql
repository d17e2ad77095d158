-- A stored version, and the hash of its file.
-- access: read case
-- in: bank_id int64, code text, version int
-- out: one instrument_id int64, hash blob
SELECT instrument_id, hash FROM instrument WHERE bank_id = $1 AND code = $2 AND version = $3;
