-- Brings a guardian up to date as the source tells.
-- access: write person
-- in: bank_id int64, child_id int64, guardian_id int64, relation int, missing bool
-- out: none
UPDATE guardian SET relation = $4, missing = $5
WHERE bank_id = $1 AND child_id = $2 AND guardian_id = $3;
