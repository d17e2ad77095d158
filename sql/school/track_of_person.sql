-- All tracks of a pupil, newest first.
-- access: read attendance
-- in: bank_id int64, person_id int64
-- out: many track_id int64, opened_on date, closed bool, closed_on date, close_reason int,
--   stair_id int64, step int, since date, due_on date, state int
SELECT track_id, opened_on, closed, closed_on, close_reason, stair_id, step, since, due_on, state
FROM absence_track WHERE bank_id = $1 AND person_id = $2 ORDER BY track_id DESC;
