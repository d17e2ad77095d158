-- Who was heard in an inquiry, in order.
-- access: read attendance
-- in: bank_id int64, inquiry_id int64
-- out: many number int, party int, heard bool, how int, on_day date, at time, by_kind int, by_id text,
--   sealed blob
SELECT number, party, heard, how, on_day, at, by_kind, by_id, sealed FROM absence_inquiry_hearing
WHERE bank_id = $1 AND inquiry_id = $2 ORDER BY number;
