-- The occasions of one, by day.
-- access: read case
-- in: bank_id int64, intervention_id int64
-- out: many on_date date, outcome int, recorded_by int64
SELECT on_date, outcome, recorded_by FROM intervention_occasion
WHERE bank_id = $1 AND intervention_id = $2 ORDER BY on_date, number;
