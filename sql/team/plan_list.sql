-- The versions of a case's plan, newest first.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: many version int, kind int, state int, begun_at time, begun_by int64, agreed_on date?,
--     review_on date?, parties int, sealed blob
SELECT version, kind, state, begun_at, begun_by, agreed_on, review_on, parties, sealed
FROM case_plan WHERE bank_id = $1 AND case_id = $2 ORDER BY version DESC;
