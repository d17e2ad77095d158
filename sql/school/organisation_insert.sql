-- Adds an organisation.
-- access: write bank
-- in: bank_id int64, organisation_id int64, source_id text, kind int, name text,
--     school_unit_code text, organisation_number text, municipality_code text, start_date date?,
--     end_date date?
-- out: none
INSERT INTO organisation (bank_id, organisation_id, source_id, parent_id, kind, name,
    school_unit_code, organisation_number, municipality_code, start_date, end_date, missing)
VALUES ($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, $10, 0);
