-- The newest inquiry; 0 when there is none.
-- access: read attendance
-- in: bank_id int64
-- out: one inquiry_id int64
SELECT coalesce(max(inquiry_id), 0) AS inquiry_id FROM absence_inquiry WHERE bank_id = $1;
