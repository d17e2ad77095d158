-- The consultation that was asked here under a reference, of the peer it was asked of.
-- access: read letter
-- in: bank_id int64, peer_id int64, ref blob
-- out: one consultation_id int64
SELECT consultation_id FROM consultation
WHERE bank_id = $1 AND peer_id = $2 AND ref = $3 AND incoming = 0 LIMIT 1;
