-- The newest track; 0 when there is none.
-- access: read attendance
-- in: bank_id int64
-- out: one track_id int64
SELECT coalesce(max(track_id), 0) AS track_id FROM absence_track WHERE bank_id = $1;
