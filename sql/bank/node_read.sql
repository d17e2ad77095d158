-- The root of a perfect subtree.
-- access: read journal
-- in: bank_id int64, level int, position int64
-- out: one hash blob
SELECT hash FROM journal_node WHERE bank_id = $1 AND level = $2 AND position = $3;
