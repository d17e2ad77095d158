-- It has been done. No row when it was already.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, number int, done_on date
-- out: none
UPDATE absence_inquiry_measure SET done_on = $4
WHERE bank_id = $1 AND inquiry_id = $2 AND number = $3 AND done_on = 0;
