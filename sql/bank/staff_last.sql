-- The highest id given so far; 0 when there is nobody.
-- access: read staff
-- in: bank_id int64
-- out: one staff_id int64
SELECT coalesce(max(staff_id), 0) AS staff_id FROM staff WHERE bank_id = $1;
