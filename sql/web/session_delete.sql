-- Ends a session.
-- access: write staff
-- in: bank_id int64, token_hash blob
-- out: none
DELETE FROM web_session WHERE bank_id = $1 AND token_hash = $2;
