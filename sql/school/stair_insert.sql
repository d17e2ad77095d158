-- A staircase of the organiser.
-- access: write attendance
-- in: bank_id int64, stair_id int64, valid_from date, inquiry_days int, report_days int, set_at time,
--   set_by_kind int, set_by text
-- out: none
INSERT INTO absence_stair (bank_id, stair_id, valid_from, inquiry_days, report_days, set_at, set_by_kind,
    set_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
