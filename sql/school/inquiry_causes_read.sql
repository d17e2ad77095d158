-- The sealed causes of an inquiry.
-- access: read attendance
-- in: bank_id int64, inquiry_id int64
-- out: one person_id int64, sealed_causes blob?
SELECT person_id, sealed_causes FROM absence_inquiry WHERE bank_id = $1 AND inquiry_id = $2;
