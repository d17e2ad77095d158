-- The number of the last thing that is noted as having happened in a case.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: one number int
SELECT coalesce(max(number), 0) AS number FROM case_happened WHERE bank_id = $1 AND case_id = $2;
