-- Brings a group up to date; one that the source tells of again is there again.
-- access: write person
-- in: bank_id int64, group_id int64, kind int, unit text, name text, from_date date, to_date date?
-- out: none
UPDATE pupil_group SET kind = $3, unit = $4, name = $5, from_date = $6, to_date = $7, ended_at = 0
WHERE bank_id = $1 AND group_id = $2;
