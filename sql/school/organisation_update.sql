-- Brings an organisation up to date, all but its parent.
-- access: write bank
-- in: bank_id int64, organisation_id int64, kind int, name text, school_unit_code text,
--     organisation_number text, municipality_code text, start_date date?, end_date date?
-- out: none
UPDATE organisation SET kind = $3, name = $4, school_unit_code = $5, organisation_number = $6,
    municipality_code = $7, start_date = $8, end_date = $9, missing = 0
WHERE bank_id = $1 AND organisation_id = $2;
