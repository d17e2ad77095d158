-- How many answers each version has, and how many questions of it wait.
-- access: read case
-- in: bank_id int64
-- out: many instrument_id int64, answers int64, waiting int64
SELECT i.instrument_id, coalesce(m.answers, 0) AS answers, coalesce(q.waiting, 0) AS waiting
FROM instrument i
LEFT JOIN (SELECT instrument_id, count(*) AS answers FROM measurement
    WHERE bank_id = $1 AND struck_at = 0 GROUP BY instrument_id) m ON m.instrument_id = i.instrument_id
LEFT JOIN (SELECT instrument_id, count(*) AS waiting FROM questionnaire
    WHERE bank_id = $1 AND state = 0 GROUP BY instrument_id) q ON q.instrument_id = i.instrument_id
WHERE i.bank_id = $1
ORDER BY i.instrument_id;
