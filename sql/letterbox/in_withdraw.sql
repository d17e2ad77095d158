-- Marks a letter as withdrawn; one that waits loses its content.
-- access: write letter
-- in: bank_id int64, fingerprint blob, ref blob, withdrawn_on date
-- out: none
UPDATE letter_in SET withdrawn = 1, withdrawn_on = $4,
    envelope = CASE WHEN state = 0 THEN NULL ELSE envelope END,
    state = CASE WHEN state = 0 THEN 3 ELSE state END
WHERE bank_id = $1 AND peer_id IN (SELECT peer_id FROM peer WHERE bank_id = $1 AND fingerprint = $2)
  AND ref = $3 AND kind <= 4 AND withdrawn = 0;
