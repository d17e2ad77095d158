-- Somebody was heard in an inquiry, or not.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, party int, heard bool, how int, on_day date, at time,
--   by_kind int, by_id text, sealed blob
-- out: none
INSERT INTO absence_inquiry_hearing (bank_id, inquiry_id, number, party, heard, how, on_day, at,
    by_kind, by_id, sealed)
SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM absence_inquiry_hearing
                WHERE bank_id = $1 AND inquiry_id = $2), $3, $4, $5, $6, $7, $8, $9, $10;
