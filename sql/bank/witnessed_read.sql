-- The newest state of a peer's log.
-- access: read journal
-- in: bank_id int64, peer_id int64
-- out: one size int64, time time, note text, mac blob
SELECT size, time, note, mac FROM journal_witnessed WHERE bank_id = $1 AND peer_id = $2;
