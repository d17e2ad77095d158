-- A case goes to another unit and its responsible employee there.
-- access: write case
-- in: bank_id int64, case_id int64, unit text, responsible_id int64
-- out: none
UPDATE team_case SET unit = $3, responsible_id = $4
WHERE bank_id = $1 AND case_id = $2 AND closed = 0;
