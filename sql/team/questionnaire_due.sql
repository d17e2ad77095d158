-- Open questionnaires in an employee's open cases of listed people, with their day up to a day.
-- access: read case
-- in: bank_id int64, responsible_id int64, until date
-- out: many like questionnaire_list
SELECT q.questionnaire_id, q.plan_id, q.person_id, q.case_id, q.instrument_id, q.respondent,
    q.respondent_id, q.moment, q.due_on, q.state, q.reminders, q.reminded_on, q.closed_on,
    q.measurement_id, q.sealed_draft IS NOT NULL AS begun
FROM questionnaire q
JOIN team_case c ON c.bank_id = q.bank_id AND c.case_id = q.case_id
JOIN listed_person p ON p.bank_id = q.bank_id AND p.person_id = q.person_id
WHERE q.bank_id = $1 AND q.state = 0 AND q.due_on <= $3 AND c.closed = 0
  AND c.responsible_id = $2
ORDER BY q.due_on, q.questionnaire_id;
