-- Tells that a session has been used.
-- access: write staff
-- in: bank_id int64, token_hash blob, seen_time time
-- out: none
UPDATE web_session SET seen_time = $3 WHERE bank_id = $1 AND token_hash = $2;
