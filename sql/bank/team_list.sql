-- Teams by name.
-- access: read staff
-- in: bank_id int64, ended_too bool
-- out: many like team_read
SELECT team_id, name, unit, source_id, ended_at FROM team
WHERE bank_id = $1 AND ($2 <> 0 OR ended_at = 0)
ORDER BY name, team_id;
