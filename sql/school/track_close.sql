-- Takes a pupil off the staircase.
-- access: write attendance
-- in: bank_id int64, track_id int64, closed_on date, close_reason int
-- out: none
UPDATE absence_track SET closed = 1, closed_on = $3, close_reason = $4
WHERE bank_id = $1 AND track_id = $2 AND closed = 0;
