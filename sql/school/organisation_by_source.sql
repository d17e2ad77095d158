-- Finds an organisation by its SS 12000 id.
-- access: read bank
-- in: bank_id int64, source_id text
-- out: one organisation_id int64, parent_id int64?, kind int, name text, school_unit_code text,
--      organisation_number text, municipality_code text, start_date date?, end_date date?, missing bool
SELECT organisation_id, parent_id, kind, name, school_unit_code, organisation_number,
       municipality_code, start_date, end_date, missing
FROM organisation WHERE bank_id = $1 AND source_id = $2;
