-- All limits ever set, by measure and day.
-- access: read attendance
-- in: bank_id int64
-- out: many measure int, valid_from date, valid_to date?, per_mille int, set_at time
SELECT measure, valid_from, valid_to, per_mille, set_at FROM absence_threshold
WHERE bank_id = $1 ORDER BY measure, valid_from, per_mille;
