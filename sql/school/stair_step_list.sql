-- The steps of a staircase, in order.
-- access: read attendance
-- in: bank_id int64, stair_id int64
-- out: many number int, name text, condition int, amount int, work text, role int, days int
SELECT number, name, condition, amount, work, role, days FROM absence_stair_step
WHERE bank_id = $1 AND stair_id = $2 ORDER BY number;
