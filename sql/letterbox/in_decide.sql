-- Accepts (1) or rejects (2) a waiting letter; the envelope goes.
-- access: write letter
-- in: bank_id int64, letter_id int64, state int, reject_reason int, person_id int64?, now time
-- out: none
UPDATE letter_in SET state = $3, reject_reason = $4, person_id = $5, decided_at = $6, envelope =
    NULL
WHERE bank_id = $1 AND letter_id = $2 AND state = 0;
