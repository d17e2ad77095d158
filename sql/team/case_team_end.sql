-- A team stops working with a case, at once.
-- access: write case
-- in: bank_id int64, case_id int64, team_id int64, now time
-- out: none
UPDATE case_team SET ended_at = $4
WHERE bank_id = $1 AND case_id = $2 AND team_id = $3 AND ended_at = 0;
