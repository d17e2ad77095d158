-- Employees without a login by name, role and unit.
-- access: read staff
-- in: bank_id int64, name text, role int, unit text
-- out: many like staff_read
SELECT staff_id, name, login, role, unit, active FROM staff
WHERE bank_id = $1 AND name = $2 AND role = $3 AND unit = $4 AND login IS NULL ORDER BY staff_id;
