-- The highest number given so far.
-- access: read case
-- in: bank_id int64
-- out: one measurement_id int64
SELECT coalesce(max(measurement_id), 0) AS measurement_id FROM measurement WHERE bank_id = $1;
