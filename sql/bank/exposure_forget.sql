-- Takes back everything about whom a person exposes and who exposes the person.
-- access: write person
-- in: bank_id int64, person_id int64
-- out: none
DELETE FROM person_exposure WHERE bank_id = $1 AND (guardian_id = $2 OR child_id = $2);
