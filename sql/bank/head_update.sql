-- The state of the log after an append, a checkpoint or a cosignature.
-- access: write journal
-- in: bank_id int64, size int64, frontier blob, checkpoint_count int64, checkpoint_size int64, cosigned_size int64, mac blob
-- out: none
UPDATE journal_head
SET size = $2, frontier = $3, checkpoint_count = $4, checkpoint_size = $5, cosigned_size = $6, mac = $7
WHERE bank_id = $1;
