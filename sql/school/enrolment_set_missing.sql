-- The source does not tell of this enrolment any more.
-- access: write person
-- in: bank_id int64, enrolment_id int64
-- out: none
UPDATE enrolment SET missing = 1 WHERE bank_id = $1 AND enrolment_id = $2 AND missing = 0;
