-- Opens a closed case again; nothing changes when it is open.
-- access: write case
-- in: bank_id int64, case_id int64
-- out: none
UPDATE team_case SET closed = 0, closed_on = 0, close_reason = 0
WHERE bank_id = $1 AND case_id = $2 AND closed = 1;
