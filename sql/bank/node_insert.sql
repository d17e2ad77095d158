-- Keeps the root of a perfect subtree.
-- access: write journal
-- in: bank_id int64, level int, position int64, hash blob
-- out: none
INSERT INTO journal_node (bank_id, level, position, hash) VALUES ($1, $2, $3, $4);
