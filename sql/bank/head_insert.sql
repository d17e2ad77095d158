-- The state of an empty log.
-- access: write journal
-- in: bank_id int64, size int64, frontier blob, checkpoint_count int64, checkpoint_size int64, cosigned_size int64, mac blob
-- out: none
INSERT INTO journal_head (bank_id, size, frontier, checkpoint_count, checkpoint_size, cosigned_size, mac)
VALUES ($1, $2, $3, $4, $5, $6, $7);
