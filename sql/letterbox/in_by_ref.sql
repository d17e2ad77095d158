-- What was stored under a peer's reference.
-- access: read letter
-- in: bank_id int64, peer_id int64, ref blob
-- out: one letter_id int64, digest blob, receipt blob, state int, person_id int64?
SELECT letter_id, digest, receipt, state, person_id
FROM letter_in WHERE bank_id = $1 AND peer_id = $2 AND ref = $3;
