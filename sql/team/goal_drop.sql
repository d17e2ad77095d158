-- A goal leaves a version; a draft's only (see plan.c).
-- access: write case
-- in: bank_id int64, case_id int64, version int, goal int
-- out: none
DELETE FROM plan_goal WHERE bank_id = $1 AND case_id = $2 AND version = $3 AND goal = $4;
