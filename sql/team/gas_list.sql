-- A person's goals.
-- access: read case
-- in: bank_id int64, person_id int64
-- out: many goal_id int64, case_id int64, weight int, set_on date, ended_on date?, sealed blob
SELECT goal_id, case_id, weight, set_on, ended_on, sealed FROM gas_goal
WHERE bank_id = $1 AND person_id = $2 ORDER BY goal_id;
