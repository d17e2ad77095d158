-- Sets what only Brygga knows of a guardian.
-- access: write person
-- in: bank_id int64, child_id int64, guardian_id int64, custody int, blocked bool
-- out: none
UPDATE guardian SET custody = $4, blocked = $5
WHERE bank_id = $1 AND child_id = $2 AND guardian_id = $3 AND missing = 0;
