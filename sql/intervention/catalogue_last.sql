-- The highest number given so far.
-- access: read bank
-- in: bank_id int64
-- out: one entry_id int64
SELECT coalesce(max(entry_id), 0) AS entry_id FROM catalogue_entry WHERE bank_id = $1;
