-- One staircase without its steps.
-- access: read attendance
-- in: bank_id int64, stair_id int64
-- out: one valid_from date, inquiry_days int, report_days int, set_at time, set_by_kind int, set_by text
SELECT valid_from, inquiry_days, report_days, set_at, set_by_kind, set_by FROM absence_stair
WHERE bank_id = $1 AND stair_id = $2;
