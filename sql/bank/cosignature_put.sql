-- Keeps the newest cosignature of a peer.
-- access: write journal
-- in: bank_id int64, peer_id int64, size int64, time time, name text, witness_key blob, line text, mac blob
-- out: none
INSERT INTO journal_cosignature (bank_id, peer_id, size, time, name, witness_key, line, mac)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (bank_id, peer_id) DO UPDATE
SET size = excluded.size, time = excluded.time, name = excluded.name,
    witness_key = excluded.witness_key, line = excluded.line, mac = excluded.mac;
