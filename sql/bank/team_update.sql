-- Changes a team's name and unit.
-- access: write staff
-- in: bank_id int64, team_id int64, name text, unit text
-- out: none
UPDATE team SET name = $3, unit = $4 WHERE bank_id = $1 AND team_id = $2 AND ended_at = 0;
