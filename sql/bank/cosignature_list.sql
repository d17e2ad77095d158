-- The newest cosignature of every peer.
-- access: read journal
-- in: bank_id int64
-- out: many peer_id int64, size int64, time time, name text, witness_key blob, line text, mac blob
SELECT peer_id, size, time, name, witness_key, line, mac
FROM journal_cosignature WHERE bank_id = $1 ORDER BY peer_id;
