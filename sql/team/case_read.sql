-- One case.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: one case_id int64, person_id int64, responsible_id int64, unit text, reason int,
--     criterion int, opened_on date, closed bool, closed_on date, close_reason int
SELECT case_id, person_id, responsible_id, unit, reason, criterion, opened_on, closed, closed_on,
    close_reason
FROM team_case WHERE bank_id = $1 AND case_id = $2;
