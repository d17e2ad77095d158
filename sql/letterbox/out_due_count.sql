-- Whether something is due, and how much waits.
-- access: read letter
-- in: bank_id int64, now time
-- out: one due int64, waiting int64
SELECT coalesce(sum(CASE WHEN next_attempt_at <= $2 THEN 1 ELSE 0 END), 0) AS due,
    count(*) AS waiting
FROM letter_out WHERE bank_id = $1 AND state = 0;
