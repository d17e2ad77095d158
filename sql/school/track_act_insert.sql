-- Something that was done on the staircase.
-- access: write attendance
-- in: bank_id int64, track_id int64, kind int, stair_id int64, step int, on_day date, at time,
--   by_kind int, by_id text, sealed_note blob?
-- out: none
INSERT INTO absence_track_act (bank_id, track_id, number, kind, stair_id, step, on_day, at, by_kind,
    by_id, sealed_note)
SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM absence_track_act
                WHERE bank_id = $1 AND track_id = $2), $3, $4, $5, $6, $7, $8, $9, $10;
