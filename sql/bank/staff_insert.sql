-- Adds an employee.
-- access: write staff
-- in: bank_id int64, staff_id int64, name text, login text?, role int, unit text, active bool, now time
-- out: none
INSERT INTO staff (bank_id, staff_id, name, login, role, unit, active, added_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8);
