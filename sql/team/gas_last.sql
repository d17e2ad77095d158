-- The highest number given so far.
-- access: read case
-- in: bank_id int64
-- out: one goal_id int64
SELECT coalesce(max(goal_id), 0) AS goal_id FROM gas_goal WHERE bank_id = $1;
