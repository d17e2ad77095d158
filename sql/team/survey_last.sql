-- The number of the last survey of a case, 0 without one.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: one number int
SELECT coalesce(max(number), 0) AS number FROM case_survey WHERE bank_id = $1 AND case_id = $2;
