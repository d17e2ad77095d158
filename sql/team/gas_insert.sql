-- Sets a goal.
-- access: write case
-- in: bank_id int64, goal_id int64, person_id int64, case_id int64, weight int, set_on date,
--     sealed blob
-- out: none
INSERT INTO gas_goal (bank_id, goal_id, person_id, case_id, weight, set_on, ended_on, sealed)
VALUES ($1, $2, $3, $4, $5, $6, NULL, $7);
