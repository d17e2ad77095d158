-- A person's intervention by what identifies it: code and first day.
-- access: read case
-- in: bank_id int64, person_id int64, code int, start_date date
-- out: one intervention_id int64, level int, scope int, form int, end_date date?,
--      sealed_title blob?, unit text, from_file bool
SELECT intervention_id, level, scope, form, end_date, sealed_title, unit, from_file
FROM intervention WHERE bank_id = $1 AND person_id = $2 AND code = $3 AND start_date = $4;
