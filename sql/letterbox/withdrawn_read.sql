-- Whether a peer has withdrawn a letter.
-- access: read letter
-- in: bank_id int64, peer_id int64, ref blob
-- out: one withdrawn_on date
SELECT withdrawn_on FROM letter_in_withdrawn
WHERE bank_id = $1 AND peer_id = $2 AND ref = $3;
