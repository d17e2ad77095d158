-- What is asked or written of a consent in a case that ends is asked no more.
-- access: write case
-- in: bank_id int64, case_id int64, state int, ended_at time
-- out: none
UPDATE consent_request SET state = $3, ended_at = $4
WHERE bank_id = $1 AND case_id = $2 AND state < 2;
