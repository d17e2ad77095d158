-- The highest id given out.
-- access: read case
-- in: bank_id int64
-- out: one last_id int64
SELECT coalesce(max(intervention_id), 0) AS last_id FROM intervention WHERE bank_id = $1;
