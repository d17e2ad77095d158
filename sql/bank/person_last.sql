-- The highest id given so far; 0 when there is nobody.
-- access: read person
-- in: bank_id int64
-- out: one person_id int64
SELECT coalesce(max(person_id), 0) AS person_id FROM person WHERE bank_id = $1;
