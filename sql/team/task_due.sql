-- Open tasks of the own authority (responsible 0) due by a day, in open cases of listed people.
-- access: read case
-- in: bank_id int64, responsible_id int64, has_unit bool, unit text, by_day date
-- out: many case_id int64, person_id int64, task int, due_on date?
SELECT t.case_id, c.person_id, t.task, t.due_on
FROM case_task t
JOIN team_case c ON c.bank_id = t.bank_id AND c.case_id = t.case_id
JOIN listed_person l ON l.bank_id = c.bank_id AND l.person_id = c.person_id
WHERE t.bank_id = $1 AND t.responsible = 0 AND t.done_on IS NULL AND t.due_on <= $5
  AND c.closed = 0 AND ($2 = 0 OR c.responsible_id = $2) AND ($3 = 0 OR c.unit = $4)
ORDER BY t.due_on, t.case_id, t.task;
