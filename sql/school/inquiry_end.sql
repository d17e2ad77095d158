-- Ends an inquiry. No row when it has ended.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, ended_on date, end_reason int, sealed_end blob?
-- out: none
UPDATE absence_inquiry SET ended_on = $3, end_reason = $4, sealed_end = $5
WHERE bank_id = $1 AND inquiry_id = $2 AND ended_on = 0;
