-- Finds a person. The parameters stand in another order than their numbers.
-- access: read person
-- in: bank_id int64, person_id int64
-- out: one person_id int, name text, birth_date date?, weight real?, sealed blob,
--      note text?, active bool, changed_at time
SELECT person_id, name, birth_date, weight, sealed, note, active, changed_at
FROM person WHERE person_id = $2 AND bank_id = $1;
