-- The ids of organisations that are not missing.
-- access: read bank
-- in: bank_id int64
-- out: many organisation_id int64
SELECT organisation_id FROM organisation WHERE bank_id = $1 AND missing = 0 ORDER BY organisation_id;
