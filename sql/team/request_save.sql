-- What is written or has been answered; only while the request is open and as it was read.
-- access: write case
-- in: bank_id int64, request_id int64, state int, sealed blob
-- out: none
UPDATE consent_request SET sealed = $4 WHERE bank_id = $1 AND request_id = $2 AND state = $3;
