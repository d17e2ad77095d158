-- The newest number of an opening.
-- access: read staff
-- in: bank_id int64
-- out: one opening_id int64
SELECT coalesce(max(opening_id), 0) AS opening_id FROM opening WHERE bank_id = $1;
