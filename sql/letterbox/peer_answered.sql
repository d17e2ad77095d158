-- A valid receipt has come.
-- access: write letter
-- in: bank_id int64, peer_id int64, now time
-- out: none
UPDATE peer SET answered_at = $3 WHERE bank_id = $1 AND peer_id = $2;
