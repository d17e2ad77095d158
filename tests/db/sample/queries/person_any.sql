-- Claims one row of many.
-- access: read person
-- out: one person_id int64
SELECT person_id FROM person;
