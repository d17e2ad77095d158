-- The goals of a version.
-- access: read case
-- in: bank_id int64, case_id int64, version int
-- out: many goal int, area int, responsible int, starts_on date, ends_on date?, sealed blob
SELECT goal, area, responsible, starts_on, ends_on, sealed FROM plan_goal
WHERE bank_id = $1 AND case_id = $2 AND version = $3 ORDER BY goal;
