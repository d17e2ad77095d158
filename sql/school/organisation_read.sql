-- One organisation, missing or not.
-- access: read bank
-- in: bank_id int64, organisation_id int64
-- out: one parent_id int64?, kind int, name text, school_unit_code text, organisation_number text,
--      municipality_code text
SELECT parent_id, kind, name, school_unit_code, organisation_number, municipality_code
FROM organisation WHERE bank_id = $1 AND organisation_id = $2;
