-- An employee by the name at the identity provider.
-- access: read staff
-- in: bank_id int64, login text
-- out: one staff_id int64, name text, login text?, role int, unit text, active bool
SELECT staff_id, name, login, role, unit, active FROM staff WHERE bank_id = $1 AND login = $2;
