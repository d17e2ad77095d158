-- The source does not tell of the membership any more.
-- access: write person
-- in: bank_id int64, group_id int64, person_id int64, from_date date, ended_at time
-- out: none
UPDATE pupil_group_member SET ended_at = $5
WHERE bank_id = $1 AND group_id = $2 AND person_id = $3 AND from_date = $4 AND ended_at = 0;
