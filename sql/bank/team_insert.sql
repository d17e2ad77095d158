-- Adds a team of employees.
-- access: write staff
-- in: bank_id int64, team_id int64, name text, unit text, source_id text
-- out: none
INSERT INTO team (bank_id, team_id, name, unit, source_id, ended_at)
VALUES ($1, $2, $3, $4, $5, 0);
