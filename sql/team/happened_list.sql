-- What has happened in a case, the latest first, what was struck out too.
-- access: read case
-- in: bank_id int64, case_id int64
-- out: many number int, event text, day date, at time, staff_id int64, struck_at time?
SELECT number, event, day, at, staff_id, struck_at FROM case_happened
WHERE bank_id = $1 AND case_id = $2 ORDER BY day DESC, number DESC;
