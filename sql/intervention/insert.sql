-- Adds an intervention.
-- access: write case
-- in: bank_id int64, intervention_id int64, person_id int64?, code int, level int, scope int,
--     form int, documentation int, start_date date, end_date date?, title text,
--     sealed_title blob?, unit text, from_file bool
-- out: none
INSERT INTO intervention (bank_id, intervention_id, person_id, code, level, scope, form,
    documentation, start_date, end_date, title, sealed_title, unit, from_file)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
