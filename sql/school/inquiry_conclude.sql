-- The conclusion of an open inquiry.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, conclusion int, sealed_conclusion blob?
-- out: none
UPDATE absence_inquiry SET conclusion = $3, sealed_conclusion = $4
WHERE bank_id = $1 AND inquiry_id = $2 AND ended_on = 0;
