-- Opens a case; nothing changes when the person has an open one in the unit.
-- access: write case
-- in: bank_id int64, case_id int64, person_id int64, responsible_id int64, unit text, reason int,
--     criterion int, opened_on date
-- out: none
INSERT INTO team_case (bank_id, case_id, person_id, responsible_id, unit, reason, criterion,
    opened_on, closed, closed_on, close_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0)
ON CONFLICT DO NOTHING;
