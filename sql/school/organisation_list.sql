-- Organisations by name.
-- access: read bank
-- in: bank_id int64
-- out: many organisation_id int64, parent_id int64?, kind int, name text, school_unit_code text,
--      organisation_number text, municipality_code text
SELECT organisation_id, parent_id, kind, name, school_unit_code, organisation_number,
       municipality_code
FROM organisation WHERE bank_id = $1 AND missing = 0 ORDER BY name, organisation_id;
