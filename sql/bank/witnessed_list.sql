-- The newest state of every peer's log.
-- access: read journal
-- in: bank_id int64
-- out: many peer_id int64, size int64, time time, note text, mac blob
SELECT peer_id, size, time, note, mac FROM journal_witnessed WHERE bank_id = $1 ORDER BY peer_id;
