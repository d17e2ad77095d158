-- The limits that hold on a day.
-- access: read attendance
-- in: bank_id int64, at date
-- out: many measure int, per_mille int
SELECT measure, per_mille FROM absence_threshold
WHERE bank_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
ORDER BY measure, per_mille;
