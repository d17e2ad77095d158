-- Cases of a person that an employee is responsible for, or in a unit.
-- access: read case
-- in: bank_id int64, person_id int64, responsible_id int64, every_unit bool, unit text,
--     closed_too bool
-- out: one cases int64
SELECT count(*) AS cases FROM team_case
WHERE bank_id = $1 AND person_id = $2 AND (closed = 0 OR $6 <> 0)
  AND (responsible_id = $3 OR $4 <> 0 OR ($5 <> '' AND unit = $5));
