-- A team begins to work with a case; again after it was ended the same day.
-- access: write case
-- in: bank_id int64, case_id int64, team_id int64, from_date date, to_date date?
-- out: none
INSERT INTO case_team (bank_id, case_id, team_id, from_date, to_date, ended_at)
VALUES ($1, $2, $3, $4, $5, 0)
ON CONFLICT (bank_id, case_id, team_id, from_date) DO UPDATE SET to_date = $5, ended_at = 0
WHERE case_team.ended_at <> 0;
