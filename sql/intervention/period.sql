-- Interventions of listed people that went on in a period, by person.
-- access: read case
-- in: bank_id int64, from_date date, to_date date
-- out: many intervention_id int64, person_id int64?, code int, level int, scope int, form int,
--      documentation int, start_date date, end_date date?, unit text
SELECT i.intervention_id, i.person_id, i.code, i.level, i.scope, i.form, i.documentation,
       i.start_date, i.end_date, i.unit
FROM intervention i
JOIN listed_person p ON p.bank_id = i.bank_id AND p.person_id = i.person_id
WHERE i.bank_id = $1 AND i.start_date <= $3 AND (i.end_date IS NULL OR i.end_date >= $2)
ORDER BY i.person_id, i.start_date, i.code, i.intervention_id;
