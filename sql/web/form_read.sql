-- Where a form that has been sent led.
-- access: read staff
-- in: bank_id int64, token_hash blob
-- out: one location text?
SELECT location FROM web_form WHERE bank_id = $1 AND token_hash = $2;
