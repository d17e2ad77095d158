-- Another responsible employee for an open case.
-- access: write case
-- in: bank_id int64, case_id int64, responsible_id int64
-- out: none
UPDATE team_case SET responsible_id = $3
WHERE bank_id = $1 AND case_id = $2 AND closed = 0 AND responsible_id <> $3;
