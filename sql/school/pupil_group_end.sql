-- The source does not tell of the group any more.
-- access: write person
-- in: bank_id int64, group_id int64, ended_at time
-- out: none
UPDATE pupil_group SET ended_at = $3 WHERE bank_id = $1 AND group_id = $2 AND ended_at = 0;
