-- What has been done on a track, in order, with the names of the steps.
-- access: read attendance
-- in: bank_id int64, track_id int64
-- out: many number int, kind int, step int, name text, on_day date, at time, by_kind int, by_id text,
--   sealed_note blob?
SELECT a.number, a.kind, a.step, s.name, a.on_day, a.at, a.by_kind, a.by_id, a.sealed_note
FROM absence_track_act a
JOIN absence_stair_step s ON s.bank_id = a.bank_id AND s.stair_id = a.stair_id AND s.number = a.step
WHERE a.bank_id = $1 AND a.track_id = $2 ORDER BY a.number;
