-- Takes back that somebody's protection would expose somebody else.
-- access: write person
-- in: bank_id int64, guardian_id int64, child_id int64
-- out: none
DELETE FROM person_exposure WHERE bank_id = $1 AND guardian_id = $2 AND child_id = $3;
