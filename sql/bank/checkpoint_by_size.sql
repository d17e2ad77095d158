-- A signed checkpoint by the size of the log.
-- access: read journal
-- in: bank_id int64, size int64
-- out: one number int64, time time, note text, mac blob
SELECT number, time, note, mac FROM journal_checkpoint WHERE bank_id = $1 AND size = $2;
