-- The source does not tell of this pupil any more.
-- access: write person
-- in: bank_id int64, person_id int64
-- out: none
UPDATE enrolment SET missing = 1 WHERE bank_id = $1 AND person_id = $2 AND missing = 0;
