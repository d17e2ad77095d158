-- The state of the log.
-- access: read journal
-- in: bank_id int64
-- out: one size int64, frontier blob, checkpoint_count int64, checkpoint_size int64, cosigned_size int64, mac blob
SELECT size, frontier, checkpoint_count, checkpoint_size, cosigned_size, mac
FROM journal_head WHERE bank_id = $1;
