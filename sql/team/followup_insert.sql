-- How it goes with a goal, numbered after the last.
-- access: write case
-- in: bank_id int64, case_id int64, goal int, number int, day date, reached int, at time,
--     staff_id int64, sealed blob?
-- out: none
INSERT INTO plan_followup (bank_id, case_id, goal, number, day, reached, at, staff_id, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
