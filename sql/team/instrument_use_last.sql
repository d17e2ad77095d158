-- The highest number given so far.
-- access: read case
-- in: bank_id int64
-- out: one use_id int64
SELECT coalesce(max(use_id), 0) AS use_id FROM instrument_use WHERE bank_id = $1;
