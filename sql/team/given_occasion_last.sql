-- The highest number of an occasion.
-- access: read case
-- in: bank_id int64, intervention_id int64
-- out: one number int64
SELECT coalesce(max(number), 0) AS number FROM intervention_occasion
WHERE bank_id = $1 AND intervention_id = $2;
