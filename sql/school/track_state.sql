-- The work of the step a pupil stands on has been done, or is not needed. No row when it is
-- settled already.
-- access: write attendance
-- in: bank_id int64, track_id int64, state int
-- out: none
UPDATE absence_track SET state = $3 WHERE bank_id = $1 AND track_id = $2 AND closed = 0 AND state = 0;
