-- How many there are.
-- access: read person
-- out: one people int64
SELECT count(*) AS people FROM person;
