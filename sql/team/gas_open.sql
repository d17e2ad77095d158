-- How many goals of a person go on.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: one goals int64
SELECT count(*) AS goals FROM gas_goal
WHERE bank_id = $1 AND person_id = $2 AND ended_on IS NULL;
