-- Leaf hashes in order.
-- access: read journal
-- in: bank_id int64, first int64, until int64
-- out: many number int64, leaf_hash blob
SELECT number, leaf_hash FROM journal_entry
WHERE bank_id = $1 AND number >= $2 AND number < $3 ORDER BY number;
