-- Something has happened in a case that the law counts days from.
-- access: write case
-- in: bank_id int64, case_id int64, number int, event text, day date, at time, staff_id int64
-- out: none
INSERT INTO case_happened (bank_id, case_id, number, event, day, at, staff_id)
VALUES ($1, $2, $3, $4, $5, $6, $7);
