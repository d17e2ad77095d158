-- An employee by the name at the identity provider.
-- access: read staff
-- in: bank_id int64, login text
-- out: one like staff_read
SELECT staff_id, name, login, role, unit, active FROM staff WHERE bank_id = $1 AND login = $2;
