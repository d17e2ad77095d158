-- Open cases of a person in a unit.
-- access: read case
-- in: bank_id int64, person_id int64, unit text
-- out: one cases int64
SELECT count(*) AS cases FROM team_case
WHERE bank_id = $1 AND person_id = $2 AND unit = $3 AND closed = 0;
