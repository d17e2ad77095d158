-- Ends a goal.
-- access: write case
-- in: bank_id int64, goal_id int64, ended_on date
-- out: none
UPDATE gas_goal SET ended_on = $3 WHERE bank_id = $1 AND goal_id = $2 AND ended_on IS NULL;
