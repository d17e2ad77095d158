-- The notes of a case, newest first.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: many number int, day date, at time, staff_id int64, sealed blob
SELECT number, day, at, staff_id, sealed FROM case_note
WHERE bank_id = $1 AND case_id = $2 ORDER BY day DESC, number DESC;
