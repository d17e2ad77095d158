-- Something that was agreed at a meeting.
-- access: write case
-- in: bank_id int64, case_id int64, task int, meeting int, responsible int, due_on date?, at time,
--     sealed blob
-- out: none
INSERT INTO case_task (bank_id, case_id, task, meeting, responsible, due_on, done_on, at, sealed)
VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8);
