-- Ends a team.
-- access: write staff
-- in: bank_id int64, team_id int64, now time
-- out: none
UPDATE team SET ended_at = $3 WHERE bank_id = $1 AND team_id = $2 AND ended_at = 0;
