-- The absence has been reported to the organiser. No row when it was already.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, reported_on date
-- out: none
UPDATE absence_inquiry SET reported_on = $3
WHERE bank_id = $1 AND inquiry_id = $2 AND reported_on = 0;
