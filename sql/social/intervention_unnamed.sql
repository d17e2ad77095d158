-- Interventions without a person that came from files.
-- access: read case
-- in: bank_id int64
-- out: many intervention_id int64, code int, level int, scope int, form int, documentation int,
--      start_date date, end_date date?, title text, unit text
SELECT intervention_id, code, level, scope, form, documentation, start_date, end_date, title, unit
FROM intervention WHERE bank_id = $1 AND person_id IS NULL AND from_file = 1
ORDER BY intervention_id;
