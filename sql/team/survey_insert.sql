-- A new survey of a case, numbered after the last.
-- access: write case
-- in: bank_id int64, case_id int64, number int, at time, staff_id int64, sealed blob
-- out: none
INSERT INTO case_survey (bank_id, case_id, number, at, staff_id, sealed)
VALUES ($1, $2, $3, $4, $5, $6);
