-- The highest number of a feedback and how many there are.
-- access: read bank
-- in: bank_id int64
-- out: one feedback_id int64, rows int64
SELECT coalesce(max(feedback_id), 0) AS feedback_id, count(*) AS rows FROM feedback
WHERE bank_id = $1;
