-- What is to be done after an inquiry, in order.
-- access: read attendance
-- in: bank_id int64, inquiry_id int64
-- out: many number int, role int, due_on date, done_on date, sealed blob
SELECT number, role, due_on, done_on, sealed FROM absence_inquiry_measure
WHERE bank_id = $1 AND inquiry_id = $2 ORDER BY number;
