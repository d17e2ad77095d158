-- The highest number of a consultation so far.
-- access: read letter
-- in: bank_id int64
-- out: one consultation_id int64
SELECT coalesce(max(consultation_id), 0) AS consultation_id FROM consultation WHERE bank_id = $1;
