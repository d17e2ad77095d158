-- Tells where a form led.
-- access: write staff
-- in: bank_id int64, token_hash blob, location text
-- out: none
UPDATE web_form SET location = $3 WHERE bank_id = $1 AND token_hash = $2;
