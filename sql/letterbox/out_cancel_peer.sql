-- Stops what is queued to a peer.
-- access: write letter
-- in: bank_id int64, peer_id int64
-- out: none
UPDATE letter_out SET state = 3, envelope = NULL
WHERE bank_id = $1 AND peer_id = $2 AND state = 0;
