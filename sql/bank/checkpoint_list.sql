-- All checkpoints in order.
-- access: read journal
-- in: bank_id int64
-- out: many number int64, size int64, time time, note text, mac blob
SELECT number, size, time, note, mac FROM journal_checkpoint WHERE bank_id = $1 ORDER BY number;
