-- Ends a peer for good.
-- access: write letter
-- in: bank_id int64, peer_id int64, now time
-- out: none
UPDATE peer SET state = 2, ended_at = $3 WHERE bank_id = $1 AND peer_id = $2 AND state <> 2;
