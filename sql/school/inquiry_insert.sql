-- Opens an inquiry into absence. No row when the pupil has an open one.
-- access: write attendance
-- in: bank_id int64, inquiry_id int64, person_id int64, unit text, responsible_id int64,
--   opened_on date, due_on date, report_due_on date, first_day date, last_day date, school_days int,
--   offered_minutes int, valid_minutes int, invalid_minutes int
-- out: none
INSERT INTO absence_inquiry (bank_id, inquiry_id, person_id, unit, responsible_id, opened_on, due_on,
    report_due_on, first_day, last_day, school_days, offered_minutes, valid_minutes, invalid_minutes, reported_on,
    conclusion, causes_at, causes_by_id, ended_on, end_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, 0, 0, 0, 0)
ON CONFLICT DO NOTHING;
