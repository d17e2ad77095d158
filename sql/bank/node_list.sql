-- All kept subtree roots, level by level.
-- access: read journal
-- in: bank_id int64
-- out: many level int, position int64, hash blob
SELECT level, position, hash FROM journal_node WHERE bank_id = $1 ORDER BY level, position;
