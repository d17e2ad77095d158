-- Puts a pupil on the staircase. No row when the pupil is on it already.
-- access: write attendance
-- in: bank_id int64, track_id int64, person_id int64, opened_on date, stair_id int64, step int, due_on date
-- out: none
INSERT INTO absence_track (bank_id, track_id, person_id, opened_on, closed, closed_on, close_reason,
    stair_id, step, since, due_on, state)
VALUES ($1, $2, $3, $4, 0, 0, 0, $5, $6, $4, $7, 0)
ON CONFLICT DO NOTHING;
