-- What was agreed at the meetings of a case.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: many task int, meeting int, responsible int, due_on date?, done_on date?, sealed blob
SELECT task, meeting, responsible, due_on, done_on, sealed FROM case_task
WHERE bank_id = $1 AND case_id = $2 ORDER BY task;
