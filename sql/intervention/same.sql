-- How many of a person's interventions have this code and first day.
-- access: read case
-- in: bank_id int64, person_id int64, code int, start_date date
-- out: one found int64
SELECT count(*) AS found FROM intervention
WHERE bank_id = $1 AND person_id = $2 AND code = $3 AND start_date = $4;
