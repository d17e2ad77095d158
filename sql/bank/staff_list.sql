-- Employees by role and name.
-- access: read staff
-- in: bank_id int64, active_only bool
-- out: many like staff_read
SELECT staff_id, name, login, role, unit, active FROM staff
WHERE bank_id = $1 AND ($2 = 0 OR active = 1) ORDER BY role, name, staff_id;
