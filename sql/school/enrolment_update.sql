-- Brings an enrolment up to date.
-- access: write person
-- in: bank_id int64, enrolment_id int64, grade int?, scale int, end_date date?
-- out: none
UPDATE enrolment SET grade = $3, scale = $4, end_date = $5, missing = 0
WHERE bank_id = $1 AND enrolment_id = $2;
