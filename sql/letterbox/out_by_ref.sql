-- The item letter to this peer with this reference.
-- access: read letter
-- in: bank_id int64, fingerprint blob, ref blob
-- out: one letter_id int64, person_id int64?, case_id int64?, answer int
SELECT letter_id, person_id, case_id, answer
FROM letter_out
WHERE bank_id = $1 AND peer_id IN (SELECT peer_id FROM peer WHERE bank_id = $1 AND fingerprint = $2)
  AND ref = $3 AND kind <= 4;
