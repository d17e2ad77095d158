-- The number of the last meeting and the last task of a case.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: one meeting int, task int
SELECT coalesce((SELECT max(meeting) FROM case_meeting WHERE bank_id = $1 AND case_id = $2), 0)
        AS meeting,
    coalesce((SELECT max(task) FROM case_task WHERE bank_id = $1 AND case_id = $2), 0) AS task;
