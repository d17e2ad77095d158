-- Whose a goal is.
-- access: read case
-- in: bank_id int64, goal_id int64
-- out: one person_id int64, case_id int64, ended_on date?
SELECT person_id, case_id, ended_on FROM gas_goal WHERE bank_id = $1 AND goal_id = $2;
