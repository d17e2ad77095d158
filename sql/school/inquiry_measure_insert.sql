-- Something that is to be done after an inquiry.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, role int, due_on date, sealed blob
-- out: none
INSERT INTO absence_inquiry_measure (bank_id, inquiry_id, number, role, due_on, done_on, sealed)
SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM absence_inquiry_measure
                WHERE bank_id = $1 AND inquiry_id = $2), $3, $4, 0, $5;
