-- Entries that are outside the log: a number below 0 or past its end.
-- access: read journal
-- in: bank_id int64, size int64
-- out: many number int64
SELECT number FROM journal_entry WHERE bank_id = $1 AND (number < 0 OR number >= $2)
ORDER BY number LIMIT 20;
