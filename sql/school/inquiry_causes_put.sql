-- The causes of absence, sealed, of an open inquiry.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, causes_at time, causes_by_id int64, sealed_causes blob
-- out: none
UPDATE absence_inquiry SET causes_at = $3, causes_by_id = $4, sealed_causes = $5
WHERE bank_id = $1 AND inquiry_id = $2 AND ended_on = 0;
