-- The SS 12000 ids of organisations that are not missing.
-- access: read bank
-- in: bank_id int64
-- out: many organisation_id int64, source_id text
SELECT organisation_id, source_id FROM organisation WHERE bank_id = $1 AND missing = 0;
