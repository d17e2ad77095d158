-- Keeps a signed checkpoint.
-- access: write journal
-- in: bank_id int64, number int64, size int64, time time, note text, mac blob
-- out: none
INSERT INTO journal_checkpoint (bank_id, number, size, time, note, mac) VALUES ($1, $2, $3, $4, $5, $6);
