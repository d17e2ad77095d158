-- New days and unit of an intervention without a person.
-- access: write case
-- in: bank_id int64, intervention_id int64, start_date date, end_date date?, unit text
-- out: none
UPDATE intervention SET start_date = $3, end_date = $4, unit = $5
WHERE bank_id = $1 AND intervention_id = $2 AND person_id IS NULL;
