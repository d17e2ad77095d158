-- Marks every letter that rests on a consent.
-- access: write letter
-- in: bank_id int64, consent_id int64
-- out: none
UPDATE letter_out SET withdrawn = 1 WHERE bank_id = $1 AND consent_id = $2;
