-- The highest number given so far.
-- access: read case
-- in: bank_id int64
-- out: one instrument_id int64
SELECT coalesce(max(instrument_id), 0) AS instrument_id FROM instrument WHERE bank_id = $1;
