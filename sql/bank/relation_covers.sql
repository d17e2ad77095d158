-- An employee's relation to a unit on a day, if there is one; the unit itself before the whole
-- authority.
-- access: read staff
-- in: bank_id int64, staff_id int64, unit text, day date
-- out: many unit text, from_date date, to_date date?
SELECT unit, from_date, to_date FROM staff_relation
WHERE bank_id = $1 AND staff_id = $2 AND kind = 0 AND ended_at = 0 AND (unit = $3 OR unit = '')
  AND from_date <= $4 AND (to_date IS NULL OR to_date >= $4)
ORDER BY unit DESC, from_date LIMIT 1;
