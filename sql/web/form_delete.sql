-- Gives a form back: what it asked for was not done.
-- access: write staff
-- in: bank_id int64, token_hash blob
-- out: none
DELETE FROM web_form WHERE bank_id = $1 AND token_hash = $2;
