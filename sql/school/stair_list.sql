-- All staircases that were ever set, newest first.
-- access: read attendance
-- in: bank_id int64
-- out: many stair_id int64
SELECT stair_id FROM absence_stair WHERE bank_id = $1 ORDER BY valid_from DESC, stair_id DESC;
