-- Whether a sender has withdrawn a letter.
-- access: read letter
-- in: bank_id int64, fingerprint blob, ref blob
-- out: one withdrawn_on date
SELECT max(withdrawn_on) AS withdrawn_on FROM letter_in_withdrawn
WHERE bank_id = $1 AND peer_id IN (SELECT peer_id FROM peer WHERE bank_id = $1 AND fingerprint = $2)
  AND ref = $3
HAVING count(*) > 0;
