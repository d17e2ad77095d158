-- Claims numbers where the expression gives text.
-- access: read person
-- out: many number int64
SELECT name || '' AS number FROM person;
