-- Keeps the newest state of a peer's log.
-- access: write journal
-- in: bank_id int64, peer_id int64, size int64, time time, note text, mac blob
-- out: none
INSERT INTO journal_witnessed (bank_id, peer_id, size, time, note, mac) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (bank_id, peer_id) DO UPDATE
SET size = excluded.size, time = excluded.time, note = excluded.note, mac = excluded.mac;
