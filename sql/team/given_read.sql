-- Whose an intervention of a case is, and its time.
-- access: read case
-- in: bank_id int64, intervention_id int64
-- out: one person_id int64?, case_id int64, start_date date, end_date date?, end_reason int
SELECT i.person_id, d.case_id, i.start_date, i.end_date, d.end_reason
FROM intervention_detail d
JOIN intervention i ON i.bank_id = d.bank_id AND i.intervention_id = d.intervention_id
WHERE d.bank_id = $1 AND d.intervention_id = $2;
