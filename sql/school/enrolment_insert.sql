-- Adds an enrolment.
-- access: write person
-- in: bank_id int64, enrolment_id int64, person_id int64, organisation_id int64, form int,
--     grade int?, scale int, start_date date, end_date date?
-- out: none
INSERT INTO enrolment (bank_id, enrolment_id, person_id, organisation_id, form, grade, scale,
    start_date, end_date, missing)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0);
