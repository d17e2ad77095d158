-- People in order.
-- access: read person
-- in: bank_id int64
-- out: many person_id int64, name text, note text?
SELECT person_id, name, note FROM person WHERE bank_id = $1 ORDER BY person_id;
