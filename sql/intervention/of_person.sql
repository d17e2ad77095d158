-- A person's interventions by first day.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: many intervention_id int64, code int, level int, scope int, form int, documentation int,
--      start_date date, end_date date?, sealed_title blob?, unit text
SELECT intervention_id, code, level, scope, form, documentation, start_date, end_date,
       sealed_title, unit
FROM intervention WHERE bank_id = $1 AND person_id = $2
ORDER BY start_date, code, intervention_id;
