-- The track a pupil is on.
-- access: read attendance
-- in: bank_id int64, person_id int64
-- out: one track_id int64, opened_on date, stair_id int64, step int, since date, due_on date, state int
SELECT track_id, opened_on, stair_id, step, since, due_on, state FROM absence_track
WHERE bank_id = $1 AND person_id = $2 AND closed = 0;
