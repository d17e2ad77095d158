-- Who may work with a case on a day, and by which way (view staff_case); those who lead the unit
-- are for the caller to test by role.
-- access: read case
-- in: bank_id int64, case_id int64, day date
-- out: many staff_id int64, way int, from_date date, to_date date?, team_id int64
SELECT staff_id, way, from_date, to_date, team_id FROM staff_case
WHERE bank_id = $1 AND case_id = $2 AND from_date <= $3 AND (to_date IS NULL OR to_date >= $3)
ORDER BY way, staff_id;
