-- An offer that waits is decided.
-- access: write case
-- in: bank_id int64, offer_id int64, state int, decided_at time, answer blob?
-- out: none
UPDATE case_offer SET state = $3, decided_at = $4, answer = $5
WHERE bank_id = $1 AND offer_id = $2 AND state = 0;
