-- The highest goal number that a case has used.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: one goal int
SELECT coalesce(max(goal), 0) AS goal FROM plan_goal WHERE bank_id = $1 AND case_id = $2;
