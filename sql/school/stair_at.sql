-- The staircase that holds on a day: the one with the latest day, of those the newest.
-- access: read attendance
-- in: bank_id int64, at date
-- out: one stair_id int64
SELECT stair_id FROM absence_stair WHERE bank_id = $1 AND valid_from <= $2
ORDER BY valid_from DESC, stair_id DESC LIMIT 1;
