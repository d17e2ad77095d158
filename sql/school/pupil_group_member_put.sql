-- A membership, or its new last day.
-- access: write person
-- in: bank_id int64, group_id int64, person_id int64, from_date date, to_date date?
-- out: none
INSERT INTO pupil_group_member (bank_id, group_id, person_id, from_date, to_date, ended_at)
VALUES ($1, $2, $3, $4, $5, 0)
ON CONFLICT (bank_id, group_id, person_id, from_date, ended_at) DO UPDATE SET to_date = excluded.to_date;
