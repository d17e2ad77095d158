-- Another address.
-- access: write letter
-- in: bank_id int64, peer_id int64, url text
-- out: none
UPDATE peer SET url = $3 WHERE bank_id = $1 AND peer_id = $2 AND state <> 2;
