-- The highest id given out.
-- access: read bank
-- in: bank_id int64
-- out: one last_id int64
SELECT coalesce(max(organisation_id), 0) AS last_id FROM organisation WHERE bank_id = $1;
