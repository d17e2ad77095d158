-- One step of a staircase.
-- access: write attendance
-- in: bank_id int64, stair_id int64, number int, name text, condition int, amount int, work text,
--   role int, days int
-- out: none
INSERT INTO absence_stair_step (bank_id, stair_id, number, name, condition, amount, work, role, days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
