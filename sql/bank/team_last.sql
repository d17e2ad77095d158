-- The newest number of a team.
-- access: read staff
-- in: bank_id int64
-- out: one team_id int64
SELECT coalesce(max(team_id), 0) AS team_id FROM team WHERE bank_id = $1;
