-- Moves a pupil to a step.
-- access: write attendance
-- in: bank_id int64, track_id int64, stair_id int64, step int, since date, due_on date
-- out: none
UPDATE absence_track SET stair_id = $3, step = $4, since = $5, due_on = $6, state = 0
WHERE bank_id = $1 AND track_id = $2 AND closed = 0;
