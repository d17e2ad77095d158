-- Every version of every instrument.
-- access: read case
-- in: bank_id int64
-- out: many instrument_id int64, code text, version int, source text
SELECT instrument_id, code, version, source FROM instrument WHERE bank_id = $1
ORDER BY code, version;
