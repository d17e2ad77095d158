-- A note in a case.
-- access: write case
-- in: bank_id int64, case_id int64, number int, day date, at time, staff_id int64, sealed blob
-- out: none
INSERT INTO case_note (bank_id, case_id, number, day, at, staff_id, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7);
