-- The number of the last follow-up of a goal.
-- access: read case
-- in: bank_id int64, case_id int64, goal int
-- out: one number int
SELECT coalesce(max(number), 0) AS number FROM plan_followup
WHERE bank_id = $1 AND case_id = $2 AND goal = $3;
