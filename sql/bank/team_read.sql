-- One team.
-- access: read staff
-- in: bank_id int64, team_id int64
-- out: one team_id int64, name text, unit text, source_id text, ended_at time
SELECT team_id, name, unit, source_id, ended_at FROM team WHERE bank_id = $1 AND team_id = $2;
