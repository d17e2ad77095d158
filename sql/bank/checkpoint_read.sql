-- A signed checkpoint by its number.
-- access: read journal
-- in: bank_id int64, number int64
-- out: one size int64, time time, note text, mac blob
SELECT size, time, note, mac FROM journal_checkpoint WHERE bank_id = $1 AND number = $2;
