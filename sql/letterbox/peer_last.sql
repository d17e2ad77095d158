-- The highest peer number given so far.
-- access: read letter
-- in: bank_id int64
-- out: one peer_id int64
SELECT coalesce(max(peer_id), 0) AS peer_id FROM peer WHERE bank_id = $1;
