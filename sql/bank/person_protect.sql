-- Sets a person's own level of protection.
-- access: write person
-- in: bank_id int64, person_id int64, protection int, now time
-- out: none
UPDATE person SET protection = $3, changed_at = $4 WHERE bank_id = $1 AND person_id = $2;
