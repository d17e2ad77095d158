-- The highest number of a feedback, how many there are, and how many have come since a moment.
-- access: read bank
-- in: bank_id int64, since time
-- out: one feedback_id int64, rows int64, recent int64
SELECT coalesce(max(feedback_id), 0) AS feedback_id, count(*) AS rows,
    coalesce(sum(CASE WHEN sent_at >= $2 THEN 1 ELSE 0 END), 0) AS recent
FROM feedback WHERE bank_id = $1;
