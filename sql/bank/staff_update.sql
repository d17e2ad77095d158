-- Changes an employee.
-- access: write staff
-- in: bank_id int64, staff_id int64, name text, login text?, role int, unit text, active bool, now time
-- out: none
UPDATE staff SET name = $3, login = $4, role = $5, unit = $6, active = $7, changed_at = $8
WHERE bank_id = $1 AND staff_id = $2;
