-- What was stored under a sender's reference, also before the sender was ended and added anew.
-- access: read letter
-- in: bank_id int64, fingerprint blob, ref blob
-- out: one letter_id int64, digest blob, receipt blob, state int, person_id int64?
SELECT letter_id, digest, receipt, state, person_id
FROM letter_in
WHERE bank_id = $1 AND peer_id IN (SELECT peer_id FROM peer WHERE bank_id = $1 AND fingerprint = $2)
  AND ref = $3;
