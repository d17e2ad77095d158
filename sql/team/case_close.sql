-- Closes an open case.
-- access: write case
-- in: bank_id int64, case_id int64, closed_on date, close_reason int
-- out: none
UPDATE team_case SET closed = 1, closed_on = $3, close_reason = $4
WHERE bank_id = $1 AND case_id = $2 AND closed = 0;
