-- An offer of a case that ends is taken back.
-- access: write case
-- in: bank_id int64, case_id int64, state int, decided_at time
-- out: none
UPDATE case_offer SET state = $3, decided_at = $4
WHERE bank_id = $1 AND case_id = $2 AND state = 0;
